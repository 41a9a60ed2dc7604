// Compares two treatments that played the same sessions of the same users. The difference is taken
// per user, so everything that the treatments share drops out.
#pragma once

#include <optional>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

struct PairedComparison {
  StudentInterval difference;  // second minus first; t with n - 1 degrees of freedom
  // (s0^2 + s1^2) / s_D^2. A split design with n users per treatment has this many times the
  // variance, so it needs this many times the users. Absent when the differences do not vary.
  std::optional<double> variance_reduction;
  // Pearson's correlation of the treatments, in [-1, 1]. Absent when either treatment does not
  // vary.
  std::optional<double> correlation;
};

/// Returns second minus first with its interval at 1 - alpha, in the metric's units. Fewer than two
/// users give the whole line and p = 1. Treatments that differ by the same amount for every user
/// give an interval of width 0. Pure.
PairedComparison paired_comparison(const PairedMoments& users, double alpha);

}  // namespace reprise
