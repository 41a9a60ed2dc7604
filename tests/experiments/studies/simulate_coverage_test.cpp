// Tests coverage simulations, which simulate an experiment again to count how often its intervals
// hold the truth.
#include "experiments/studies/simulate_coverage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/analysis/null_comparison.h"
#include "reports/results/results_json.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

CoverageSimulation coverage_of(const std::string& settings, std::int64_t runs) {
  Workspace workspace;
  RunOptions options;
  options.simulate_coverage = runs;
  return *run_experiment(small_experiment(settings), workspace, options).results.coverage;
}

class CoverageSimulationTest : public testing::TestWithParam<const char*> {};

// With 300 runs, the bounds are quantiles of a binomial. A true 95 % or 5 % is outside of them by
// chance once in ten thousand times.
TEST_P(CoverageSimulationTest, IntervalsHoldTheTruth) {
  const CoverageSimulation coverage = coverage_of(
      fmt::format("treatments: {{a: random, b: {{top_pop: 40}}}}, episodes: 1200, {}", GetParam()),
      300);
  EXPECT_EQ(coverage.runs, 300u);
  ASSERT_EQ(coverage.rows.size(), 5u);
  for (const CoverageRow& row : coverage.rows) {
    if (row.metric == "repeat_rate") continue;  // mostly 0, which no t interval is meant for
    EXPECT_GE(row.coverage.share, 270.0 / 300) << row.metric << " " << GetParam();
    EXPECT_LE(row.coverage.share, 298.0 / 300) << row.metric;
    EXPECT_LE(row.false_positives.share, 31.0 / 300) << row.metric;
    EXPECT_GE(row.coverage.share, row.coverage.lower);
    EXPECT_LE(row.coverage.share, row.coverage.upper);
  }
  EXPECT_GT(coverage.rows[1].truth, 10);
  EXPECT_GT(coverage.rows[1].found.share, 0.5);
}

INSTANTIATE_TEST_SUITE_P(Designs, CoverageSimulationTest,
                         testing::Values("design: paired", "design: split",
                                         "design: paired, estimator: control_variate",
                                         "design: split, estimator: control_variate",
                                         "design: split, estimator: {stratified: {by: "
                                         "[consume_bias], groups: 6}}"));

TEST(CoverageSimulationTest, TheRunItselfStaysAsItIs) {
  const std::string settings = "treatments: {a: random, b: sticky_artist}, episodes: 500";
  Workspace workspace;
  RunOptions options;
  options.simulate_coverage = 5;
  const ExperimentSpec spec = small_experiment(settings);
  Results results = run_experiment(spec, workspace, options).results;
  const CoverageSimulation first = *results.coverage;
  results.coverage.reset();
  EXPECT_EQ(write_results_json(results), write_results_json(small_results(settings)));
  // The simulation gives the same counts again, on any number of threads.
  options.threads = 1;
  const CoverageSimulation again = *run_experiment(spec, workspace, options).results.coverage;
  for (std::size_t i = 0; i < first.rows.size(); ++i) {
    EXPECT_EQ(first.rows[i].truth, again.rows[i].truth);
    EXPECT_EQ(first.rows[i].coverage.share, again.rows[i].coverage.share);
  }
}

TEST(CoverageSimulationTest, CountsIntervalsAsTheRunAdjustsThem) {
  const std::string settings =
      "treatments: {a: random, b: {top_pop: 40}, c: random, d: {top_pop: 200}}, episodes: 800, "
      "metrics: [time_per_session], multiplicity: ";
  const CoverageSimulation each = coverage_of(settings + "none", 100);
  const CoverageSimulation together = coverage_of(settings + "holm", 100);
  ASSERT_EQ(each.rows.size(), 3u);
  double narrower = 0;
  for (std::size_t i = 0; i < each.rows.size(); ++i) {
    EXPECT_EQ(each.rows[i].truth, together.rows[i].truth);
    EXPECT_LE(each.rows[i].coverage.share, together.rows[i].coverage.share);
    EXPECT_GE(each.rows[i].false_positives.share, together.rows[i].false_positives.share);
    narrower += each.rows[i].false_positives.share - together.rows[i].false_positives.share;
  }
  EXPECT_GT(narrower, 0);
}

TEST(CoverageSimulationTest, RemembersUsersAndListsOfTheRealPeople) {
  const CoverageSimulation coverage = coverage_of(
      "treatments: {a: random, b: {anchor: {first_track: {scope: user}}, candidates: artist, "
      "exclude: user}}, episodes: 600, days: 2",
      3);
  EXPECT_FALSE(coverage.rows.empty());
}

UserValues users_with(std::vector<double> values, UserIndex first) {
  UserValues users;
  for (const double value : values) {
    users.users.push_back(first++);
    users.values.push_back(value);
    users.sessions.push_back(1);
    users.budget_residual.push_back(0);
  }
  return users;
}

TEST(NullTreatmentsTest, NobodyIsLost) {
  const UserValues one = users_with({1, 2, 3, 4, 5, 6}, 0);
  const UserValues other = users_with({11, 12, 13, 14, 15, 16}, 0);
  const auto swapped = swapped_at_random(one, other, Stream(stream_key(1, "test"), 1));
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(swapped.first.values[i] + swapped.second.values[i], one.values[i] + other.values[i]);
    EXPECT_EQ(swapped.first.users[i], one.users[i]);
  }
  const UserValues three = users_with({21, 22, 23}, 6);
  const auto dealt = reassigned_at_random(one, three, Stream(stream_key(1, "test"), 2));
  EXPECT_EQ(dealt.first.values.size(), 6u);
  EXPECT_EQ(dealt.second.values.size(), 3u);
  std::vector<double> all = dealt.first.values;
  all.insert(all.end(), dealt.second.values.begin(), dealt.second.values.end());
  EXPECT_THAT(all, testing::UnorderedElementsAre(1, 2, 3, 4, 5, 6, 21, 22, 23));
}

}  // namespace
}  // namespace reprise
