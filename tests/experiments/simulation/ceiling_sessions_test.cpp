// Tests ceilings that play a sample of the sessions (`ceiling_sessions`).
#include <gmock/gmock.h>

#include "experiments/running/side_runs/reference_times.h"
#include "reports/results/results_json.h"
#include "tests/experiments/small_experiment.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr const char* kTreatments =
    "treatments: {a: random, b: sticky_artist, best: oracle}, seeds: [3, 4], ";

const TreatmentResult& of(const Results& results, std::size_t treatment) {
  return results.treatments.at(treatment);
}

// Returns the means of all metrics, to the bit.
std::vector<double> means(const TreatmentResult& treatment) {
  std::vector<double> means;
  for (const MetricEstimate& estimate : treatment.metrics) {
    means.insert(means.end(), {estimate.mean, estimate.lower, estimate.upper});
  }
  return means;
}

// The sample of 700 of 6000 sessions is the same 700 sessions as where these are all.
TEST(CeilingSessions, AreTheFirstOfEachSeedAndNoOtherTreatmentChanges) {
  const std::string settings = std::string(kTreatments) + "episodes: 6000";
  const Results all = small_results(settings);
  const Results sampled = small_results(settings + ", ceiling_sessions: 700");
  const Results few = small_results(std::string(kTreatments) + "episodes: 700");
  EXPECT_EQ(of(sampled, 2).sessions, 2u * 700);
  EXPECT_EQ(means(of(sampled, 2)), means(of(few, 2)));
  for (const std::size_t other : {0, 1}) {
    EXPECT_EQ(of(sampled, other).sessions, 2u * 6000);
    EXPECT_EQ(means(of(sampled, other)), means(of(all, other)));
  }
  EXPECT_THAT(sampled.warnings, Contains(HasSubstr("played the first 700 of the 6000 sessions")));
}

// Both estimate one effect, so the intervals overlap; that of the sample is wider.
TEST(CeilingSessions, GiveTheEffectWithAWiderInterval) {
  const std::string settings = std::string(kTreatments) + "episodes: 6000, estimator: mean";
  const auto of_best = [](const Results& results) {
    for (const Effect& effect : results.effects) {
      if (effect.treatment == "best" && effect.metric == "mean_time_per_session") return effect;
    }
    throw std::out_of_range("best");
  };
  const Effect whole = of_best(small_results(settings));
  const Effect sampled = of_best(small_results(settings + ", ceiling_sessions: 200"));
  EXPECT_LT(whole.upper - whole.lower, sampled.upper - sampled.lower);
  EXPECT_LT(sampled.lower, whole.upper);
  EXPECT_GT(sampled.upper, whole.lower);
}

// 9000 episodes are three work units, of which the second has the end of the sample.
TEST(CeilingSessions, AreTheSameInShardsAndOnAnyThreads) {
  const ExperimentSpec spec =
      small_experiment(std::string(kTreatments) +
                       "episodes: 9000, ceiling_sessions: 5000, metrics: [mean_time_per_session, "
                       "median_tracks_per_session]");
  const std::string expected = write_results_json(run_alone(spec, 1).results);
  EXPECT_EQ(write_results_json(run_alone(spec, 3).results), expected);
  Workspace workspace;
  TemporaryFolder folder;
  RunOptions merging;
  merging.merge = {folder.path() / "run"};
  for (std::uint64_t shard = 0; shard < 4; ++shard) {
    RunOptions options;
    options.play.directory = folder.path() / "run";
    options.play.resume = true;
    options.play.shard = {shard, 4};
    run_experiment(spec, workspace, options);
  }
  EXPECT_EQ(write_results_json(run_experiment(spec, workspace, merging).results), expected);
}

TEST(CeilingSessions, AreOfTheReferenceToo) {
  const auto width = [](const std::string& more) {
    const ExperimentSpec spec =
        small_experiment("treatments: {a: random, b: sticky_artist}, episodes: 3000" + more);
    Workspace workspace;
    Timings timings;
    const Prepared prepared = prepare(spec, workspace, timings, {});
    const MetricEstimate oracle = reference_time(prepared, "oracle", nullptr, {});
    return oracle.upper - oracle.lower;
  };
  EXPECT_GT(width(", ceiling_sessions: 50"), width(""));
  EXPECT_LT(width(", ceiling_sessions: 3000"), width(""));
}

}  // namespace
}  // namespace reprise
