// The inner product that every score comes from, defined once so that results are the same on every
// machine: 16 interleaved float32 partial sums, each product rounded before it is added, reduced in
// halves (i and i+8, i and i+4, i and i+2, i and i+1). Each instruction set gives these very bits.
#pragma once

#include <cstddef>

namespace reprise {

/// Rows are padded with zeros to a multiple of this many floats, and start on as many bytes x 4.
inline constexpr std::size_t kRowFloats = 16;
inline constexpr std::size_t kRowBytes = kRowFloats * sizeof(float);

/// <a, b> over `n` floats; n is a multiple of kRowFloats, a and b are aligned to kRowBytes. Pure.
float dot(const float* a, const float* b, std::size_t n);

/// The same by a plain loop: what the vectorised versions are tested against.
float dot_plain(const float* a, const float* b, std::size_t n);

}  // namespace reprise
