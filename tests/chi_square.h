// Pearson's chi-square statistic of counts against expected counts, and a limit for it. The tests
// that use them have fixed seeds, so they are not flaky. The limit says how unlikely a failing seed
// would be: a false alarm happens once in a million.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <boost/math/distributions/chi_squared.hpp>

namespace reprise {

/// Returns the chi-square statistic of `counts`, whose cells have these chances.
inline double chi_square(std::span<const std::uint64_t> counts, std::span<const double> chances) {
  double total = 0;
  for (const std::uint64_t count : counts) total += static_cast<double>(count);
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = total * chances[i];
    const double difference = static_cast<double>(counts[i]) - expected;
    sum += difference * difference / expected;
  }
  return sum;
}

/// Returns the limit that the chi-square statistic of `cells` cells exceeds with chance 1e-6 when
/// the chances are right. Expected counts must not be small (a hundred each is plenty for this
/// quantile).
inline double chi_square_limit(std::size_t cells) {
  const boost::math::chi_squared distribution(static_cast<double>(cells - 1));
  return boost::math::quantile(boost::math::complement(distribution, 1e-6));
}

}  // namespace reprise
