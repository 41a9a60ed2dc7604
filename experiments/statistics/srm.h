// Tests for a sample ratio mismatch: whether the split put as many users into each treatment as
// planned. After a mismatch the assignment or the log is broken, and no comparison of the
// treatments means anything.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/statistics/alarm_level.h"

namespace reprise {

struct SampleRatio {
  double chi_square = 0;
  std::uint64_t degrees_of_freedom = 0;
  double p = 1;

  /// Returns true when the mismatch is so unlikely by chance that one should stop and look for the
  /// fault.
  bool alarm() const { return p < kAlarmLevel; }
};

/// Returns Pearson's chi-square test of users per treatment against the planned `weights` (not
/// negative, not all 0, in any unit), over the treatments with positive weight (Fabijan et al.
/// 2019, "Diagnosing sample ratio mismatch"). Users in a treatment of weight 0 are certainly a
/// mismatch: infinite chi-square, p = 0. No users, or only one treatment of positive weight: p = 1.
/// Pure.
SampleRatio sample_ratio(std::span<const std::uint64_t> users, std::span<const double> weights);

}  // namespace reprise
