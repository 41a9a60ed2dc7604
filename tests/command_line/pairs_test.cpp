// Every pair of features that an experiment can have, played in every way that processes can share
// or interrupt it: each pair is refused with a reason, or gives the same bytes in all ways, with
// every file that it asks for. Faults live between features that are each tested alone.
#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/program.h"
#include "tests/golden.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::Not;

// A feature is a change of the experiment, as `--set` has it, with whatever it cannot do without.
struct Feature {
  std::string name;
  std::vector<std::string> settings;
};

const std::vector<Feature>& features() {
  static const std::vector<Feature> all = {
      {"split", {"design=split"}},
      {"days", {"days=3"}},
      {"seeds", {"seeds=[1, 2]"}},
      {"numpy", {"random=numpy", "design=split"}},
      {"stop", {"stop={half_width: 20%, max_episodes: 720}"}},
      {"select", {"select={halving: {budget: 2000}}"}},
      {"control_variate", {"estimator=control_variate"}},
      {"stratified", {"estimator=stratified"}},
      {"every_pair", {"every_pair=true"}},
      {"median", {"metrics=[mean_time_per_session, median_tracks_per_session]"}},
      {"max_steps", {"max_steps=7"}},
      {"users_csv", {"users_csv=true"}},
      {"log", {"log=data.json", "design=split"}},
      {"traits", {"world.users={session_budget: 3}"}},
      {"user_scope",
       {"treatments.mine={anchor: {best_track: {scope: user}}, candidates: artist, exclude: user, "
        "pick: uniform}"}},
      {"learner", {"treatments.mine={thompson: [random, sticky_artist]}"}},
      {"list", {"treatments.mine={candidates: {item_list: lists.json}, pick: uniform}"}},
      {"model",
       {"models={als: {implicit_als: {dim: 4, iterations: 2, log: {sessions: 300}}}}",
        "treatments.mine={candidates: {user_list: {model: als, top: 10}}, pick: uniform}"}},
      {"hook", {"between_days={command: 'true'}", "days=2"}},
  };
  return all;
}

std::vector<std::pair<std::size_t, std::size_t>> pairs() {
  std::vector<std::pair<std::size_t, std::size_t>> all;
  for (std::size_t one = 0; one < features().size(); ++one) {
    for (std::size_t other = one + 1; other < features().size(); ++other) {
      all.emplace_back(one, other);
    }
  }
  return all;
}

// Writes the experiment to which features are added, and a list file for one of them.
void write_base(const Sandbox& sandbox) {
  sandbox.write("pair.yaml",
                "experiment: pair\n"
                "world: {generate: {preset: 2023, tracks: 120, users: 30, dim: 8}}\n"
                "episodes: 240\n"
                "control: random\n"
                "treatments: {random: random, sticky: sticky_artist, mine: {top_pop: 20}}\n");
  std::string lists;
  for (int track = 0; track < 120; ++track) {
    lists += fmt::format("{{\"track\": {}, \"tracks\": [{}, {}]}}\n", track, (track + 1) % 120,
                         (track + 7) % 120);
  }
  sandbox.write("lists.json", lists);
}

class Pair : public testing::TestWithParam<std::pair<std::size_t, std::size_t>> {
 protected:
  Pair() {
    write_base(sandbox);
    for (const std::size_t feature : {GetParam().first, GetParam().second}) {
      for (const std::string& setting : features()[feature].settings) {
        settings_.insert(settings_.end(), {"--set", setting});
      }
    }
  }

