// The inner product from which every score comes. It is defined exactly, so that results are the
// same on every machine: 16 interleaved float32 partial sums, each product rounded before it is
// added, reduced in halves (i and i+8, i and i+4, i and i+2, i and i+1). Every instruction set
// gives these bits.
#pragma once

#include <cstddef>

namespace reprise {

/// Rows are padded with zeros to a multiple of kRowFloats floats, and start at a multiple of
/// kRowBytes bytes.
inline constexpr std::size_t kRowFloats = 16;
inline constexpr std::size_t kRowBytes = kRowFloats * sizeof(float);

/// Returns <a, b> over `n` floats. `n` is a multiple of kRowFloats; `a` and `b` are aligned to
/// kRowBytes. Pure.
float dot(const float* a, const float* b, std::size_t n);

/// Computes dot() by a plain loop. The vectorised versions are tested against this function.
float dot_plain(const float* a, const float* b, std::size_t n);

}  // namespace reprise
