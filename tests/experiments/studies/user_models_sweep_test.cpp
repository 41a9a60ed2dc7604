// Tests experiments that are played under several user models.
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/studies/sweeps/cells.h"
#include "experiments/studies/sweeps/main_effects.h"
#include "experiments/studies/sweeps/run_sweep.h"
#include "reports/sweeps/sweep_json.h"
#include "reports/sweeps/sweep_markdown.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

ExperimentSpec spec(const std::string& more) {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: s, world: {{generate: {{tracks: 300, users: 40, dim: 8}}}}, "
                  "episodes: 400, control: a, treatments: {{a: random, b: sticky_artist}}{}}}",
                  more.empty() ? "" : ", " + more),
      "test"));
}

SweepRun played(const ExperimentSpec& experiment, const TemporaryFolder& folder) {
  Workspace workspace;
  SweepOptions options;
  options.out = folder.path();
  return run_sweep(experiment, workspace, options);
}

const Effect& effect_on_time(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    if (effect.metric == "mean_time_per_session") return effect;
  }
  throw std::logic_error("no effect on time");
}

constexpr const char* kTwo = "user_models: [botify, {leave: {hazard: {skipped: 0.2, heard: 0.1}}}]";

// Under each model the findings are those of an experiment in a world with these users.
TEST(UserModels, AreEachPlayedAsAWorldOfTheirOwn) {
  const TemporaryFolder folder;
  const SweepRun run = played(spec(kTwo), folder);
  ASSERT_THAT(run.results.cells, SizeIs(1));
  const SweepCell& cell = run.results.cells[0];
  EXPECT_THAT(run.results.user_models,
              ElementsAre("botify", "{leave: {hazard: {skipped: 0.2, heard: 0.1}}}"));
  ASSERT_THAT(cell.user_models, SizeIs(2));
  Workspace workspace;
  for (std::size_t model = 0; model < 2; ++model) {
    ExperimentSpec alone = spec("");
    Node written = alone.written;
    if (model == 1) {
      set_path(written, "world.users.model",
               parse_yaml("{leave: {hazard: {skipped: 0.2, heard: 0.1}}}", "test"));
    }
    const ExperimentRun expected = run_experiment(read_experiment(written), workspace);
    EXPECT_EQ(effect_on_time(cell.user_models[model].effects).effect,
              effect_on_time(expected.results.effects).effect);
  }
}

// In a split of few sessions a treatment may have no users under some model: nothing is known of it
// over all of them then.
TEST(UserModels, MayLeaveATreatmentWithoutUsers) {
  ExperimentSpec few = spec(kTwo);
  Node written = few.written;
  set_path(written, "episodes", parse_yaml("1", "test"));
  set_path(written, "design", parse_yaml("split", "test"));
  for (const char* sweep : {"{user_models: [botify, {leave: hazard}]}",
                            "{worlds: {start: 1, count: 2}, parameters: {max_steps: [100]}}"}) {
    set_path(written, "sweep", parse_yaml(sweep, "test"));
    const TemporaryFolder folder;
    const SweepRun run = played(read_experiment(written), folder);
    ASSERT_THAT(run.results.cells, SizeIs(1)) << sweep;
    EXPECT_EQ(run.results.cells[0].status, CellStatus::done) << run.results.cells[0].error;
    const Effect& effect = effect_on_time(run.results.cells[0].effects);
    EXPECT_FALSE(effect.significant);
    EXPECT_TRUE(std::isnan(effect.control_mean) || std::isnan(effect.treatment_mean));
    EXPECT_THAT(write_sweep_markdown(run.results, {}), HasSubstr("# Sweep of"));
    EXPECT_EQ(write_sweep_json(read_sweep_json(write_sweep_json(run.results))),
              write_sweep_json(run.results));
  }
}

// The experiment and the sweep are two ways of writing the same, and the order of keys is of no
// matter to the runs.
TEST(UserModels, OfTheExperimentAreThoseOfItsSweep) {
  EXPECT_EQ(spec(kTwo).hash, spec(fmt::format("sweep: {{{}}}", kTwo)).hash);
  EXPECT_NE(spec(kTwo).hash, spec("user_models: [botify]").hash);
  EXPECT_EQ(under_each_user_model(spec(kTwo))[0].hash, spec("").hash);
  // What config.yaml says plays the same again.
  const ExperimentSpec again =
      read_experiment(parse_yaml(write_yaml(spec(kTwo).resolved), "config.yaml"));
  EXPECT_EQ(again.hash, spec(kTwo).hash);
  EXPECT_EQ(plan_cells(again)[0].hash, plan_cells(spec(kTwo))[0].hash);
}

