// Tests intervals on simulated experiments with known lifts: how often do they contain the truth?
// A/A runs alone could not show that an interval of a lift is wrong, so lifts go from -40 to +100
// %.
#include <array>
#include <functional>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "experiments/statistics/bootstrap.h"
#include "experiments/statistics/control_variate.h"
#include "experiments/statistics/paired.h"
#include "experiments/statistics/poisson_weights.h"
#include "experiments/statistics/ratio_metric.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/stratification.h"
#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/acceptance_region.h"
#include "tests/statistics_simulated/experiment.h"

namespace reprise {
namespace {

constexpr std::uint64_t kRuns = 2000;
constexpr double kAlpha = 0.05;
constexpr double kLifts[] = {-0.4, 0.0, 0.5, 1.0};

AcceptanceRegion accepted() { return acceptance_region(kRuns, 1 - kAlpha); }

// Counts how often each interval contained the truth.
struct Hits {
  std::uint64_t difference = 0;
  std::uint64_t fieller = 0;
  std::uint64_t delta = 0;
  std::uint64_t notebook = 0;
  std::uint64_t without_covariance = 0;

  void add_lift(const MeanDifference& means, double critical, double lift) {
    fieller += fieller_interval(means, critical).contains(lift);
    delta += delta_interval(means, critical).contains(lift);
    notebook += notebook_interval(means, critical).contains(lift);
  }
};

bool contains(const StudentInterval& interval, double truth) {
  return interval.lower <= truth && truth <= interval.upper;
}

// A way to make moments of users, and the control's true mean of these.
struct Method {
  std::function<Moments(const SimulatedTreatment&)> split;
  std::function<PairedMoments(const SimulatedTreatment&, const SimulatedTreatment&)> paired;
  double mean;
};

// A lift multiplies the values of the treatment, and changes no draw: all lifts have the same
// users.
SimulatedTreatment lifted(SimulatedTreatment treatment, double lift) {
  for (double& value : treatment.values) value *= 1 + lift;
  return treatment;
}

// Returns the hits for each lift.
std::vector<Hits> split_hits(const Method& method, std::span<const double> lifts) {
  Experiment experiment(2023, 0);
  std::vector<Hits> hits(lifts.size());
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const Moments control = method.split(experiment.treatment(false));
    const SimulatedTreatment same = experiment.treatment(true);
    for (std::size_t i = 0; i < lifts.size(); ++i) {
      const Moments treatment = method.split(lifted(same, lifts[i]));
      const StudentInterval absolute = welch(control, treatment, kAlpha);
      hits[i].difference += contains(absolute, lifts[i] * method.mean);
      hits[i].add_lift(split_difference(control, treatment), absolute.critical, lifts[i]);
    }
  }
  return hits;
}

std::vector<Hits> paired_hits(const Method& method, std::span<const double> lifts,
                              double noise_shape = 8) {
  Experiment experiment(2024, 0, noise_shape);
  std::vector<Hits> hits(lifts.size());
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const auto [control, same] = experiment.paired();
    for (std::size_t i = 0; i < lifts.size(); ++i) {
      const PairedMoments users = method.paired(control, lifted(same, lifts[i]));
      const StudentInterval absolute = paired_comparison(users, kAlpha).difference;
      hits[i].difference += contains(absolute, lifts[i] * method.mean);
      hits[i].add_lift(paired_difference(users), absolute.critical, lifts[i]);
      // This is a fault on purpose: the treatments are taken as independent.
      hits[i].without_covariance +=
          fieller_interval(split_difference(users.first, users.second), absolute.critical)
              .contains(lifts[i]);
    }
  }
  return hits;
}

void expect_covered(const Method& method) {
  for (const bool paired : {false, true}) {
    SCOPED_TRACE(paired ? "paired" : "split");
    const std::vector<Hits> all = paired ? paired_hits(method, kLifts) : split_hits(method, kLifts);
    for (std::size_t i = 0; i < all.size(); ++i) {
      SCOPED_TRACE(fmt::format("lift {}", kLifts[i]));
      EXPECT_TRUE(accepted().contains(all[i].difference)) << all[i].difference;
      EXPECT_TRUE(accepted().contains(all[i].fieller)) << all[i].fieller;
      EXPECT_TRUE(accepted().contains(all[i].delta)) << all[i].delta;
    }
  }
}

