// The natural logarithm, defined by additions, multiplications and divisions alone, for the reason
// that exponential.h gives.
#pragma once

#include <bit>
#include <cstdint>

namespace reprise {

/// Returns ln x for a positive, finite x that is not subnormal, with the same bits on every
/// processor. The error is less than 4e-16 or two units in the last place, whichever is more. Pure.
/// Source: x = 2^n m with m in [sqrt(1/2), sqrt(2)), ln m = 2 artanh((m - 1) / (m + 1)), and the
/// series of artanh to the 21st power, whose rest is below 1e-18.
inline double logarithm(double x) {
  constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  constexpr std::uint64_t kFraction = 0x000fffffffffffff;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t above = bits - kRootHalf;
  const std::int64_t n = static_cast<std::int64_t>(above) >> 52;
  const double m = std::bit_cast<double>((above & kFraction) + kRootHalf);
  const double s = (m - 1) / (m + 1);
  const double s2 = s * s;
  double series = 1.0 / 19 + 1.0 / 21 * s2;
  series = 1.0 / 17 + series * s2;
  series = 1.0 / 15 + series * s2;
  series = 1.0 / 13 + series * s2;
  series = 1.0 / 11 + series * s2;
  series = 1.0 / 9 + series * s2;
  series = 1.0 / 7 + series * s2;
  series = 1.0 / 5 + series * s2;
  series = 1.0 / 3 + series * s2;
  const double of_m = 2 * (s + s * s2 * series);
  return static_cast<double>(n) * 0x1.62e42fee00000p-1 +
         (of_m + static_cast<double>(n) * 0x1.a39ef35793c76p-33);
}

}  // namespace reprise
