// Means, variances and covariances of values per user. The tests and intervals of this folder know
// nothing else about a treatment. The structs are plain, so a caller may also fill them from
// running totals.
#pragma once

#include <cstdint>
#include <span>

namespace reprise {

/// The moments of one treatment on one metric. The unit is the user, because users are randomised.
struct Moments {
  std::uint64_t n = 0;
  double mean = 0;      // 0 when n is 0
  double variance = 0;  // divided by n - 1; 0 when n < 2
};

/// The moments of two aligned values of the same users: `first` is the control's value, `second`
/// the treatment's. `first`, `second` and `difference` have the same n.
struct PairedMoments {
  Moments first;
  Moments second;
  // The moments of second - first. They are not derived from the other two, because the subtraction
  // would lose digits for nearly equal treatments, and treatments that differ by a constant must
  // give a variance of exactly 0.
  Moments difference;
  double covariance = 0;  // of first and second, divided by n - 1; 0 when n < 2
};

/// Returns the moments of `values` (one per user, finite, any length), by Boost.Accumulators'
/// one-pass updates. The updates subtract the first value from each value, so that equal values
/// give a variance of exactly 0 and a large common offset costs no digits. Pure.
Moments moments(std::span<const double> values);

/// Returns the paired moments of two aligned treatments of equal length. Pure.
PairedMoments paired_moments(std::span<const double> first, std::span<const double> second);

/// Returns the moments of the union of two disjoint groups of users (Chan, Golub and LeVeque 1979,
/// "Updating formulae and a pairwise algorithm for computing sample variances"). Pure.
Moments merged(const Moments& a, const Moments& b);

}  // namespace reprise
