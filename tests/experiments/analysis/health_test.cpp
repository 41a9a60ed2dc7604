// Tests the health checks: every sound run passes them, and a broken run does not.
#include "experiments/analysis/health.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/running/play.h"
#include "experiments/running/side_runs/divergence.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

class HealthTest : public testing::Test {
 protected:
  Prepared prepared(const ExperimentSpec& of) { return prepare(of, workspace, timings, {}); }
  std::vector<Totals> totals_of(const Prepared& of) { return play(of, {}, {}).run_state.totals(); }
  static const HealthCheck* find(const std::vector<HealthCheck>& checks, const std::string& name) {
    for (const HealthCheck& check : checks) {
      if (check.name == name) return &check;
    }
    return nullptr;
  }

  Workspace workspace;
  Timings timings;
};

TEST_F(HealthTest, SoundRunsPass) {
  for (const char* design : {"paired", "split"}) {
    const Results results = small_results(fmt::format(
        "treatments: {{a: random, b: sticky_artist}}, episodes: 20000, design: {}", design));
    EXPECT_GE(results.health.size(), 2u);
    for (const HealthCheck& check : results.health) {
      EXPECT_TRUE(check.passed) << check.name << ": " << check.text;
    }
  }
}

TEST_F(HealthTest, ABudgetResidualWithAMeanIsAFault) {
  const ExperimentSpec spec =
      small_experiment("treatments: {a: random, b: sticky_artist}, episodes: 20000");
  const Prepared of = prepared(spec);
  std::vector<Totals> totals = totals_of(of);
  EXPECT_TRUE(find(health_checks(of, totals, {}, {}), "tracks - time = budget")->passed);
  // Each of b's sessions gets a tenth of a track of listening time too much.
  const Observables& observables = *of.observables;
  const std::size_t budget_residual = observables.column(budget_residual_hundredths);
  for (std::size_t at = 0; at < totals[1].counts.size(); at += observables.size()) {
    totals[1].counts[at + budget_residual] -= 10 * totals[1].counts[at];
  }
  const std::vector<HealthCheck> checks = health_checks(of, totals, {}, {});
  const HealthCheck& check = *find(checks, "tracks - time = budget");
  EXPECT_FALSE(check.passed);
  EXPECT_THAT(check.text, testing::HasSubstr("under b"));
}

TEST_F(HealthTest, UsersDealtUnevenlyAreAFault) {
  const ExperimentSpec spec =
      small_experiment("treatments: {a: random, b: sticky_artist}, episodes: 20000, design: split");
  const Prepared of = prepared(spec);
  std::vector<Totals> totals = totals_of(of);
  EXPECT_TRUE(find(health_checks(of, totals, {}, {}), "sample ratio")->passed);
  // Half of b's users are lost.
  for (std::size_t user = 0; user < 400; user += 2) {
    for (std::size_t i = 0; i < of.observables->size(); ++i) {
      totals[1].counts[user * of.observables->size() + i] = 0;
    }
  }
  EXPECT_FALSE(find(health_checks(of, totals, {}, {}), "sample ratio")->passed);
}

TEST_F(HealthTest, TheSameRecommenderUnderAnotherNameIsAnAaTest) {
  const Results results = small_results("treatments: {a: random, b: random}, episodes: 5000");
  const HealthCheck* check = find(results.health, "A/A");
  ASSERT_NE(check, nullptr);
  EXPECT_TRUE(check->passed) << check->text;
  // Report an effect where there can be none.
  std::vector<Effect> effects = results.effects;
  effects.front().p = 1e-9;
  const ExperimentSpec spec = small_experiment("treatments: {a: random, b: random}, episodes: 50");
  const Prepared of = prepared(spec);
  EXPECT_FALSE(find(health_checks(of, of.no_totals(), effects, {}), "A/A")->passed);
}

TEST_F(HealthTest, TreatmentsThatNeverPartAreTold) {
  // Neither a nor b draws anything, so both recommend the same tracks.
  const ExperimentSpec spec = small_experiment(
      "treatments: {a: {anchor: first_track, candidates: {nearest: 400}, exclude: session, pick: "
      "first}, b: {anchor: first_track, candidates: {nearest: 400}, exclude: session, pick: "
      "first}, "
      "c: random}, episodes: 300");
  const auto divergence = divergence_from_control(prepared(spec));
  ASSERT_EQ(divergence.size(), 3u);
  EXPECT_FALSE(divergence[0]);
  EXPECT_EQ(divergence[1]->sessions, 300u);
  EXPECT_EQ(divergence[1]->parted, 0u);
  EXPECT_EQ(divergence[2]->parted, 300u);
  EXPECT_EQ(divergence[2]->median_step, 1u);
  // The paired comparison of the two is exactly 0.
  const Effect effect = run_alone(spec).results.effects.front();
  EXPECT_EQ(effect.difference, 0);
  EXPECT_EQ(effect.difference_lower, 0);
  EXPECT_EQ(effect.difference_upper, 0);
}

TEST_F(HealthTest, ASplitHasNoSessionsInCommon) {
  const ExperimentSpec spec =
      small_experiment("treatments: {a: random, b: sticky_artist}, episodes: 300, design: split");
  for (const auto& divergence : divergence_from_control(prepared(spec))) EXPECT_FALSE(divergence);
}

}  // namespace
}  // namespace reprise
