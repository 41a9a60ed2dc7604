// Tests sums of outer products beside plain loops, on every instruction set.
#include "experiments/fitting/shares/outer_products.h"

#include <gmock/gmock.h>

#include "recommenders/training/embedding_table.h"
#include "sim/random/streams.h"

namespace reprise {
namespace {

TEST(OuterProducts, AreThoseOfPlainLoops) {
  for (const std::size_t dim : {3u, 16u, 20u, 64u}) {
    constexpr std::size_t kRows = 37;
    EmbeddingTable rows(kRows, dim);
    std::vector<float> weights(kRows);
    Stream stream(stream_key(1, "test"), dim);
    for (std::size_t r = 0; r < kRows; ++r) {
      weights[r] = static_cast<float>(uniform_unit(stream()));
      for (std::size_t k = 0; k < dim; ++k) {
        rows.row(r)[k] = static_cast<float>(uniform_unit(stream()) - 0.5);
      }
    }
    EmbeddingTable sum(rows.stride(), dim);
    sum.row(0)[0] = 1;
    add_outer_products(sum.row(0), rows.row(0), weights.data(), kRows, dim, rows.stride());
    for (std::size_t i = 0; i < dim; ++i) {
      for (std::size_t j = i; j < dim; ++j) {
        double expected = i == 0 && j == 0 ? 1 : 0;
        for (std::size_t r = 0; r < kRows; ++r) {
          expected += double{weights[r]} * double{rows.row(r)[i]} * double{rows.row(r)[j]};
        }
        EXPECT_NEAR(double{sum.row(i)[j]}, expected, 1e-5) << dim << ": " << i << ", " << j;
      }
    }
  }
}

}  // namespace
}  // namespace reprise
