#include "experiments/statistics/ocba.h"

#include <numeric>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

using Values = std::vector<double>;

TEST(Ocba, MatchesTheVectors) {
  for_each_case("ocba_fractions", [](const auto& input, const auto& expect) {
    ASSERT_EQ(input.at("best"), "max");
    const Values found = ocba_fractions(numbers(input.at("means")), numbers(input.at("sds")));
    const Values fractions = numbers(expect.at("fractions"));
    const Values allocation = numbers(expect.at("allocation"));
    ASSERT_EQ(found.size(), fractions.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_THAT(found[i], IsClose(fractions[i], kNumeric));
      EXPECT_THAT(found[i] * double{input.at("budget")}, IsClose(allocation[i], kNumeric));
    }
  });
}

TEST(Ocba, DoesNotDependOnTheMetricsUnit) {
  const Values one = ocba_fractions(Values{5.0, 4.8, 4.5}, Values{1, 2, 1.5});
  const Values other = ocba_fractions(Values{500, 480, 450}, Values{100, 200, 150});
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_THAT(other[i], IsClose(one[i], kNumeric));
}

// Equal means are the limit of ever smaller distances.
TEST(Ocba, GivesEverythingToTreatmentsOnALevel) {
  const Values level = ocba_fractions(Values{5, 5, 4, 5}, Values{1, 2, 1, 3});
  const Values nearly = ocba_fractions(Values{5, 5 - 1e-9, 4, 5 - 1e-9}, Values{1, 2, 1, 3});
  for (std::size_t i = 0; i < level.size(); ++i) EXPECT_NEAR(level[i], nearly[i], 1e-9);
  EXPECT_EQ(level[2], 0);
  EXPECT_DOUBLE_EQ(std::accumulate(level.begin(), level.end(), 0.0), 1);
}

TEST(Ocba, WithNothingToDecide) {
  EXPECT_EQ(ocba_fractions(Values{3}, Values{1}), Values{1});
  EXPECT_EQ(ocba_fractions(Values{1, 2}, Values{0, 0}), (Values{0.5, 0.5}));
}

}  // namespace
}  // namespace reprise
