// Scores of many tracks for many queries at once, at the speed of Eigen's matrix product on the
// best instruction set this processor has. Fast but not reproducible to the last bit: whoever needs
// the exact score of a track asks dot() again.
#pragma once

#include <cstddef>

namespace reprise {

/// scores[q * n_rows + r] = <rows[r], queries[q]>. Rows and queries are row-major with `stride`
/// floats from one to the next and `dim` <= stride in use. The relative error is that of float32
/// sums of `dim` products in any order. Thread-safe; uses the calling thread only.
void matrix_product(const float* rows, std::size_t n_rows, const float* queries,
                    std::size_t n_queries, std::size_t dim, std::size_t stride, float* scores);

/// The instruction set matrix_product uses here: "avx512", "avx2" or "baseline".
const char* matrix_product_target();

}  // namespace reprise
