// Tests experiments in worlds with user models.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/results/results_json.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

using testing::Contains;
using testing::Each;
using testing::Field;
using testing::HasSubstr;

constexpr const char* kTreatments =
    "{a: random, b: sticky_artist, c: {candidates: {nearest: 30}, exclude: session, pick: first}, "
    "d: {anchor: {first_track: user}, candidates: {nearest: 30}, exclude: user, pick: first}}";

ExperimentSpec with_model(const std::string& model, const std::string& more = "seeds: 7",
                          const std::string& treatments = kTreatments) {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: models, world: {{generate: {{tracks: 400, users: 60, dim: 8}}, "
                  "users: {{model: {}}}}}, episodes: 400, control: a, treatments: {}, {}}}",
                  model, treatments, more),
      "test"));
}

Results results_of(const ExperimentSpec& spec, std::int64_t threads = 2) {
  return run_alone(spec, threads).results;
}

const TreatmentResult& treatment(const Results& results, const std::string& name) {
  for (const TreatmentResult& result : results.treatments) {
    if (result.name == name) return result;
  }
  throw std::out_of_range(name);
}

double figure(const Results& results, const std::string& name, const std::string& metric) {
  for (const MetricEstimate& figure : treatment(results, name).metrics) {
    if (figure.metric == metric) return figure.mean;
  }
  throw std::out_of_range(metric);
}

