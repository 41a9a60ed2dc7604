// Intervals of off-policy estimates, and of differences of two.
#pragma once

#include "experiments/evaluation/off_policy_estimator.h"

namespace reprise {

/// The interval of a value or of a difference, by Student's t over users.
struct OffPolicyInterval {
  double value = 0;
  double standard_error = 0;
  double lower = 0;
  double upper = 0;
};

/// Returns the interval of estimate i at confidence 1 - alpha. The estimate is not refused. Pure.
OffPolicyInterval interval_of(const OffPolicyEstimates& estimates, std::size_t i, double alpha);

/// Returns the interval of an estimate minus another one, both from one log: what they share
/// cancels. Neither is refused. Pure.
OffPolicyInterval difference_of(const OffPolicyEstimates& treatment, std::size_t of_treatment,
                                const OffPolicyEstimates& control, std::size_t of_control,
                                double alpha);

}  // namespace reprise
