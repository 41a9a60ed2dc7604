// The inner product of two rows of halves, as NumPy computes it for float16: each product is a
// float32, the products are added one after the other in float32, and the sum is rounded to half
// once. Every instruction set gives these bits. Source: HALF_dot of NumPy (arraytypes.c.src),
// measured on 1.24.
#pragma once

#include <cstddef>

#include "sim/support/half.h"

namespace reprise {

/// Rows of halves are padded with zeros to a multiple of kRowHalves, and start at a multiple of
/// kRowBytes bytes (dot.h).
inline constexpr std::size_t kRowHalves = 32;

/// The most products that half_dots computes side by side.
inline constexpr std::size_t kMostHalfDots = 16;

/// Sets results[i] = half_dot_plain(a[i], b[i], n) for i below `count`, to the bit. An order of
/// adding cannot be split among lanes, so lanes hold different products: sixteen together take
/// hardly longer than one. `count` is at most kMostHalfDots and n a multiple of kRowHalves; rows
/// are aligned to kRowBytes. Pure.
void half_dots(const Half* const* a, const Half* const* b, std::size_t count, std::size_t n,
               float* results);

/// Returns the inner product by a plain loop, rounded to half. half_dots is tested against it.
float half_dot_plain(const Half* a, const Half* b, std::size_t n);

/// Sets floats[i] to the value of halves[i], for i below n; n is a multiple of kRowHalves, both are
/// aligned to kRowBytes. Pure.
void widen(const Half* halves, std::size_t n, float* floats);

}  // namespace reprise
