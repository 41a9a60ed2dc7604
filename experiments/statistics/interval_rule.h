// The rule for the width of one interval. Either the length of the run was fixed beforehand, or the
// run may end because of the results so far, and then the interval is wider. Several treatments
// widen intervals in analysis/compare_treatments, which asks this rule for another level.
#pragma once

#include <cstdint>
#include <optional>

#include "experiments/statistics/student_t.h"

namespace reprise {

/// Present when the results are looked at before the end of the run; the intervals then hold at all
/// looks at once (experiments/statistics/confidence_sequence.h).
struct AnytimeLook {
  double rho2 = 0;             // fixed before the first look
  std::uint64_t sessions = 0;  // of one treatment, at this look
};

struct IntervalRule {
  double alpha = 0.05;
  std::optional<AnytimeLook> anytime_look;

  /// Returns the interval at 1 - `level` for an estimate with this standard error and these degrees
  /// of freedom. With 0 or fewer degrees of freedom the error is unknown, and the interval is the
  /// whole line. Pure.
  StudentInterval interval(double estimate, double standard_error, double degrees_of_freedom,
                           double level) const;
  /// Returns the interval of the same estimate at another level. Pure.
  StudentInterval again(const StudentInterval& at_some_level, double level) const;
};

}  // namespace reprise
