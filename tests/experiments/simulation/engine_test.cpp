// Tests properties that every run must have, whatever it plays.
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recommenders/sentence.h"
#include "reports/formats/effects_csv.h"
#include "reports/results/results_json.h"
#include "tests/experiments/run_alone.h"

namespace reprise {
namespace {

constexpr const char* kWorld = "{generate: {tracks: 2000, users: 400, dim: 32, seed: 5}}";

ExperimentRun run(const std::string& treatments, const std::string& more = "",
                  std::int64_t threads = 0) {
  const std::string text = fmt::format(
      "{{experiment: engine, world: {}, episodes: 3000, control: a, treatments: {}, {}}}", kWorld,
      treatments, more.empty() ? "seeds: 7" : more);
  return run_alone(read_experiment(parse_yaml(text, "test")), threads);
}

const TreatmentResult& treatment(const Results& results, const std::string& name) {
  for (const TreatmentResult& result : results.treatments) {
    if (result.name == name) return result;
  }
  throw std::out_of_range(name);
}

const MetricEstimate& figure(const TreatmentResult& result, const std::string& metric) {
  for (const MetricEstimate& figure : result.metrics) {
    if (figure.metric == metric) return figure;
  }
  throw std::out_of_range(metric);
}

constexpr const char* kMany =
    "{a: random, b: sticky_artist, c: {top_pop: 50}, d: {anchor: {first_track: user}, candidates: "
    "{nearest: 30}, exclude: user, pick: first, fallback: {one_of: [[0.5, random], [0.5, "
    "sticky_artist_mixed]]}}, e: oracle}";

TEST(Engine, ResultsAreByteIdenticalForAnyNumberOfThreads) {
  for (const char* design : {"paired", "split"}) {
    const std::string more = fmt::format("design: {}, seeds: [3, 4]", design);
    const std::string one = write_results_json(run(kMany, more, 1).results);
    EXPECT_EQ(one, write_results_json(run(kMany, more, 2).results)) << design;
    EXPECT_EQ(one, write_results_json(run(kMany, more, 7).results)) << design;
  }
}

TEST(Engine, AddingATreatmentChangesNoOtherTreatment) {
  const Results few = run("{a: random, c: {top_pop: 50}}").results;
  const Results many = run(kMany).results;
  for (const TreatmentResult& before : few.treatments) {
    const TreatmentResult& after = treatment(many, before.name);
    ASSERT_EQ(before.metrics.size(), after.metrics.size());
    for (std::size_t i = 0; i < before.metrics.size(); ++i) {
      EXPECT_EQ(before.metrics[i].mean, after.metrics[i].mean);
      EXPECT_EQ(before.metrics[i].lower, after.metrics[i].lower);
      EXPECT_EQ(before.metrics[i].upper, after.metrics[i].upper);
    }
  }
  for (const Effect& before : few.effects) {
    bool found = false;
    for (const Effect& after : many.effects) {
      if (after.treatment != before.treatment || after.metric != before.metric) continue;
      found = true;
      EXPECT_EQ(before.effect, after.effect);
      EXPECT_EQ(before.difference, after.difference);
      EXPECT_EQ(before.p, after.p);
      // Only the adjustment for many comparisons grows with their number.
      EXPECT_LE(before.p_adjusted, after.p_adjusted);
    }
    EXPECT_TRUE(found) << before.treatment << " " << before.metric;
  }
}

// Treatments share the streams, except the recommender's own draws, which carry the treatment's
// name.
TEST(Engine, PairedTreatmentsPlayTheSameSessions) {
  const Results results = run("{a: oracle, b: oracle}", "seeds: 7").results;
  for (const Effect& effect : results.effects) {
    EXPECT_EQ(effect.difference, 0.0) << effect.metric;
    EXPECT_EQ(effect.difference_lower, 0.0) << effect.metric;
    EXPECT_EQ(effect.difference_upper, 0.0) << effect.metric;
    EXPECT_FALSE(effect.significant) << effect.metric;
  }
}

TEST(Engine, SplitTreatmentsShareNoUser) {
  const ExperimentRun split = run("{a: random, b: random}", "design: split, users_csv: true");
  std::vector<std::int64_t> users;
  for (const UserRow& row : split.users) users.push_back(row.user);
  std::sort(users.begin(), users.end());
  EXPECT_EQ(std::adjacent_find(users.begin(), users.end()), users.end());
  std::uint64_t sessions = 0;
  for (const TreatmentResult& result : split.results.treatments) sessions += result.sessions;
  EXPECT_EQ(sessions, 3000u);
}

// E[tracks] - E[time] = session budget for every recommender, because each step costs 1 - time in
// expectation and a session spends its whole budget. Users are weighted by their sessions here, so
// that the difference is a mean over sessions. Its standard error is estimated from the users'
// values.
TEST(Engine, TracksMinusTimeIsTheBudgetForEveryRecommender) {
  const ExperimentRun result = run(
      "{a: random, b: sticky_artist, c: {top_pop: 50}, d: sticky_artist_mixed, e: oracle, f: "
      "{anchor: first_track, candidates: {nearest: 30}, exclude: session, pick: uniform}, g: "
      "{anchor: best_track, candidates: {nearest: 20}, pick: {top: 5}}, h: {anchor: "
      "{weighted_history: {scope: user}}, candidates: {nearest: 30}, exclude: user, pick: first}, "
      "i: {candidates: {top_tracks: 60}, pick: next}}",
      "users_csv: true, metrics: [mean_tracks_per_session, mean_time_per_session, sessions]");
  struct Sums {
    double sessions = 0, difference = 0, squared = 0;
  };
  std::map<std::string, Sums> sums;
  for (const UserRow& row : result.users) {
    Sums& sum = sums[row.treatment];
    const double n = row.values[2];
    const double off = n * (row.values[0] - row.values[1] - 5.0);
    sum.sessions += n;
    sum.difference += off;
    sum.squared += off * off;
  }
  ASSERT_EQ(sums.size(), 9u);
  for (const auto& [name, sum] : sums) {
    const double standard_error = std::sqrt(sum.squared) / sum.sessions;
    EXPECT_NEAR(sum.difference / sum.sessions, 0.0, 4 * standard_error) << name;
  }
}

TEST(Engine, SessionsAreCutOffAndSaidToBe) {
  const Results results = run("{a: oracle, b: random}", "max_steps: 6").results;
  EXPECT_LE(figure(treatment(results, "a"), "mean_tracks_per_session").mean, 7.0);
  EXPECT_THAT(results.warnings, testing::Contains(testing::HasSubstr("cut off after 6 steps")));
}

TEST(Engine, AControlThatBehavesLikeRandomIsSaidToBe) {
  const Results results =
      run("{a: {anchor: previous_track, candidates: catalog, pick: uniform}, b: sticky_artist}")
          .results;
  EXPECT_THAT(results.warnings, testing::Contains(testing::HasSubstr("behaves like random")));
}

TEST(Engine, TheOracleGapClosedHasItsEnds) {
  const Results results = run("{a: random, b: top_pop, c: oracle}").results;
  EXPECT_EQ(treatment(results, "a").oracle_gap_closed, 0.0);
  EXPECT_EQ(treatment(results, "c").oracle_gap_closed, 1.0);
  EXPECT_GT(treatment(results, "b").oracle_gap_closed, 0.0);
}

TEST(Engine, ReplicationsArePooledOverUsers) {
  const Results pooled = run("{a: random, b: top_pop}", "seeds: {start: 1, count: 2}").results;
  const Results first = run("{a: random, b: top_pop}", "seeds: 1").results;
  ASSERT_EQ(pooled.replications.size(), 2u);
  EXPECT_TRUE(first.replications.empty());
  EXPECT_EQ(treatment(pooled, "a").sessions, 6000u);
  EXPECT_EQ(
      pooled.replications[0].treatments[0].metrics[0].mean,
      figure(treatment(first, "a"), pooled.replications[0].treatments[0].metrics[0].metric).mean);
}

// With NumPy's stream all treatments together are one Python run, so a split of one treatment is
// that run.
TEST(Engine, NumpyStreamPlaysEveryEpisodeOnceInSplits) {
  const Results results =
      run("{a: random, b: sticky_artist}", "design: split, random: numpy, seeds: 31337").results;
  EXPECT_EQ(treatment(results, "a").sessions + treatment(results, "b").sessions, 3000u);
  const Results again =
      run("{a: random, b: sticky_artist}", "design: split, random: numpy, seeds: 31337", 2).results;
  EXPECT_EQ(write_results_json(results), write_results_json(again));
}

// The variance reduction compares a paired design with a split of the same users, which has that
// many times the variance. A split reports none.
TEST(Engine, VarianceReductionIsReportedForPairedDesigns) {
  const Results paired = run("{a: random, b: top_pop}").results;
  for (const Effect& effect : paired.effects) {
    if (effect.metric != "mean_time_per_session") continue;
    EXPECT_GT(effect.variance_reduction.value_or(0), 1.0);
  }
  const Results split = run("{a: random, b: top_pop}", "design: split").results;
  for (const Effect& effect : split.effects) EXPECT_FALSE(effect.variance_reduction);
}

}  // namespace
}  // namespace reprise
