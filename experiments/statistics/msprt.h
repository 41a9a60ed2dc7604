// Implements the mixture sequential probability ratio test, another well-known test that may be
// looked at after every user. The test is given the variance, while a confidence sequence estimates
// it; with the same tuning both give the same interval.
#pragma once

#include <cstdint>

#include "experiments/statistics/confidence_sequence.h"

namespace reprise {

struct MixtureTest {
  AnytimeInterval interval;  // at this look; the smallest p of several looks is also valid
  // ln Lambda, the evidence for an effect against no effect; p is 1 / Lambda, at most 1.
  double log_likelihood_ratio = 0;
};

/// Tests two normal treatments of `users` >= 1 users each. A single user has the known `variance` >
/// 0; `difference` is the second mean minus the first. The prior of the effect is normal around 0
/// with variance `tau2` > 0. With V = 2 variance and n = users, Lambda = sqrt(V / (V + n tau2))
/// exp(n^2 tau2 difference^2 / (2 V (V + n tau2))) (Johari, Koomen, Pekelis and Walsh 2017,
/// "AnytimeLook at A/B tests", eq. 11). The interval is that of confidence_sequence with rho^2 =
/// tau2 / V. 0 < alpha < 1. Pure.
MixtureTest msprt(double difference, double variance, std::uint64_t users, double tau2,
                  double alpha);

}  // namespace reprise