std::string error_of(const std::string& model, const std::string& more) {
  try {
    results_of(with_model(model, more));
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

constexpr const char* kForgetful =
    "{interest: drift, state: searching, response: two_humps, repeat: {discount: 0.5}, fatigue: "
    "{artist: 0.9, similarity: 0.2}, leave: hazard}";
constexpr const char* kRemembering =
    "{interest: switch, repeat: {enjoys: {frequency: 2}}, fatigue: {genre: 0.9}, return: {days: "
    "{never: 0.5, followed: 20}}}";

// The bound looks at lists of 256 tracks. Sessions that have played them all go on with the others.
TEST(UserModels, TheOracleGoesOnWhereItsListsEnd) {
  const Results results = results_of(with_model(
      "{fatigue: {artist: 1}, leave: {hazard: {skipped: 0, heard: 0}}}, consume_bias: -100",
      "seeds: 7, max_steps: 390",
      "{a: random, oracle: oracle, c: {candidates: {nearest: 400}, exclude: session, "
      "pick: first}}"));
  const double oracle = figure(results, "oracle", "mean_time_per_session");
  EXPECT_GE(oracle, figure(results, "c", "mean_time_per_session"));
  EXPECT_GT(oracle, 390);
}

TEST(UserModels, ResultsAreByteIdenticalForAnyNumberOfThreads) {
  for (const char* model : {kForgetful, kRemembering}) {
    for (const char* design : {"paired", "split"}) {
      const ExperimentSpec spec =
          with_model(model, fmt::format("design: {}, seeds: [3, 4]", design));
      const std::string one = write_results_json(results_of(spec, 1));
      EXPECT_EQ(one, write_results_json(results_of(spec, 5))) << model << design;
    }
  }
}

TEST(UserModels, AddingATreatmentChangesNoOther) {
  for (const char* model : {kForgetful, kRemembering}) {
    const Results few = results_of(with_model(model, "seeds: 7", "{a: random, b: sticky_artist}"));
    const Results many = results_of(with_model(model));
    for (const char* name : {"a", "b"}) {
      EXPECT_EQ(figure(few, name, "mean_time_per_session"),
                figure(many, name, "mean_time_per_session"))
          << model;
    }
  }
}

TEST(UserModels, PairedTreatmentsPlayTheSameSessions) {
  for (const char* model : {kForgetful, kRemembering}) {
    const Results oracles = results_of(with_model(model, "seeds: 7", "{a: oracle, b: oracle}"));
    for (const Effect& effect : oracles.effects) EXPECT_EQ(effect.difference, 0) << effect.metric;
  }
}

// Botify's own sentence is what there is without one: the same identity, and the same bytes.
TEST(UserModels, BotifysSentenceIsTheDefault) {
  const ExperimentSpec named = with_model("{interest: fixed, leave: budget, return: by_lot}");
  const ExperimentSpec botify = with_model("botify");
  EXPECT_EQ(named.hash, botify.hash);
  EXPECT_EQ(write_yaml(named.resolved).find("model:"), std::string::npos);
  EXPECT_EQ(write_results_json(results_of(named)), write_results_json(results_of(botify)));
}

// A sentence whose parts are neutral goes the other way through the engine, and gives the same.
TEST(UserModels, ANeutralSentencePlaysTheSameExperiment) {
  const Results botify = results_of(with_model("botify"));
  const Results neutral = results_of(with_model(
      "{response: {two_humps: {spread: 0}}, repeat: {enjoys: {frequency: 0, again: 0}}, return: "
      "days}"));
  for (const TreatmentResult& result : botify.treatments) {
    EXPECT_EQ(treatment(neutral, result.name).sessions, result.sessions);
    for (const MetricEstimate& estimate : result.metrics) {
      EXPECT_EQ(figure(neutral, result.name, estimate.metric), estimate.mean)
          << result.name << " " << estimate.metric;
    }
  }
}

TEST(UserModels, ConfigSaysTheModel) {
  const ExperimentSpec spec = with_model("{leave: {hazard: {heard: 0.1}}}");
  EXPECT_THAT(write_yaml(spec.resolved), HasSubstr("hazard"));
  EXPECT_NE(spec.hash, with_model("{leave: {hazard: {heard: 0.2}}}").hash);
  EXPECT_NE(spec.hash, with_model("botify").hash);
  EXPECT_EQ(read_experiment(spec.resolved).hash, spec.hash);
}

TEST(UserModels, SkipsAreOneMinusTimeHoweverSessionsEnd) {
  const Results hazard = results_of(with_model(kForgetful));
  EXPECT_THAT(hazard.health, Contains(Field(&HealthCheck::name, "tracks - time = skips")));
  EXPECT_THAT(hazard.health, Each(Field(&HealthCheck::passed, true)));
  const Results budget = results_of(with_model("{response: two_humps, state: searching}"));
  EXPECT_THAT(budget.health, Contains(Field(&HealthCheck::name, "tracks - time = budget")));
  EXPECT_THAT(budget.health, Each(Field(&HealthCheck::passed, true)));
}

TEST(UserModels, LostUsersPlayNoMore) {
  const std::string metrics =
      "metrics: [sessions, mean_time_per_session, days_to_return, returned_within_7_days, "
      "completion_rate]";
  const Results results =
      results_of(with_model("{return: {days: {mean: 3, satisfied: 1, never: 0.5}}}", metrics));
  const Results kept = results_of(with_model("{return: {days: {mean: 3, satisfied: 1}}}", metrics));
  EXPECT_EQ(treatment(kept, "a").sessions, 400u);
  EXPECT_LT(treatment(results, "a").sessions, 280u);
  EXPECT_GT(treatment(results, "c").sessions, treatment(results, "a").sessions)
      << "satisfied users stay";
  EXPECT_LT(figure(kept, "c", "days_to_return"), figure(kept, "a", "days_to_return"));
  EXPECT_GT(figure(kept, "c", "returned_within_7_days"),
            figure(kept, "a", "returned_within_7_days"));
  EXPECT_GT(figure(kept, "c", "completion_rate"), figure(kept, "a", "completion_rate"));
  // Nothing that must be 0 is left to check.
  for (const HealthCheck& check : results.health) {
    EXPECT_EQ(check.name.find("tracks - time"), std::string::npos);
  }
}

// A user is in mind of tracks that earlier sessions played, under the same treatment alone.
TEST(UserModels, KnownTracksAreHeardLonger) {
  const char* same = "{a: random, b: {candidates: {top_tracks: 10}}}";
  const Results known =
      results_of(with_model("{repeat: {enjoys: {frequency: 3, again: 0}}}", "seeds: 7", same));
  const Results botify = results_of(with_model("botify", "seeds: 7", same));
  EXPECT_GT(figure(known, "b", "mean_time_per_session"),
            1.02 * figure(botify, "b", "mean_time_per_session"));
}

TEST(UserModels, TheOracleIsAGreedyBound) {
  const Results results = results_of(with_model(kForgetful, "seeds: 7", "{a: random, o: oracle}"));
  EXPECT_THAT(results.warnings, Contains(HasSubstr("greedy bound")));
  EXPECT_GT(figure(results, "o", "mean_time_per_session"),
            figure(results, "a", "mean_time_per_session"));
}

TEST(UserModels, ContradictionsAreRefused) {
  EXPECT_THAT(error_of(kForgetful, "random: numpy, design: split"), HasSubstr("random: streams"));
  EXPECT_THAT(error_of(kRemembering, "estimator: control_variate"), HasSubstr("estimator: mean"));
  EXPECT_THAT(error_of(kForgetful, "metrics: [days_to_return]"), HasSubstr("return: days"));
  EXPECT_EQ(error_of("{return: by_lot}", "random: numpy, design: split"), "");
}

}  // namespace
}  // namespace reprise
