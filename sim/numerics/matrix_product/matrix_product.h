// Scores of many tracks for many queries at once, computed by Eigen's matrix product on the best
// instruction set of this processor. The scores are fast but not reproducible to the last bit; code
// that needs the exact score of a track calls dot().
#pragma once

#include <cstddef>

namespace reprise {

/// Sets scores[q * n_rows + r] = <rows[r], queries[q]>. Rows and queries are row-major, `stride`
/// floats from one to the next, of which the first `dim` <= stride are used. The relative error is
/// that of float32 sums of `dim` products in any order. Thread-safe; uses the calling thread only.
void matrix_product(const float* rows, std::size_t n_rows, const float* queries,
                    std::size_t n_queries, std::size_t dim, std::size_t stride, float* scores);

/// Returns the instruction set that matrix_product uses here: "avx512", "avx2" or "baseline".
const char* matrix_product_target();

}  // namespace reprise
