#include "experiments/statistics/stratification.h"

#include "experiments/statistics/paired.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

using Strata = std::vector<std::uint32_t>;
using Values = std::vector<double>;

const Values kFirst = {12, 7, 15, 9, 20, 11, 8, 14};
const Values kSecond = {13, 9, 15, 11, 22, 11, 10, 15};
const Strata kStrata = {1, 0, 1, 0, 2, 2, 0, 2};
const Values kShares = {0.5, 0.3, 0.2};

void expect_same(const Moments& found, const Moments& expected) {
  EXPECT_EQ(found.n, expected.n);
  EXPECT_EQ(found.mean, expected.mean);
  EXPECT_EQ(found.variance, expected.variance);
}

void expect_same(const PairedMoments& found, const PairedMoments& expected) {
  expect_same(found.first, expected.first);
  expect_same(found.second, expected.second);
  expect_same(found.difference, expected.difference);
  EXPECT_EQ(found.covariance, expected.covariance);
}

TEST(Stratification, WeighsMeansAndVariancesByShare) {
  const Moments found = stratified_moments(kFirst, kStrata, kShares);
  EXPECT_EQ(found.n, 6u);
  // The strata have 7, 9, 8 and 12, 15 and 20, 11, 14.
  EXPECT_DOUBLE_EQ(found.mean, 0.5 * 8 + 0.3 * 13.5 + 0.2 * 15);
  EXPECT_DOUBLE_EQ(found.variance / 6, 0.25 * 1 / 3 + 0.09 * 4.5 / 2 + 0.04 * 21 / 3);
}

TEST(Stratification, TreatsBothTreatmentsTheirDifferencesAndCovarianceAlike) {
  Values differences(kFirst.size());
  Values sums(kFirst.size());
  for (std::size_t i = 0; i < kFirst.size(); ++i) {
    differences[i] = kSecond[i] - kFirst[i];
    sums[i] = kSecond[i] + kFirst[i];
  }
  const PairedMoments found = stratified_paired_moments(kFirst, kSecond, kStrata, kShares);
  expect_same(found.first, stratified_moments(kFirst, kStrata, kShares));
  expect_same(found.second, stratified_moments(kSecond, kStrata, kShares));
  expect_same(found.difference, stratified_moments(differences, kStrata, kShares));
  EXPECT_THAT(found.difference.mean, IsClose(found.second.mean - found.first.mean, kClosedForm));
  EXPECT_THAT(
      found.difference.variance,
      IsClose(found.first.variance + found.second.variance - 2 * found.covariance, kClosedForm));
  const Moments of_sums = stratified_moments(sums, kStrata, kShares);
  EXPECT_THAT(found.covariance,
              IsClose((of_sums.variance - found.difference.variance) / 4, kClosedForm));
}

TEST(Stratification, OfOneStratumIsExactlyThePlainMoments) {
  const Strata one(kFirst.size(), 0);
  const Strata middle(kFirst.size(), 1);
  expect_same(stratified_moments(kFirst, one, Values{0.7}), moments(kFirst));
  expect_same(stratified_moments(kFirst, middle, kShares), moments(kFirst));
  expect_same(stratified_paired_moments(kFirst, kSecond, one, Values{3}),
              paired_moments(kFirst, kSecond));
  expect_same(stratified_paired_moments(kFirst, kSecond, middle, kShares),
              paired_moments(kFirst, kSecond));
}

TEST(Stratification, PoolsAStratumOfOneUserWithItsNeighbour) {
  const Values shares = {0.1, 0.2, 0.3, 0.4};
  const auto pooled = [&](const Strata& strata, const Strata& expected, const Values& weights) {
    expect_same(stratified_moments(kFirst, strata, shares),
                stratified_moments(kFirst, expected, weights));
    expect_same(stratified_paired_moments(kFirst, kSecond, strata, shares),
                stratified_paired_moments(kFirst, kSecond, expected, weights));
  };
  // A stratum is pooled with the next one, also when that is empty; the last one is pooled with the
  // one before.
  pooled({0, 1, 1, 2, 2, 3, 3, 3}, {0, 0, 0, 1, 1, 2, 2, 2}, {0.1 + 0.2, 0.3, 0.4});
  pooled({0, 0, 0, 0, 2, 2, 3, 3}, {0, 0, 0, 0, 1, 1, 2, 2}, {0.1, 0.2 + 0.3, 0.4});
  pooled({0, 0, 1, 1, 2, 2, 2, 3}, {0, 0, 1, 1, 2, 2, 2, 2}, {0.1, 0.2, 0.3 + 0.4});
  // Two strata of one user are pooled with each other.
  pooled({0, 0, 0, 0, 1, 2, 3, 3}, {0, 0, 0, 0, 1, 1, 2, 2}, {0.1, 0.2 + 0.3, 0.4});
  pooled({1, 1, 1, 1, 1, 1, 1, 3}, {0, 0, 0, 0, 0, 0, 0, 0}, {1});
}