Method plain() {
  return {.split = [](const SimulatedTreatment& treatment) { return moments(treatment.values); },
          .paired =
              [](const SimulatedTreatment& control, const SimulatedTreatment& treatment) {
                return paired_moments(control.values, treatment.values);
              },
          .mean = Experiment::mean()};
}

TEST(Coverage, OfPlainMeans) { expect_covered(plain()); }

TEST(Coverage, OfStratifiedMeans) {
  expect_covered({.split =
                      [](const SimulatedTreatment& treatment) {
                        return stratified_moments(treatment.values, treatment.strata,
                                                  Experiment::kShares);
                      },
                  .paired =
                      [](const SimulatedTreatment& control, const SimulatedTreatment& treatment) {
                        return stratified_paired_moments(control.values, treatment.values,
                                                         control.strata, Experiment::kShares);
                      },
                  .mean = Experiment::mean()});
}

TEST(Coverage, OfControlVariates) {
  expect_covered({.split =
                      [](const SimulatedTreatment& treatment) {
                        return control_variate_moments(treatment.values, treatment.variates, 0);
                      },
                  .paired =
                      [](const SimulatedTreatment& control, const SimulatedTreatment& treatment) {
                        return control_variate_paired_moments(control.values, treatment.values,
                                                              control.variates, treatment.variates,
                                                              0);
                      },
                  .mean = Experiment::mean()});
}

// A user's sessions are a cluster: users who come more often count more, and all sessions of a user
// vary together.
TEST(Coverage, OfRatiosOverSessions) {
  const auto linearized = [](const SimulatedTreatment& treatment) {
    std::vector<double> totals = treatment.values;
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] *= treatment.sessions[i];
    return linearized_ratio(totals, treatment.sessions);
  };
  expect_covered(
      {.split = [&](const SimulatedTreatment& treatment) { return moments(linearized(treatment)); },
       .paired =
           [&](const SimulatedTreatment& control, const SimulatedTreatment& treatment) {
             return paired_moments(linearized(control), linearized(treatment));
           },
       .mean = Experiment::mean_over_sessions()});
}

// Narrower intervals must keep their coverage, but they must be narrower as well: strata remove 13
// % of the variance, the variate 25 %.
TEST(Coverage, IsKeptByNarrowerIntervals) {
  Experiment experiment(2025, 0.5);
  double plain_width = 0;
  double stratified_width = 0;
  double adjusted_width = 0;
  for (int run = 0; run < 200; ++run) {
    const SimulatedTreatment control = experiment.treatment(false);
    const SimulatedTreatment treatment = experiment.treatment(true);
    const auto width = [](const StudentInterval& found) { return found.upper - found.lower; };
    plain_width += width(welch(moments(control.values), moments(treatment.values), kAlpha));
    stratified_width += width(
        welch(stratified_moments(control.values, control.strata, Experiment::kShares),
              stratified_moments(treatment.values, treatment.strata, Experiment::kShares), kAlpha));
    adjusted_width +=
        width(welch(control_variate_moments(control.values, control.variates, 0),
                    control_variate_moments(treatment.values, treatment.variates, 0), kAlpha));
  }
  EXPECT_LT(stratified_width, 0.95 * plain_width);
  EXPECT_LT(adjusted_width, 0.89 * plain_width);
}

// The mean of one treatment: over its users, over each replicate, and without each user.
struct Means {
  double all = 0;
  std::vector<double> replicates;
  std::vector<double> without;
};

// Resampled users. Their weights are the same in every run, because they are drawn without regard
// to the data.
class Resampling {
 public:
  static constexpr std::uint64_t kReplicates = 999;

  explicit Resampling(std::string_view purpose) {
    std::vector<std::uint8_t> drawn(Experiment::kUsers);
    for (std::uint64_t i = 0; i < kReplicates; ++i) {
      poisson_weights(stream_key(1, purpose), i, drawn);
      weights_.emplace_back(drawn.begin(), drawn.end());
    }
  }

  Means of(const std::vector<double>& values) const {
    Means means{.all = moments(values).mean, .replicates = {}, .without = {}};
    for (const std::vector<std::uint32_t>& weights : weights_) {
      means.replicates.push_back(weighted_mean(values, weights).value());
    }
    for (const double value : values) {
      means.without.push_back(means.all +
                              (means.all - value) / static_cast<double>(values.size() - 1));
    }
    return means;
  }

