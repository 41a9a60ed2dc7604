// Tests plans: power, sessions and smallest effects are each other's inverses, and the forecast for
// another size of experiment agrees with an experiment of that size.
#include "experiments/analysis/forecast.h"

#include <gmock/gmock.h>

#include "experiments/studies/pilot.h"
#include "reports/summary/comparison.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

constexpr double kAlpha = 0.05;
constexpr double kPower = 0.8;
constexpr const char* kTwo = "treatments: {a: random, b: {top_pop: 40}, o: oracle}, episodes: 100";

Pilot pilot_of(const ExperimentSpec& spec, std::uint64_t sessions) {
  Workspace workspace;
  return play_pilot(spec, workspace, sessions, {find_metric("mean_time_per_session")}, nullptr, {});
}

TEST(ForecastTest, SessionsPowerAndSmallestEffectAgree) {
  const Pilot pilot = pilot_of(small_experiment(kTwo), 4000);
  ASSERT_EQ(pilot.treatments.size(), 1u);  // the ceiling, the oracle, is left out
  const Forecast& forecast = pilot.treatments.front().forecast;
  for (const PlannedDesign design : {PlannedDesign::paired, PlannedDesign::split}) {
    for (const PlannedEffect& effect :
         {PlannedEffect{0.5, true}, {1, true}, {2, false}, {4, false}}) {
      const auto sessions = sessions_needed(forecast, design, effect, kAlpha, kPower);
      ASSERT_TRUE(sessions);
      EXPECT_GE(planned_power(forecast, design, effect, *sessions, kAlpha), kPower - 1e-9);
      EXPECT_LT(planned_power(forecast, design, effect, *sessions - 2, kAlpha), kPower);
      const auto smallest =
          smallest_effect(forecast, design, effect.relative, *sessions, kAlpha, kPower);
      ASSERT_TRUE(smallest);
      // The smallest effect differs a little, because sessions are whole. The error falls with
      // their square root.
      EXPECT_NEAR(*smallest, effect.value, effect.value / *sessions);
      // As functions of real numbers they agree exactly.
      EXPECT_NEAR(planned_power(forecast, design, {*smallest, effect.relative}, *sessions, kAlpha),
                  kPower, 1e-9);
    }
  }
}

TEST(ForecastTest, APairedDesignNeedsFewer) {
  const Pilot pilot = pilot_of(small_experiment(kTwo), 4000);
  const Forecast& forecast = pilot.treatments.front().forecast;
  EXPECT_LT(*sessions_needed(forecast, PlannedDesign::paired, {0.2, true}, kAlpha, kPower),
            *sessions_needed(forecast, PlannedDesign::split, {0.2, true}, kAlpha, kPower));
}

TEST(ForecastTest, WhatTheseUsersCannotShowTheyNeverShow) {
  const Pilot pilot = pilot_of(small_experiment(kTwo), 4000);
  EXPECT_FALSE(sessions_needed(pilot.treatments.front().forecast, PlannedDesign::split,
                               {0.001, true}, kAlpha, kPower));
}

TEST(ForecastTest, ForecastsTheErrorOfALargerRun) {
  const Pilot pilot = pilot_of(small_experiment(kTwo, 2000), 4000);
  const Forecast& forecast = pilot.treatments.front().forecast;
  const Results results =
      small_results("treatments: {a: random, b: {top_pop: 40}}, episodes: 20000, seeds: 5", 2000);
  const Effect& effect = *find_effect(results, "b", "mean_time_per_session");
  const double error = (effect.difference_upper - effect.difference_lower) / (2 * 1.9612);
  const double expected =
      std::sqrt(forecast.after(PlannedDesign::paired, 20000).difference_variance);
  // A few thousand users determine a variance to some percent, and its split into two parts less
  // exactly. The tolerance, a quarter of the error, is about four such deviations.
  EXPECT_NEAR(expected / error, 1, 0.25);
}

// An estimator that removes noise is forecast with what is left of it.
TEST(ForecastTest, ForecastsTheErrorOfAnEstimator) {
  const std::string settings =
      "estimator: control_variate, treatments: {a: random, b: {top_pop: 40}}";
  const Pilot pilot = pilot_of(small_experiment(settings + ", episodes: 100", 2000), 20000);
  const Forecast& forecast = pilot.treatments.front().forecast;
  const Results results = small_results(settings + ", episodes: 20000", 2000);
  const Effect& effect = *find_effect(results, "b", "mean_time_per_session");
  const double error = (effect.difference_upper - effect.difference_lower) / (2 * 1.9612);
  const double expected =
      std::sqrt(forecast.after(PlannedDesign::paired, 20000).difference_variance);
  EXPECT_NEAR(expected / error, 1, 0.15);
  const Pilot plain = pilot_of(small_experiment(kTwo, 2000), 20000);
  EXPECT_LT(expected, std::sqrt(plain.treatments.front()
                                    .forecast.after(PlannedDesign::paired, 20000)
                                    .difference_variance));
}

}  // namespace
}  // namespace reprise
