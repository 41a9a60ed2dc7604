// The intervals against simulated experiments with known lifts: how often do they contain the
// truth? Seeds are fixed, so nothing here is flaky; the limits are those of a false alarm of 1e-4.
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>

#include "experiments/statistics/paired.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/welch.h"
#include "tests/statistics/vectors.h"

namespace reprise {
namespace {

constexpr int kRuns = 2000;
constexpr std::size_t kUsers = 200;
constexpr double kAlpha = 0.05;
constexpr double kLifts[] = {-0.4, 0.0, 0.5, 1.0};

struct Accepted {
  int min_hits = 0;
  int max_hits = 0;

  bool contains(int hits) const { return min_hits <= hits && hits <= max_hits; }
};

Accepted accepted_hits() {
  Accepted accepted;
  for_each_case("coverage_acceptance", [&](const auto& input, const auto& expect) {
    if (input.at("runs") == kRuns && input.at("nominal") == 1 - kAlpha) {
      accepted = {expect.at("min_hits"), expect.at("max_hits")};
    }
  });
  EXPECT_GT(accepted.min_hits, 0);
  return accepted;
}

// What a user brings, times the treatment's factor, times the luck of a session: spread grows with
// the mean, as listening times do. `luck_shape` is how little luck there is.
class Experiment {
 public:
  Experiment(std::uint64_t seed, double lift, double luck_shape)
      : random_(seed), lift_(lift), person_(5.0, 2.0), luck_(luck_shape, 1 / luck_shape) {}

  std::vector<double> split_arm(bool treated) {
    std::vector<double> values(kUsers);
    for (double& value : values) value = factor(treated) * person_(random_) * luck_(random_);
    return values;
  }

  PairedMoments paired() {
    std::vector<double> first(kUsers);
    std::vector<double> second(kUsers);
    for (std::size_t i = 0; i < kUsers; ++i) {
      const double person = person_(random_);
      first[i] = person * luck_(random_);
      second[i] = factor(true) * person * luck_(random_);
    }
    return paired_moments(first, second);
  }

 private:
  double factor(bool treated) const { return treated ? 1 + lift_ : 1; }

  boost::random::mt19937_64 random_;
  double lift_;
  boost::random::gamma_distribution<double> person_;
  boost::random::gamma_distribution<double> luck_;
};

struct Hits {
  int difference = 0;
  int fieller = 0;
  int notebook = 0;
  int without_covariance = 0;
};

Hits split_hits(double lift) {
  Experiment experiment(2023, lift, 8.0);
  const double truth = 10 * lift;
  Hits hits;
  for (int run = 0; run < kRuns; ++run) {
    const Moments control = moments(experiment.split_arm(false));
    const Moments treatment = moments(experiment.split_arm(true));
    const StudentInterval absolute = welch(control, treatment, kAlpha);
    const MeanDifference means = split_difference(control, treatment);
    hits.difference += absolute.lower <= truth && truth <= absolute.upper;
    hits.fieller += fieller_interval(means, absolute.critical).contains(lift);
    hits.notebook += notebook_interval(means, absolute.critical).contains(lift);
  }
  return hits;
}

Hits paired_hits(double lift, double luck_shape) {
  Experiment experiment(2024, lift, luck_shape);
  const double truth = 10 * lift;
  Hits hits;
  for (int run = 0; run < kRuns; ++run) {
    const PairedMoments users = experiment.paired();
    const StudentInterval absolute = paired_comparison(users, kAlpha).difference;
    const MeanDifference means = paired_difference(users);
    // The mutation: arms taken as independent.
    const MeanDifference apart = split_difference(users.first, users.second);
    hits.difference += absolute.lower <= truth && truth <= absolute.upper;
    hits.fieller += fieller_interval(means, absolute.critical).contains(lift);
    hits.notebook += notebook_interval(means, absolute.critical).contains(lift);
    hits.without_covariance += fieller_interval(apart, absolute.critical).contains(lift);
  }
  return hits;
}

TEST(Coverage, OfSplitExperiments) {
  const Accepted accepted = accepted_hits();
  for (const double lift : kLifts) {
    const Hits hits = split_hits(lift);
    EXPECT_TRUE(accepted.contains(hits.difference)) << lift << ": " << hits.difference;
    EXPECT_TRUE(accepted.contains(hits.fieller)) << lift << ": " << hits.fieller;
  }
}

TEST(Coverage, OfPairedExperiments) {
  const Accepted accepted = accepted_hits();
  for (const double lift : kLifts) {
    const Hits hits = paired_hits(lift, 8.0);
    EXPECT_TRUE(accepted.contains(hits.difference)) << lift << ": " << hits.difference;
    EXPECT_TRUE(accepted.contains(hits.fieller)) << lift << ": " << hits.fieller;
  }
}

// The tests above would see these faults: each is outside the accepted hits.
TEST(Coverage, SeesTheNotebookIntervalFail) {
  const Accepted accepted = accepted_hits();
  EXPECT_LT(split_hits(0.5).notebook, accepted.min_hits);
  EXPECT_LT(split_hits(1.0).notebook, accepted.min_hits);
  // Much luck and little person: nearly independent arms, where it is too narrow in pairs as well.
  const Hits paired = paired_hits(1.0, 1.0);
  EXPECT_TRUE(accepted.contains(paired.fieller)) << paired.fieller;
  EXPECT_LT(paired.notebook, accepted.min_hits);
}

TEST(Coverage, SeesADroppedCovarianceFail) {
  EXPECT_GT(paired_hits(1.0, 8.0).without_covariance, accepted_hits().max_hits);
}

}  // namespace
}  // namespace reprise
