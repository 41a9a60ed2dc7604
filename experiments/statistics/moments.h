// Means, variances and covariances of values per user: all that the tests and intervals of this
// folder know about an treatment. Plain structs, so a caller may also fill them from running
// totals.
#pragma once

#include <cstdint>
#include <span>

namespace reprise {

/// One treatment on one metric. The unit is the user, because users are what is randomised.
struct Moments {
  std::uint64_t n = 0;
  double mean = 0;      // 0 when n is 0
  double variance = 0;  // with n - 1; 0 when n < 2
};

/// Two values of the same users, aligned: first is the control's, second the treatment's. All three
/// have the same n.
struct PairedMoments {
  Moments first;
  Moments second;
  // Of second - first. Not derived from the others: for nearly equal treatments that would cancel,
  // and treatments that differ by a constant must give exactly 0.
  Moments difference;
  double covariance = 0;  // of first and second, with n - 1; 0 when n < 2
};

/// The moments of `values` (one per user, finite, any length), by Boost.Accumulators' one-pass
/// updates. Values are taken relative to the first, so that equal ones give a variance of exactly 0
/// and a large common offset costs no digits. Pure.
Moments moments(std::span<const double> values);

/// The same for two aligned treatments of equal length. Pure.
PairedMoments paired_moments(std::span<const double> first, std::span<const double> second);

/// The moments of two disjoint groups of users taken together (Chan, Golub and LeVeque 1979,
/// "Updating formulae and a pairwise algorithm for computing sample variances"). Pure.
Moments merged(const Moments& a, const Moments& b);

}  // namespace reprise