 private:
  std::vector<std::vector<std::uint32_t>> weights_;
};

bool contains(const BootstrapInterval& interval, double truth) {
  return interval.lower <= truth && truth <= interval.upper;
}

struct BootstrapHits {
  std::uint64_t percentile = 0;
  std::uint64_t bca = 0;
};

// Adds the hits of the intervals for a statistic of both treatments' means. The leave-one-out
// estimates are in one group for each set of users that is resampled: one for pairs, two for a
// split.
template <typename Statistic>
void add_hits(const Means& control, const Means& treatment, bool paired, const Statistic& statistic,
              double truth, BootstrapHits& hits) {
  std::vector<double> replicates(control.replicates.size());
  std::ranges::transform(control.replicates, treatment.replicates, replicates.begin(), statistic);
  std::vector<std::vector<double>> left_out(paired ? 1 : 2);
  for (std::size_t user = 0; user < control.without.size(); ++user) {
    if (paired) {
      left_out[0].push_back(statistic(control.without[user], treatment.without[user]));
    } else {
      left_out[0].push_back(statistic(control.without[user], treatment.all));
      left_out[1].push_back(statistic(control.all, treatment.without[user]));
    }
  }
  hits.percentile += contains(percentile_interval(replicates, kAlpha), truth);
  hits.bca += contains(bca_interval(replicates, statistic(control.all, treatment.all),
                                    bca_acceleration(left_out), kAlpha),
                       truth);
}

// Every lift has the same users, because a lift multiplies all means of the treatment.
TEST(Coverage, OfBootstrappedMeans) {
  const Resampling of_control("control");
  const Resampling of_treatment("treatment");
  for (const bool paired : {false, true}) {
    SCOPED_TRACE(paired ? "paired" : "split");
    Experiment experiment(1, 0);
    std::vector<BootstrapHits> differences(std::size(kLifts));
    std::vector<BootstrapHits> lifts(std::size(kLifts));
    for (std::uint64_t run = 0; run < kRuns; ++run) {
      const auto [control, treatment] =
          paired ? experiment.paired()
                 : std::pair(experiment.treatment(false), experiment.treatment(false));
      const Means one = of_control.of(control.values);
      const Means other = (paired ? of_control : of_treatment).of(treatment.values);
      for (std::size_t i = 0; i < std::size(kLifts); ++i) {
        const double lift = kLifts[i];
        const auto treated = [&](double mean) { return (1 + lift) * mean; };
        add_hits(
            one, other, paired, [&](double c, double t) { return treated(t) - c; },
            lift * Experiment::mean(), differences[i]);
        add_hits(
            one, other, paired, [&](double c, double t) { return treated(t) / c - 1; }, lift,
            lifts[i]);
      }
    }
    for (std::size_t i = 0; i < std::size(kLifts); ++i) {
      SCOPED_TRACE(fmt::format("lift {}", kLifts[i]));
      for (const BootstrapHits& hits : {differences[i], lifts[i]}) {
        EXPECT_TRUE(accepted().contains(hits.percentile)) << hits.percentile;
        EXPECT_TRUE(accepted().contains(hits.bca)) << hits.bca;
      }
    }
  }
}

// The tests above would notice these faults: each leads to hits outside of the accepted region.
TEST(Coverage, SeesTheNotebookIntervalFail) {
  for (const Hits& hits : split_hits(plain(), std::array{0.5, 1.0})) {
    EXPECT_LT(hits.notebook, accepted().min_hits);
  }
  // The noise is large and users differ little, so the treatments are nearly independent. There the
  // notebook's interval is too narrow in pairs as well.
  const Hits paired = paired_hits(plain(), std::array{1.0}, 1.0).front();
  EXPECT_TRUE(accepted().contains(paired.fieller)) << paired.fieller;
  EXPECT_LT(paired.notebook, accepted().min_hits);
}

TEST(Coverage, SeesADroppedCovarianceFail) {
  EXPECT_GT(paired_hits(plain(), std::array{1.0}).front().without_covariance, accepted().max_hits);
}

}  // namespace
}  // namespace reprise
