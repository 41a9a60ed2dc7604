// How wide a run's intervals are: for a run whose length was fixed beforehand, or for one that ends
// when what it has seen says so.
#pragma once

#include <cstdint>
#include <optional>

#include "experiments/statistics/student_t.h"

namespace reprise {

/// Somebody looks before the end, so intervals hold at all looks at once
/// (experiments/statistics/confidence_sequence.h).
struct Peeking {
  double rho2 = 0;             // fixed before the first look
  std::uint64_t sessions = 0;  // at this look, of one treatment
};

struct IntervalRule {
  double alpha = 0.05;
  std::optional<Peeking> peeking;

  /// The interval at 1 - level of an estimate whose standard error and degrees of freedom these
  /// are. Degrees of freedom of 0 or less: nothing is known of the error. Pure.
  StudentInterval interval(double estimate, double standard_error, double degrees_of_freedom,
                           double level) const;
  /// The same estimate at another level. Pure.
  StudentInterval again(const StudentInterval& at_some_level, double level) const;
};

}  // namespace reprise
