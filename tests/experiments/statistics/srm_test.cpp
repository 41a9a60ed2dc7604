#include "experiments/statistics/srm.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

using Users = std::vector<std::uint64_t>;
using Weights = std::vector<double>;

TEST(SampleRatio, MatchesTheVectors) {
  for_each_case("srm", [](const auto& input, const auto& expect) {
    const SampleRatio found = sample_ratio(input.at("counts").template get<Users>(),
                                           input.at("weights").template get<Weights>());
    EXPECT_THAT(found.chi_square, IsClose(double{expect.at("chi2")}, kClosedForm));
    EXPECT_EQ(found.degrees_of_freedom, expect.at("df"));
    EXPECT_THAT(found.p, IsClose(double{expect.at("p")}, kClosedForm));
    EXPECT_EQ(found.alarm(), bool{expect.at("alarm_at_0_001")});
  });
}

TEST(SampleRatio, DoesNotDependOnTheUnitOfTheWeights) {
  const SampleRatio one = sample_ratio(Users{900, 120}, Weights{0.9, 0.1});
  const SampleRatio other = sample_ratio(Users{900, 120}, Weights{90, 10});
  EXPECT_DOUBLE_EQ(one.p, other.p);
}

TEST(SampleRatio, WithNothingToCompare) {
  EXPECT_EQ(sample_ratio(Users{0, 0}, Weights{1, 1}).p, 1);
  EXPECT_EQ(sample_ratio(Users{7}, Weights{1}).p, 1);
}

TEST(SampleRatio, UsersWhereNoneShouldBeRaiseTheAlarm) {
  const SampleRatio found = sample_ratio(Users{5000, 5000, 1}, Weights{1, 1, 0});
  EXPECT_EQ(found.p, 0);
  EXPECT_TRUE(found.alarm());
}

}  // namespace
}  // namespace reprise
