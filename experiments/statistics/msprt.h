// The mixture sequential probability ratio test: the other well-known test that may be looked at
// after every user. It knows the variance, where a confidence sequence estimates it; with the same
// tuning the two are the same interval.
#pragma once

#include <cstdint>

#include "experiments/statistics/confidence_sequence.h"

namespace reprise {

struct MixtureTest {
  AnytimeInterval interval;  // at this look; of several, the smallest p is valid
  // ln Lambda, evidence for an effect against none; p is 1 / Lambda, at most 1.
  double log_likelihood_ratio = 0;
};

/// Two normal treatments of `users` >= 1 users each with known `variance` > 0 of a single user,
/// `difference` the second mean minus the first. Effects are mixed over a normal with variance
/// `tau2` > 0 around 0: with V = 2 variance and n = users, Lambda = sqrt(V / (V + n tau2)) exp(n^2
/// tau2 difference^2 / (2 V (V + n tau2))) (Johari, Koomen, Pekelis and Walsh 2017, "Peeking at A/B
/// tests", eq. 11). The interval is that of confidence_sequence with rho^2 = tau2 / V. 0 < alpha <
/// 1. Pure.
MixtureTest msprt(double difference, double variance, std::uint64_t users, double tau2,
                  double alpha);

}  // namespace reprise
