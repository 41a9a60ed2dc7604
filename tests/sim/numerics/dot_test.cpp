#include "sim/numerics/dot.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <new>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/streams.h"
#include "sim/world/embeddings.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

// An array of floats that starts at a multiple of kRowBytes.
class Row {
 public:
  explicit Row(std::size_t n)
      : n_(n),
        values_(static_cast<float*>(
            ::operator new ((n + kRowFloats) * sizeof(float), std::align_val_t{kRowBytes}))) {
    for (std::size_t i = 0; i < n; ++i) values_[i] = 0;
  }
  ~Row() { ::operator delete (values_, std::align_val_t{kRowBytes}); }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  float* data() { return values_; }
  float& operator[](std::size_t i) { return values_[i]; }
  std::size_t size() const { return n_; }

  // Fills the row with numbers of both signs and of magnitudes from 2^-`spread` to 2^`spread`, so
  // that sums in another order round differently.
  void fill(std::uint64_t seed, int spread) {
    Stream stream(stream_key(seed, "dot_test"), 0);
    for (std::size_t i = 0; i < n_; ++i) {
      const double unit = uniform_unit(stream()) * 2 - 1;
      const int exponent =
          static_cast<int>(uniform_index(stream, static_cast<std::uint32_t>(2 * spread + 1))) -
          spread;
      values_[i] = static_cast<float>(std::ldexp(unit, exponent));
    }
  }

 private:
  std::size_t n_;
  float* values_;
};

TEST(DotOnEveryInstructionSet, EqualsThePlainLoopToTheBit) {
  std::vector<std::uint32_t> expected;
  const auto visit = [](auto use) {
    for (std::size_t n = 0; n <= 16 * kRowFloats; n += kRowFloats) {
      for (const int spread : {0, 3, 20}) {
        Row a(n);
        Row b(n);
        a.fill(2 * n + 1, spread);
        b.fill(2 * n + 2, spread);
        use(a, b);
      }
    }
  };
  visit([&](Row& a, Row& b) {
    expected.push_back(std::bit_cast<std::uint32_t>(dot_plain(a.data(), b.data(), a.size())));
  });
  for_each_instruction_set([&] {
    std::size_t at = 0;
    visit([&](Row& a, Row& b) {
      EXPECT_EQ(std::bit_cast<std::uint32_t>(dot(a.data(), b.data(), a.size())), expected[at++])
          << a.size() << " floats";
    });
  });
}

// A sum in any other order gives another number here. 2^24 + 1 rounds to 2^24, so the order of
// adding decides which of the 1s are lost. The order is that of dot.h: sixteen partial sums, then
// halves.
TEST(DotOnEveryInstructionSet, AddsInTheOrderThatIsDefined) {
  Row ones(32);
  for (std::size_t i = 0; i < 32; ++i) ones[i] = 1;
  const float big = 0x1p24f;
  for_each_instruction_set([&] {
    // Lane 0 holds 2^24 - 2^24 = 0 before the 1 of lane 8 is added.
    Row same_lane(32);
    same_lane[0] = big;
    same_lane[16] = -big;
    same_lane[8] = 1;
    EXPECT_EQ(dot(same_lane.data(), ones.data(), 32), 1);
    // Lanes i and i+8 are added first: the 1 of lane 8 is lost in the 2^24 of lane 0 before lane 4
    // subtracts 2^24.
    Row halves(32);
    halves[0] = big;
    halves[8] = 1;
    halves[4] = -big;
    EXPECT_EQ(dot(halves.data(), ones.data(), 32), 0);
    // Lanes i and i+4 are added next: 2^24 - 2^24 = 0, so the ones of lanes 1 and 2 are kept.
    Row quarters(32);
    quarters[0] = big;
    quarters[4] = -big;
    quarters[1] = 1;
    quarters[2] = 1;
    EXPECT_EQ(dot(quarters.data(), ones.data(), 32), 2);
    // Lanes i and i+2 follow, then i and i+1: the 1 of lane 2 is lost before lane 1 subtracts 2^24.
    Row eighths(32);
    eighths[0] = big;
    eighths[2] = 1;
    eighths[1] = -big;
    EXPECT_EQ(dot(eighths.data(), ones.data(), 32), 0);
  });
}

// Each product is rounded before it is added. A fused multiply-add would keep the part that is lost
// here.
TEST(DotOnEveryInstructionSet, RoundsEachProduct) {
  Row a(32);
  Row b(32);
  a[0] = 1;
  b[0] = -1;
  const float x = 1 + 0x1p-12f;  // x * x = 1 + 2^-11 + 2^-24; float32 drops the 2^-24
  a[16] = x;
  b[16] = x;
  for_each_instruction_set([&] { EXPECT_EQ(dot(a.data(), b.data(), 32), 0x1p-11f); });
}

TEST(DotOnEveryInstructionSet, IsNearTheSumInDouble) {
  for_each_instruction_set([&] {
    for (const std::size_t n : {std::size_t{16}, std::size_t{112}, std::size_t{1024}}) {
      Row a(n);
      Row b(n);
      a.fill(n, 3);
      b.fill(n + 1, 3);
      double exact = 0;
      double magnitude = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double product = static_cast<double>(a[i]) * b[i];
        exact += product;
        magnitude += std::abs(product);
      }
      // The bound counts one rounding for the product, one for each of the n/16 sums of a lane and
      // one for each of the 4 halvings (Higham, Accuracy and Stability of Numerical Algorithms,
      // 3.1), first order; 1 % is added for higher orders.
      const double roundings = 1 + static_cast<double>(n) / 16 + 4;
      EXPECT_NEAR(dot(a.data(), b.data(), n), exact, 1.01 * roundings * 0x1p-24 * magnitude);
    }
  });
}

TEST(DotOnEveryInstructionSet, CarriesWhatIsNotFinite) {
  Row a(16);
  Row b(16);
  a[3] = std::numeric_limits<float>::infinity();
  b[3] = 1;
  for_each_instruction_set(
      [&] { EXPECT_EQ(dot(a.data(), b.data(), 16), std::numeric_limits<float>::infinity()); });
  b[3] = 0;
  for_each_instruction_set([&] { EXPECT_TRUE(std::isnan(dot(a.data(), b.data(), 16))); });
}

TEST(Embeddings, PadRowsToWholeVectors) {
  EXPECT_EQ(row_stride(1), 16u);
  EXPECT_EQ(row_stride(16), 16u);
  EXPECT_EQ(row_stride(17), 32u);
  EXPECT_EQ(row_stride(100), 112u);
  Row values(32);
  values[0] = 2;
  values[16] = 3;
  const Embeddings embeddings({values.data(), 32}, 4);
  EXPECT_EQ(embeddings.size(), 2u);
  EXPECT_EQ(embeddings.score(TrackId{0}, TrackId{1}), 6);
  EXPECT_EQ(Embeddings().size(), 0u);
}

}  // namespace
}  // namespace reprise
