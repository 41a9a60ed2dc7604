#include "tests/experiments/statistics/acceptance_region.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(AcceptanceRegion, MatchesTheVectors) {
  for_each_case("coverage_acceptance", [](const auto& input, const auto& expect) {
    const std::uint64_t runs = input.at("runs");
    const AcceptanceRegion found =
        acceptance_region(runs, input.at("nominal"), input.at("false_alarm"));
    EXPECT_EQ(found.min_hits, expect.at("min_hits"));
    EXPECT_EQ(found.max_hits, expect.at("max_hits"));
    const auto rate = [&](std::uint64_t hits) {
      return static_cast<double>(hits) / static_cast<double>(runs);
    };
    EXPECT_THAT(rate(found.min_hits), IsClose(double{expect.at("min_rate")}, kClosedForm));
    EXPECT_THAT(rate(found.max_hits), IsClose(double{expect.at("max_rate")}, kClosedForm));
  });
}

}  // namespace
}  // namespace reprise
