// Sums outer products of rows: the matrices of least-squares problems.
#pragma once

#include <cstddef>

namespace reprise {

/// Adds weights[r] x_r x_r^T over `n` rows to the symmetric matrix `sum` (dim x dim, row-major,
/// rows `stride` floats apart). Only whole vectors from the diagonal to the right are computed, so
/// entries left of the diagonal are not meaningful. x_r is at rows + r * stride. `stride` is a
/// multiple of kRowFloats, both arrays are aligned to kRowBytes. The result has the same bits on
/// every instruction set. Safe to call from any thread.
void add_outer_products(float* sum, const float* rows, const float* weights, std::size_t n,
                        std::size_t dim, std::size_t stride);

}  // namespace reprise
