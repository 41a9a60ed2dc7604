// The only body of matrix_product. It is compiled once per instruction set, each time under another
// name. Eigen chooses its instructions at compile time and its templates would collide at link
// time, so each including file renames the namespace Eigen before it includes this file.
#include <Eigen/Core>

namespace reprise {

void REPRISE_MATRIX_PRODUCT(const float* rows, std::size_t n_rows, const float* queries,
                            std::size_t n_queries, std::size_t dim, std::size_t stride,
                            float* scores) {
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using Strided = Eigen::Map<const RowMajor, Eigen::Unaligned, Eigen::OuterStride<>>;
  const auto index = [](std::size_t n) { return static_cast<Eigen::Index>(n); };
  const Strided r(rows, index(n_rows), index(dim), Eigen::OuterStride<>(index(stride)));
  const Strided q(queries, index(n_queries), index(dim), Eigen::OuterStride<>(index(stride)));
  Eigen::Map<Eigen::MatrixXf> s(scores, index(n_rows), index(n_queries));
  s.noalias() = r * q.transpose();
}

}  // namespace reprise