  Outcome run(const std::string& out, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"run",   "pair.yaml", "--quiet",
                                          "--out", out,         "--allow-commands"};
    arguments.insert(arguments.end(), settings_.begin(), settings_.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return sandbox.run(arguments);
  }
  bool has(const std::string& feature) const {
    return features()[GetParam().first].name == feature ||
           features()[GetParam().second].name == feature;
  }
  // The only file of this name below `out`; empty where there is none.
  std::string file(const std::string& out, const std::string& name) const {
    for (const std::string& path : Sandbox::files_in(sandbox.directory() / out)) {
      if (std::filesystem::path(path).filename() == name) return sandbox.read(out + "/" + path);
    }
    return {};
  }
  // A way of playing gives the bytes of the undisturbed run and every file that was asked for.
  void expect_same(const std::string& out) const {
    SCOPED_TRACE(out);
    for (const char* name : {"results.json", "effects.csv", "users.csv", "data.json"}) {
      EXPECT_EQ(file(out, name), file("alone", name)) << name;
    }
  }
  // Another way may be refused for this pair, but with one message that says why.
  static bool is_refused(const Outcome& outcome) {
    if (outcome.exit_code != kWrongUse) return false;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_THAT(outcome.err, testing::StartsWith("reprise: "));
    return true;
  }

  Sandbox sandbox;

 private:
  std::vector<std::string> settings_;
};

TEST_P(Pair, IsRefusedOrGivesTheSameBytesInEveryWay) {
  const Outcome alone = run("alone", {"--threads", "1"});
  if (is_refused(alone)) {
    EXPECT_TRUE(file("alone", "results.json").empty());
    return;
  }
  ASSERT_THAT(alone, Succeeds());
  EXPECT_THAT(file("alone", "results.json"), Not(testing::IsEmpty()));
  EXPECT_EQ(!file("alone", "users.csv").empty(), has("users_csv"));
  EXPECT_EQ(!file("alone", "data.json").empty(), has("log"));

  const Outcome threads = run("threads", {"--threads", "3"});
  ASSERT_THAT(threads, Succeeds());
  expect_same("threads");

  // A finished run is printed again, or played again if a file is missing.
  EXPECT_THAT(run("threads", {"--resume"}), Succeeds());
  expect_same("threads");

  // A part is played, then all the rest.
  if (!is_refused(run("resumed", {"--shard", "1/3"}))) {
    EXPECT_THAT(run("resumed", {"--resume"}), Succeeds());
    expect_same("resumed");

    // Two shards are merged.
    ASSERT_THAT(run("shards", {"--shard", "1/2"}), Succeeds());
    ASSERT_THAT(run("shards", {"--shard", "2/2"}), Succeeds());
    std::string directory;
    for (const std::string& path : Sandbox::files_in(sandbox.directory() / "shards")) {
      if (std::filesystem::path(path).filename() == "config.yaml") {
        directory = "shards/" + std::filesystem::path(path).parent_path().string();
      }
    }
    const Outcome merged = sandbox.run({"merge", directory, "--quiet", "--out", "merged"});
    ASSERT_THAT(merged, Succeeds());
    // merge reads the resolved config, which knows nothing of users.csv.
    for (const char* name : {"results.json", "effects.csv"}) {
      EXPECT_EQ(file("merged", name), file("alone", name)) << name;
    }
  }
}

// The pairs that are refused, each with its reason: a feature that refused everything would pass
// the test above.
TEST(PairTable, IsWhatWasReadAndCommitted) {
  const Sandbox sandbox;
  write_base(sandbox);
  std::string refused;
  std::size_t n_refused = 0;
  for (const auto& [one, other] : pairs()) {
    std::vector<std::string> arguments = {"run", "pair.yaml", "--dry-run"};
    for (const std::size_t feature : {one, other}) {
      for (const std::string& setting : features()[feature].settings) {
        arguments.insert(arguments.end(), {"--set", setting});
      }
    }
    const Outcome outcome = sandbox.run(arguments);
    if (outcome.exit_code == kOk) continue;
    ++n_refused;
    refused +=
        fmt::format("{} and {}\n    {}", features()[one].name, features()[other].name, outcome.err);
  }
  expect_golden(fmt::format("{} of {} pairs are refused\n\n{}", n_refused, pairs().size(), refused),
                "pairs.txt");
}

INSTANTIATE_TEST_SUITE_P(Features, Pair, testing::ValuesIn(pairs()), [](const auto& pair) {
  return features()[pair.param.first].name + "_and_" + features()[pair.param.second].name;
});

}  // namespace
}  // namespace reprise
