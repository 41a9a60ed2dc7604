// Half-precision numbers (IEEE 754 binary16, NumPy's float16): how they are stored, and how other
// numbers are rounded to them. Arithmetic on them is float32 arithmetic whose result is rounded.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace reprise {

/// A number as it is stored. Its bits are compared, not its value: -0 differs from 0.
struct Half {
  std::uint16_t bits = 0;
  bool operator==(const Half&) const = default;
};

/// Returns the value, exactly. Infinity and NaN stay what they are. Pure.
inline float value_of(Half half) {
  const std::uint32_t sign = (half.bits & 0x8000u) << 16;
  const std::uint32_t exponent = (half.bits >> 10) & 0x1fu;
  const std::uint32_t mantissa = half.bits & 0x3ffu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  if (exponent > 0) {
    return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  }
  const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
  return sign != 0 ? -magnitude : magnitude;
}

/// Returns the half nearest to `x` as a float, half to even; infinity from 65 520 on. NaN stays
/// NaN. Pure; the compiler vectorises a loop over it.
[[gnu::always_inline]] inline float rounded_to_half(float x) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t sign = bits & 0x80000000u;
  const float magnitude = std::bit_cast<float>(bits & 0x7fffffffu);
  // Below 2^-14 halves are multiples of 2^-24. Floats from 0.5 to 1 are, too, so the sum rounds.
  const float subnormal = (magnitude + 0.5f) - 0.5f;
  // From there on 13 of a float's 23 bits are rounded off; a carry goes into the exponent.
  const std::uint32_t even = (bits >> 13) & 1u;
  const std::uint32_t kept = ((bits & 0x7fffffffu) + 0xfffu + even) & ~0x1fffu;
  float normal = std::bit_cast<float>(kept);
  normal = magnitude >= 65520.0f ? std::numeric_limits<float>::infinity() : normal;
  float rounded = magnitude < 0x1p-14f ? subnormal : normal;
  rounded = magnitude != magnitude ? magnitude : rounded;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(rounded) | sign);
}

/// Returns the half nearest to `x`, half to even, rounding once: through a float, some numbers
/// would be rounded twice. Pure. Source: npy_double_to_half of NumPy.
inline float rounded_to_half(double x) {
  const auto through = static_cast<float>(x);
  const double error = static_cast<double>(through) - x;
  // The float is rounded to odd: what x has beyond it is kept in its last bit, so that the second
  // rounding sees on which side of a half's midpoint x lies.
  if (error != 0 && std::isfinite(through)) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(through);
    const bool away = (error > 0) == (through > 0);  // x is nearer to zero than `through`
    if (through != 0) return rounded_to_half(std::bit_cast<float>((away ? bits - 1 : bits) | 1u));
  }
  return rounded_to_half(through);
}

/// Returns how a value is stored that rounded_to_half returned. Pure.
inline Half half_of(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
  const float magnitude = std::bit_cast<float>(bits & 0x7fffffffu);
  if (magnitude != magnitude) return {static_cast<std::uint16_t>(sign | 0x7e00u)};
  if (magnitude < 0x1p-14f) {
    return {static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(magnitude * 0x1p24f))};
  }
  if (std::isinf(magnitude)) return {static_cast<std::uint16_t>(sign | 0x7c00u)};
  const std::uint32_t exponent = (bits >> 23 & 0xffu) - 112;
  return {static_cast<std::uint16_t>(sign | exponent << 10 | (bits >> 13 & 0x3ffu))};
}

}  // namespace reprise
