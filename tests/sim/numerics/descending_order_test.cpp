#include "sim/numerics/descending_order.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include <gmock/gmock.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

class DescendingOrderOf : public testing::Test {
 protected:
  std::vector<std::uint32_t> ordered(const std::vector<float>& values) {
    const std::span<const std::uint32_t> order = order_.of(values);
    return {order.begin(), order.end()};
  }

  DescendingOrder order_;  // what an order leaves behind must not show in the next one
};

TEST_F(DescendingOrderOf, KeepsTheOrderOfEquals) {
  EXPECT_THAT(ordered({}), testing::IsEmpty());
  EXPECT_THAT(ordered({4}), testing::ElementsAre(0));
  EXPECT_THAT(ordered({1, 2, 1, 2, 2}), testing::ElementsAre(1, 3, 4, 0, 2));
  EXPECT_THAT(ordered({-0.0F, 0.0F, -0.0F}), testing::ElementsAre(0, 1, 2));
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_THAT(ordered({-kInfinity, 0, -1, 1e-45F, kInfinity, -2, -1e-45F}),
              testing::ElementsAre(4, 3, 1, 6, 2, 5, 0));
}

TEST_F(DescendingOrderOf, DoesWhatAStableSortDoes) {
  Stream stream(stream_key(1, "descending_order_test"), 0);
  for (std::uint32_t size = 0; size < 700; size += 1 + size / 9) {
    // Many values, then few, which are often equal.
    for (const std::uint32_t different : {1'000'000'000u, 50u, 2u}) {
      std::vector<float> values(size);
      for (float& value : values) {
        value = (static_cast<float>(uniform_index(stream, different)) - 20.0F) / 7.0F;
      }
      std::vector<std::uint32_t> expected(size);
      std::iota(expected.begin(), expected.end(), 0u);
      std::stable_sort(expected.begin(), expected.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return values[a] > values[b]; });
      ASSERT_EQ(ordered(values), expected) << size << " of " << different;
    }
  }
}

}  // namespace
}  // namespace reprise