TEST(Stratification, DoesNotDependOnTheUnitOfTheShares) {
  const Moments one = stratified_moments(kFirst, kStrata, kShares);
  const Moments other = stratified_moments(kFirst, kStrata, Values{5000, 3000, 2000});
  EXPECT_DOUBLE_EQ(other.mean, one.mean);
  EXPECT_DOUBLE_EQ(other.variance, one.variance);
}

TEST(Stratification, SwappingTheTreatmentsNegatesAndScalingScales) {
  const PairedMoments one = stratified_paired_moments(kFirst, kSecond, kStrata, kShares);
  const PairedMoments other = stratified_paired_moments(kSecond, kFirst, kStrata, kShares);
  EXPECT_EQ(other.difference.mean, -one.difference.mean);
  EXPECT_EQ(other.difference.variance, one.difference.variance);
  EXPECT_EQ(other.covariance, one.covariance);
  Values scaled = kFirst;
  for (double& value : scaled) value *= 60;
  const Moments found = stratified_moments(scaled, kStrata, kShares);
  EXPECT_THAT(found.mean, IsClose(60 * one.first.mean, kClosedForm));
  EXPECT_THAT(found.variance, IsClose(3600 * one.first.variance, kClosedForm));
}

TEST(Stratification, OfAConstantDifferenceIsExact) {
  Values second = kFirst;
  for (double& value : second) value += 2;
  const PairedMoments found = stratified_paired_moments(kFirst, second, kStrata, kShares);
  EXPECT_EQ(found.difference.mean, 2);
  EXPECT_EQ(found.difference.variance, 0);
}

// The intervals from these moments agree with each other like those from plain moments.
TEST(Stratification, FitsTheIntervalsOfBothDesigns) {
  const PairedMoments users = stratified_paired_moments(kFirst, kSecond, kStrata, kShares);
  for (const double alpha : {0.001, 0.01, 0.05, 0.2, 0.5, 0.9}) {
    const StudentInterval paired = paired_comparison(users, alpha).difference;
    const StudentInterval split = welch(users.first, users.second, alpha);
    EXPECT_EQ(paired.degrees_of_freedom, 5);  // eight users, three strata
    EXPECT_EQ(paired.excludes_zero(), paired.p <= alpha);
    EXPECT_EQ(split.excludes_zero(), split.p <= alpha);
    EXPECT_EQ(fieller_interval(paired_difference(users), paired.critical).contains(0),
              !paired.excludes_zero());
    EXPECT_EQ(
        fieller_interval(split_difference(users.first, users.second), split.critical).contains(0),
        !split.excludes_zero());
  }
}

TEST(Stratification, OfTooFewUsersSaysNothing) {
  expect_same(stratified_moments(Values{}, Strata{}, kShares), Moments{});
  expect_same(stratified_moments(Values{3}, Strata{2}, kShares), moments(Values{3}));
  EXPECT_EQ(stratified_paired_moments(Values{3}, Values{4}, Strata{2}, kShares).difference.n, 1u);
}

TEST(StratificationDeathTest, RefusesWhatIsNoStratum) {
  EXPECT_DEATH(stratified_moments(Values{1, 2}, Strata{0, 3}, kShares), "stratum 3 of 3");
  EXPECT_DEATH(stratified_moments(Values{1, 2}, Strata{0, 1}, Values{1, 0}), "share 0");
  EXPECT_DEATH(stratified_moments(Values{1, 2}, Strata{0}, kShares), "2 values, 1 strata");
}

}  // namespace
}  // namespace reprise
