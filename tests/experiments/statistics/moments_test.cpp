#include "experiments/statistics/moments.h"

#include <random>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(Moments, AreStable) {
  for_each_case("moments_stability", [](const auto& input, const auto& expect) {
    if (input.contains("n_a")) {
      const auto group = [&](const std::string& name) {
        const std::uint64_t n = input.at("n_" + name);
        return Moments{.n = n,
                       .mean = input.at("mean_" + name),
                       .variance = double{input.at("M2_" + name)} / static_cast<double>(n - 1)};
      };
      const Moments both = merged(group("a"), group("b"));
      EXPECT_EQ(both.n, expect.at("n"));
      EXPECT_THAT(both.mean, IsClose(double{expect.at("mean")}, kClosedForm));
      EXPECT_THAT(both.variance, IsClose(double{expect.at("var")}, kClosedForm));
      EXPECT_THAT(both.variance * static_cast<double>(both.n - 1),
                  IsClose(double{expect.at("M2")}, kClosedForm));
      return;
    }
    const std::vector<double> values =
        input.contains("repeat")
            ? std::vector<double>(input.at("count").template get<std::size_t>(), input.at("repeat"))
            : numbers(input.at("x"));
    const Moments found = moments(values);
    EXPECT_EQ(found.n, values.size());
    EXPECT_EQ(found.mean, double{expect.at("mean")});
    EXPECT_THAT(found.variance, IsClose(double{expect.at("var")}, kClosedForm));
  });
}

TEST(Moments, OfFewUsers) {
  EXPECT_EQ(moments({}).n, 0u);
  EXPECT_EQ(moments({}).mean, 0);
  EXPECT_EQ(moments({}).variance, 0);
  const std::vector<double> one = {3.5};
  EXPECT_EQ(moments(one).n, 1u);
  EXPECT_EQ(moments(one).mean, 3.5);
  EXPECT_EQ(moments(one).variance, 0);
  EXPECT_EQ(paired_moments(one, one).covariance, 0);
}

TEST(Moments, OfManyUsersMatchTwoPassesInLongDouble) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> draw(0, 40);
  std::vector<double> first(100000);
  std::vector<double> second(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    first[i] = 1e6 + draw(random);
    second[i] = 0.7 * first[i] + draw(random);
  }
  const auto mean = [](const std::vector<double>& values) {
    long double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<long double>(values.size());
  };
  const auto covariance = [&](const std::vector<double>& x, const std::vector<double>& y) {
    const long double mean_x = mean(x);
    const long double mean_y = mean(y);
    long double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mean_x) * (y[i] - mean_y);
    return static_cast<double>(sum / static_cast<long double>(x.size() - 1));
  };
  const PairedMoments found = paired_moments(first, second);
  EXPECT_THAT(found.first.mean, IsClose(static_cast<double>(mean(first)), 1e-14));
  EXPECT_THAT(found.first.variance, IsClose(covariance(first, first), kClosedForm));
  EXPECT_THAT(found.second.variance, IsClose(covariance(second, second), kClosedForm));
  EXPECT_THAT(found.covariance, IsClose(covariance(first, second), kClosedForm));
  EXPECT_THAT(
      found.difference.variance,
      IsClose(found.first.variance + found.second.variance - 2 * found.covariance, kNumeric));
}

TEST(Moments, ArmsThatDifferByAConstantHaveDifferencesWithoutVariance) {
  const std::vector<double> first = {1, 5, 2, 8};
  const std::vector<double> second = {4, 8, 5, 11};
  const PairedMoments found = paired_moments(first, second);
  EXPECT_EQ(found.difference.mean, 3);
  EXPECT_EQ(found.difference.variance, 0);
}

TEST(Moments, MergingIsTakingTogether) {
  const std::vector<double> all = {1, 5, 2, 8, 0.5, 7, 7};
  const std::span<const double> values(all);
  const Moments whole = moments(values);
  for (std::size_t partition = 0; partition <= all.size(); ++partition) {
    const Moments both =
        merged(moments(values.first(partition)), moments(values.subspan(partition)));
    EXPECT_EQ(both.n, whole.n);
    EXPECT_THAT(both.mean, IsClose(whole.mean, kClosedForm));
    EXPECT_THAT(both.variance, IsClose(whole.variance, kClosedForm));
  }
}

TEST(MomentsDeathTest, RefuseWhatIsNotANumber) {
  const std::vector<double> values = {1, std::nan("")};
  EXPECT_DEATH(moments(values), "not finite");
  const std::vector<double> one = {1};
  EXPECT_DEATH(paired_moments(values, one), "2 users against 1");
}

}  // namespace
}  // namespace reprise
