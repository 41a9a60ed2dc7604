#include "sim/numerics/matrix_product/matrix_product.h"

namespace reprise {

using MatrixProduct = void(const float*, std::size_t, const float*, std::size_t, std::size_t,
                           std::size_t, float*);
MatrixProduct matrix_product_baseline;
#ifdef REPRISE_X86
MatrixProduct matrix_product_avx2;
MatrixProduct matrix_product_avx512;
#endif

namespace {

struct Target {
  const char* name;
  MatrixProduct* product;
};

Target choose() {
#ifdef REPRISE_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("fma")) {
    return {"avx512", matrix_product_avx512};
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return {"avx2", matrix_product_avx2};
  }
#endif
  return {"baseline", matrix_product_baseline};
}

const Target& target() {
  static const Target chosen = choose();
  return chosen;
}

}  // namespace

void matrix_product(const float* rows, std::size_t n_rows, const float* queries,
                    std::size_t n_queries, std::size_t dim, std::size_t stride, float* scores) {
  target().product(rows, n_rows, queries, n_queries, dim, stride, scores);
}

const char* matrix_product_target() { return target().name; }

}  // namespace reprise