TEST(UserModels, TogetherHaveTheGeometricMeanOfTheRatios) {
  const TemporaryFolder folder;
  const SweepRun run = played(spec(kTwo), folder);
  const SweepCell& cell = run.results.cells[0];
  const Effect& all = effect_on_time(cell.effects);
  double log_ratio = 0;
  double log_control = 0;
  std::vector<double> logs;
  for (const UserModelFindings& found : cell.user_models) {
    const Effect& one = effect_on_time(found.effects);
    logs.push_back(std::log(one.treatment_mean / one.control_mean));
    log_ratio += logs.back() / 2;
    log_control += std::log(one.control_mean) / 2;
  }
  EXPECT_NEAR(all.effect, 100 * std::expm1(log_ratio), 1e-9);
  EXPECT_NEAR(all.control_mean, std::exp(log_control), 1e-12);
  EXPECT_NEAR(all.difference, all.treatment_mean - all.control_mean, 1e-9);
  // Student's t of two pairs has one degree of freedom, and a critical value of 12.706.
  const double half = 12.7062 * std::abs(logs[0] - logs[1]) / 2;
  EXPECT_NEAR(std::log1p(all.lower / 100), log_ratio - half, 1e-4);
  EXPECT_NEAR(std::log1p(all.upper / 100), log_ratio + half, 1e-4);
  EXPECT_EQ(all.significant, all.lower > 0 || all.upper < 0);
}

// A model and a world are the top cluster together, and each model has its own interval over
// worlds.
TEST(UserModels, InSeveralWorldsArePlayedInEach) {
  const TemporaryFolder folder;
  const SweepRun run = played(
      spec("user_models: {one: botify, other: {repeat: {discount: 0.5}}}, sweep: {worlds: [1, 2, "
           "3], parameters: {treatments.b: [sticky_artist, {top_pop: 50}]}}"),
      folder);
  ASSERT_THAT(run.results.cells, SizeIs(2));
  for (const SweepCell& cell : run.results.cells) {
    EXPECT_EQ(cell.sessions, 2U * 3 * 2 * 400);
    EXPECT_THAT(cell.worlds, SizeIs(0));
    ASSERT_THAT(cell.user_models, SizeIs(2));
    double log_ratio = 0;
    for (const UserModelFindings& found : cell.user_models) {
      ASSERT_THAT(found.worlds, SizeIs(3));
      EXPECT_EQ(found.worlds[2].world, "seed 3");
      for (const WorldEffect& world : found.worlds) log_ratio += std::log1p(world.effect / 100) / 6;
    }
    EXPECT_NEAR(effect_on_time(cell.effects).effect, 100 * std::expm1(log_ratio), 1e-9);
  }
}

// A model's file is the users of a world, whatever else the world has.
TEST(UserModels, OfAFileAreTheUsersOfItsWorld) {
  const TemporaryFolder folder;
  const std::string world = folder.write(
      "hard.yaml",
      "generate: {preset: 2025}\nusers: {consume_bias_shift: 1, model: {repeat: {discount: "
      "0.5}}}\n");
  const std::string parts = folder.write("kind.yaml", "repeat: {discount: 0.5}\n");
  const ExperimentSpec experiment =
      spec(fmt::format("user_models: ['{}', '{}', botify]", world, parts));
  const std::vector<ExperimentSpec> specs = under_each_user_model(experiment);
  ASSERT_THAT(specs, SizeIs(3));
  EXPECT_EQ(specs[0].world.users->consume_bias_shift, 1);
  EXPECT_TRUE(specs[0].world.users->model->repeat);
  EXPECT_EQ(specs[0].world.generate->preset, Preset::y2023);
  EXPECT_EQ(specs[1].world.users->consume_bias_shift, 0);
  EXPECT_FALSE(specs[2].world.users);
  EXPECT_THAT(experiment.sweep->user_models->named[0].name, "hard");
}

// The sum of parts explains a sweep whose effects add up; a parameter without effect is last.
TEST(MainEffects, OfASweepNameWhatMovesItsEffect) {
  const TemporaryFolder folder;
  const SweepRun run = played(
      spec(
          "sweep: {method: main_effects, parameters: {world.users.model.leave: [{hazard: {skipped: "
          "0.3, heard: 0.01}}, {hazard: {skipped: 0.01, heard: 0.3}}], "
          "world.users.model.repeat.discount.recovery: [1, 50], world.users.consume_bias_shift: "
          "[0, 0.000001]}}"),
      folder);
  EXPECT_THAT(run.results.cells, SizeIs(8));
  ASSERT_TRUE(run.results.main_effects);
  const MainEffects& main = *run.results.main_effects;
  EXPECT_EQ(main.treatment, "b");
  EXPECT_EQ(main.cells, 8U);
  ASSERT_THAT(main.effects, SizeIs(3));
  EXPECT_EQ(main.effects[2].path, "world.users.consume_bias_shift");
  EXPECT_FALSE(main.effects[2].significant);
  EXPECT_GT(main.explained, 0);
  EXPECT_LE(main.explained, 1 + 1e-12);
  // Of settings that are chosen nothing is asked of users.
  SweepResults choices = run.results;
  for (SweepParameter& parameter : choices.parameters) parameter.path = "treatments.x";
  EXPECT_FALSE(main_effects(choices));
}

}  // namespace
}  // namespace reprise
