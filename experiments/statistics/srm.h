// Sample ratio mismatch: did the split put as many users into each treatment as it should have? If
// not, the assignment or the log is broken and no comparison of the treatments means anything.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/statistics/alarm_level.h"

namespace reprise {

struct SampleRatio {
  double chi_square = 0;
  std::uint64_t degrees_of_freedom = 0;
  double p = 1;

  /// Rare enough by chance to stop and look for the fault.
  bool alarm() const { return p < kAlarmLevel; }
};

/// Pearson's chi-square of users per treatment against the planned `weights` (not negative, not all
/// 0, in any unit), over the treatments with positive weight (Fabijan et al. 2019, "Diagnosing
/// sample ratio mismatch"). Users in an treatment of weight 0 are a mismatch beyond doubt: infinite
/// chi-square, p = 0. No users, or one treatment only: p = 1. Pure.
SampleRatio sample_ratio(std::span<const std::uint64_t> users, std::span<const double> weights);

}  // namespace reprise
