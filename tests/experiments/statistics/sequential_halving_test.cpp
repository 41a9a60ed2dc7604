#include "experiments/statistics/sequential_halving.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(SequentialHalving, MatchesTheVectors) {
  for_each_case("sequential_halving", [](const auto& input, const auto& expect) {
    const std::vector<HalvingRound> found = sequential_halving(input.at("k"), input.at("budget"));
    EXPECT_EQ(found.size(), expect.at("rounds"));
    const auto schedule = expect.at("schedule_arms_pulls")
                              .template get<std::vector<std::pair<std::uint64_t, std::uint64_t>>>();
    ASSERT_EQ(found.size(), schedule.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].treatments, schedule[i].first);
      EXPECT_EQ(found[i].plays, schedule[i].second);
    }
  });
}

TEST(SequentialHalving, StaysWithinItsBudget) {
  for (std::uint64_t treatments = 1; treatments < 300; ++treatments) {
    for (const std::uint64_t budget :
         {std::uint64_t{0}, std::uint64_t{5}, std::uint64_t{10000}, std::uint64_t{1} << 63}) {
      const std::vector<HalvingRound> found = sequential_halving(treatments, budget);
      EXPECT_EQ(static_cast<double>(found.size()),
                std::ceil(std::log2(static_cast<double>(treatments))));
      std::uint64_t spent = 0;
      for (const HalvingRound& round : found) spent += round.treatments * round.plays;
      EXPECT_LE(spent, budget);
      EXPECT_EQ(found.empty() ? 2 : found.back().treatments, 2u);
    }
  }
}

}  // namespace
}  // namespace reprise
