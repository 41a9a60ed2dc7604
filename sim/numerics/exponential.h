// e to the x, defined by additions and multiplications alone. The C library's function is not used,
// because its result depends on whether the processor has fused operations, and because it cannot
// be computed for many numbers at once.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace reprise {

/// Returns e^x, with the same bits on every processor and in every vector of numbers. The error is
/// less than one unit in the last place for x in [-708, 709]. Above 709 the result is infinite;
/// below -708 it is e^-708; NaN stays NaN. Pure. Source: x = n ln 2 + r with |r| <= ln 2 / 2 (W. J.
/// Cody, W. Waite, "Software manual for the elementary functions", 1980) and the Taylor series of
/// e^r to r^13, whose rest is below 5e-18.
[[gnu::always_inline]] inline double exponential(double x) {
  constexpr double kLowest = -708;
  constexpr double kHighest = 709;
  const bool finite = !(x > kHighest);
  x = x < kLowest ? kLowest : x;
  x = finite ? x : kHighest;
  // Adding kWhole and subtracting it again rounds to a whole number. The last bits of the sum are
  // that number.
  constexpr double kWhole = 0x1.8p52;
  const double shifted = x * 0x1.71547652b82fep0 + kWhole;
  const double n = shifted - kWhole;
  // ln 2 is given in two parts. The product of n with the first part is exact.
  const double r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
  // low, middle and high are the series of (e^r - 1 - r) / r^2. Its terms are added in pairs, so
  // that few operations wait for the one before.
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (1.0 / 2 + r * (1.0 / 6)) + (1.0 / 24 + r * (1.0 / 120)) * r2;
  const double middle = (1.0 / 720 + r * (1.0 / 5040)) + (1.0 / 40320 + r * (1.0 / 362880)) * r2;
  const double high =
      (1.0 / 3628800 + r * (1.0 / 39916800)) + (1.0 / 479001600 + r * (1.0 / 6227020800)) * r2;
  const double power = 1.0 + (r + r2 * (low + (middle + high * r4) * r4));
  // The power is multiplied by 2^n; the exponent field of 2^n is n + 1023.
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(shifted);
  const double result = power * std::bit_cast<double>((bits + 1023) << 52);
  return finite ? result : std::numeric_limits<double>::infinity();
}

}  // namespace reprise
