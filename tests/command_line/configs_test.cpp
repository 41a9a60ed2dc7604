// Tests that every file under configs/ runs: experiments unchanged but for their size, recommenders
// as a treatment beside random, worlds under a small experiment.
#include <algorithm>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "recommenders/training/neural_ranker.h"
#include "sim/support/parameters/node.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

std::vector<std::filesystem::path> configs(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path root =
      std::filesystem::path(REPRISE_SOURCE_FOLDER) / "configs" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const std::string kSmallWorld = "world={generate: {tracks: 1000, users: 100, dim: 20}}";

class Config : public testing::TestWithParam<std::filesystem::path> {};
class ExperimentConfig : public Config {};
class RecommenderConfig : public Config {};
class WorldConfig : public Config {};

TEST_P(ExperimentConfig, Runs) {
  const Sandbox sandbox;
  std::vector<std::string> arguments = {"run",   GetParam().string(), "--quiet", "--json",
                                        "--set", kSmallWorld,         "--set",   "episodes=100"};
  // Train models on a log of a small size, too.
  const Node experiment = read_yaml(GetParam().string());
  if (const Node* models = experiment.find("models")) {
    for (const Field& model : models->fields) {
      arguments.insert(arguments.end(),
                       {"--set", fmt::format("models.{}.log.sessions=2000", model.key)});
    }
  }
  // Replace remote treatments, because no service runs beside the tests.
  for (const Field& treatment : experiment.find("treatments")->fields) {
    if (treatment.value.find("remote") == nullptr) continue;
    arguments.insert(arguments.end(),
                     {"--set", fmt::format("treatments.{}=sticky_artist", treatment.key)});
  }
  // An experiment that decides itself when to stop gets a small limit of episodes.
  if (experiment.find("stop") != nullptr) {
    arguments.insert(arguments.end(), {"--set", "stop.max_episodes=1000"});
  }
  if (experiment.find("select") != nullptr) {
    arguments.insert(arguments.end(), {"--set", "select.kim_nelson.max_episodes=2000"});
  }
  const Outcome outcome = sandbox.run(arguments);
  ASSERT_THAT(outcome, Succeeds());
  const nlohmann::json results = nlohmann::json::parse(outcome.out);
  EXPECT_GE(results["treatments"].size(), 2u);
  for (const auto& [name, treatment] : results["treatments"].items()) {
    EXPECT_GT(treatment["sessions"].get<int>(), 0) << name;
  }
}

// Validates the file unchanged, at its full size: this checks the paths and keys that --set
// replaced above.
TEST_P(ExperimentConfig, IsSound) {
  const Sandbox sandbox;
  EXPECT_THAT(sandbox.run({"validate", GetParam().string()}), Succeeds());
}

INSTANTIATE_TEST_SUITE_P(Configs, ExperimentConfig, testing::ValuesIn(configs("experiments")),
                         [](const auto& config) { return config.param.stem().string(); });

// Runs a sweep with the first two values of each parameter, on small worlds, and with short logs.
class SweepConfig : public Config {
 protected:
  // Makes logs and training short, at every place in the file.
  static void shorten_logs(Node& node) {
    for (Field& field : node.fields) {
      if (field.key == "sessions") field.value = Node::make_scalar("2000");
      if (field.key == "epochs") field.value = Node::make_scalar("2");
      shorten_logs(field.value);
    }
    for (Node& item : node.items) shorten_logs(item);
  }
  // Makes the paths of YAML files absolute, because the small sweep lies elsewhere.
  static void find_files(Node& node, const std::filesystem::path& directory) {
    if (node.is_scalar() && node.scalar.ends_with(".yaml")) {
      node.scalar = (directory / node.scalar).lexically_normal().string();
    }
    for (Field& field : node.fields) find_files(field.value, directory);
    for (Node& item : node.items) find_files(item, directory);
  }
  static Node small(Node experiment) {
    experiment.set("world", parse_yaml("{generate: {tracks: 1000, users: 100, dim: 20}}", "test"));
    experiment.set("episodes", Node::make_scalar("100"));
    if (experiment.find("sweep") == nullptr) {
      shorten_logs(experiment);
      return experiment;
    }
    Node sweep = *experiment.find("sweep");
    if (sweep.find("worlds") != nullptr) sweep.set("worlds", parse_yaml("[1, 2]", "test"));
    if (const Node* method = sweep.find("method")) {
      if (method->find("halving") != nullptr) sweep.set("method", parse_yaml("{halving: 30}", ""));
    }
    Node parameters = *sweep.find("parameters");
    for (Field& axis : parameters.fields) {
      Node& value = axis.value;
      if (value.is_sequence()) value.items.resize(std::min<std::size_t>(value.items.size(), 2));
      if (axis.key.ends_with(".sessions")) value = parse_yaml("[1000, 2000]", "test");
    }
    sweep.set("parameters", std::move(parameters));
    experiment.set("sweep", std::move(sweep));
    shorten_logs(experiment);
    return experiment;
  }
};

// A sweep's config.yaml, with all defaults filled in and all names written out, is the same sweep.
TEST_P(SweepConfig, IsReadAgain) {
  const Sandbox sandbox;
  const Outcome written = sandbox.run({"run", GetParam().string(), "--dry-run"});
  ASSERT_THAT(written, Succeeds());
  sandbox.write("config.yaml", written.out);
  const Outcome first = sandbox.run({"validate", GetParam().string()});
  const Outcome second = sandbox.run({"validate", "config.yaml"});
  EXPECT_THAT(second, Succeeds());
  EXPECT_EQ(second.out.substr(second.out.find(": sound")),
            first.out.substr(first.out.find(": sound")));
  EXPECT_EQ(sandbox.run({"run", "config.yaml", "--dry-run"}).out, written.out);
}

TEST_P(SweepConfig, Runs) {
  const Sandbox sandbox;
  Node experiment = read_yaml(GetParam().string());
  find_files(experiment, GetParam().parent_path());
  sandbox.write("sweep.yaml", write_yaml(small(experiment)));
  const Outcome outcome = sandbox.run({"run", "sweep.yaml", "--quiet", "--json"});
  // Neural rankers need LibTorch. Without it, their cells fail with a message, and the other cells
  // are played.
  const bool networks = write_yaml(experiment).find("neural_ranker") != std::string::npos;
  if (networks && !has_libtorch()) {
    EXPECT_EQ(outcome.exit_code, kSomeFailed);
    EXPECT_THAT(outcome.err, testing::HasSubstr("libtorch-dev"));
  } else {
    ASSERT_THAT(outcome, Succeeds());
  }
  const nlohmann::json sweep = nlohmann::json::parse(outcome.out);
  EXPECT_GE(sweep["ranking"].size(), 1u);
}

TEST_P(SweepConfig, IsSound) {
  const Sandbox sandbox;
  EXPECT_THAT(sandbox.run({"validate", GetParam().string()}), Succeeds());
}

INSTANTIATE_TEST_SUITE_P(Sweeps, SweepConfig, testing::ValuesIn(configs("sweeps")),
                         [](const auto& config) { return config.param.stem().string(); });

TEST_P(RecommenderConfig, Runs) {
  const Sandbox sandbox;
  sandbox.write("run.yaml",
                "experiment: one\nworld: {generate: {tracks: 1000, users: 100, dim: 20}}\n"
                "episodes: 100\ncontrol: random\ntreatments: {random: random, idea: " +
                    GetParam().string() + "}\n");
  const Outcome outcome = sandbox.run({"run", "run.yaml", "--quiet", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["treatments"]["idea"]["sessions"], 100);
}

INSTANTIATE_TEST_SUITE_P(Recommenders, RecommenderConfig,
                         testing::ValuesIn(configs("recommenders")),
                         [](const auto& config) { return config.param.stem().string(); });

TEST_P(WorldConfig, IsAWorld) {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.run({"world", "generate", "--world", GetParam().string(),
                                       "--quiet", "--tracks", "500", "--users", "50"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, testing::HasSubstr("500 tracks, 50 users"));
}

INSTANTIATE_TEST_SUITE_P(Worlds, WorldConfig, testing::ValuesIn(configs("worlds")),
                         [](const auto& config) { return config.param.stem().string(); });

// Worlds with user models are played, too, which their parts must allow.
class UserModelConfig : public Config {};

TEST_P(UserModelConfig, Runs) {
  const Sandbox sandbox;
  Node world = read_yaml(GetParam().string());
  set_path(world, "generate", parse_yaml("{tracks: 1000, users: 100, dim: 20}", "test"));
  sandbox.write("world.yaml", write_yaml(world));
  sandbox.write("run.yaml",
                "experiment: one\nworld: world.yaml\nepisodes: 100\ncontrol: random\n"
                "treatments: {random: random, sticky: sticky_artist}\n");
  const Outcome outcome = sandbox.run({"run", "run.yaml", "--quiet", "--json"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_GT(nlohmann::json::parse(outcome.out)["treatments"]["random"]["sessions"], 50);
}

INSTANTIATE_TEST_SUITE_P(UserModels, UserModelConfig, testing::ValuesIn(configs("worlds/models")),
                         [](const auto& config) { return config.param.stem().string(); });
INSTANTIATE_TEST_SUITE_P(UserModels, WorldConfig, testing::ValuesIn(configs("worlds/models")),
                         [](const auto& config) { return config.param.stem().string(); });

}  // namespace
}  // namespace reprise
