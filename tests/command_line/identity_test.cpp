// Results depend on the contents of files, not on their paths: a file that changes is noticed
// wherever its results could be taken for today's, and a checkout that moves is still the same run.
#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/program.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int kTracks = 300;

// A list for each track: the tracks that follow it, or always the same eight.
std::string lists(bool following) {
  std::string text;
  for (int track = 0; track < kTracks; ++track) {
    text += fmt::format("{{\"track\": {}, \"tracks\": [", track);
    for (int i = 0; i < 8; ++i) {
      text += fmt::format("{}{}", i == 0 ? "" : ", ", following ? (track + i) % kTracks : i);
    }
    text += "]}\n";
  }
  return text;
}

const std::string kExperiment =
    "experiment: e\n"
    "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
    "episodes: 400\n"
    "control: random\n"
    "treatments:\n"
    "  random: random\n"
    "  mine: {candidates: {item_list: {file: lists.json, ordered: true}}, pick: uniform}\n";

class IdentityTest : public testing::Test {
 protected:
  IdentityTest() {
    sandbox.write("here/e.yaml", kExperiment);
    sandbox.write("here/lists.json", lists(true));
  }

  // The results without the program's name.
  nlohmann::json results(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "run");
    arguments.insert(arguments.end(), {"--quiet", "--json"});
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_THAT(outcome, Succeeds());
    return nlohmann::json::parse(outcome.out);
  }
  double effect(const nlohmann::json& of) const {
    for (const nlohmann::json& effect : of["effects"]) {
      if (effect["metric"] == "mean_time_per_session") return effect["effect"].get<double>();
    }
    ADD_FAILURE() << "no effect";
    return 0;
  }
  std::string hash(const nlohmann::json& of) const { return of["config_hash"]; }

  Sandbox sandbox;
};

TEST_F(IdentityTest, AListThatChangesIsAnotherRunAndResumeSaysSo) {
  const nlohmann::json first = results({"here/e.yaml", "--out", "runs"});
  sandbox.write("here/lists.json", lists(false));
  const Outcome resumed =
      sandbox.run({"run", "here/e.yaml", "--out", "runs", "--resume", "--quiet", "--json"});
  ASSERT_THAT(resumed, Succeeds());
  EXPECT_THAT(resumed.err, AllOf(HasSubstr("here/lists.json has changed since the run of"),
                                 HasSubstr(hash(first))));
  const nlohmann::json second = nlohmann::json::parse(resumed.out);
  EXPECT_NE(hash(second), hash(first));
  EXPECT_EQ(second, results({"here/e.yaml", "--out", "anew"}));
  EXPECT_NE(effect(second), effect(first));
  // And back: the first run is there.
  sandbox.write("here/lists.json", lists(true));
  const Outcome back =
      sandbox.run({"run", "here/e.yaml", "--out", "runs", "--resume", "--quiet", "--json"});
  EXPECT_EQ(nlohmann::json::parse(back.out), first);
  EXPECT_THAT(back.err, HasSubstr("all of it was there"));
}

TEST_F(IdentityTest, AListThatChangesIsAnotherSweep) {
  const std::vector<std::string> sweep = {
      "run",   "here/e.yaml", "--set",   "treatments.mine.pick=uniform,first",
      "--out", "runs",        "--quiet", "--json"};
  const nlohmann::json first = nlohmann::json::parse(sandbox.run(sweep).out);
  sandbox.write("here/lists.json", lists(false));
  const nlohmann::json second = nlohmann::json::parse(sandbox.run(sweep).out);
  for (std::size_t cell = 0; cell < 2; ++cell) {
    EXPECT_NE(first["cells"][cell]["config_hash"], second["cells"][cell]["config_hash"]);
    EXPECT_NE(first["cells"][cell]["effects"], second["cells"][cell]["effects"]);
  }
}

TEST_F(IdentityTest, ShardsOfDifferentListsDoNotMerge) {
  ASSERT_THAT(sandbox.run({"run", "here/e.yaml", "--shard", "1/2", "--out", "a", "--quiet"}),
              Succeeds());
  sandbox.write("here/lists.json", lists(false));
  ASSERT_THAT(sandbox.run({"run", "here/e.yaml", "--shard", "2/2", "--out", "b", "--quiet"}),
              Succeeds());
  std::vector<std::string> merge = {"merge", "--quiet", "--out", "m"};
  for (const char* out : {"a", "b"}) {
    merge.push_back(fmt::format(
        "{}/e/{}", out, sandbox.files_in(sandbox.directory() / out / "e").front().substr(0, 16)));
  }
  const Outcome merged = sandbox.run(merge);
  EXPECT_EQ(merged.exit_code, kWrongUse);
  EXPECT_THAT(merged.err, HasSubstr("the file has changed since"));
  std::swap(merge[4], merge[5]);
  EXPECT_EQ(sandbox.run(merge).exit_code, kWrongUse);
}

TEST_F(IdentityTest, AMovedCheckoutIsTheSameRun) {
  const nlohmann::json first = results({"here/e.yaml", "--out", "runs"});
  sandbox.write("there/deeper/e.yaml", kExperiment);
  sandbox.write("there/deeper/lists.json", lists(true));
  const nlohmann::json moved = results({"there/deeper/e.yaml", "--out", "moved"});
  EXPECT_EQ(moved, first);
  EXPECT_THAT(first.dump(), Not(HasSubstr(sandbox.directory().string())));
  // A shard from each of them makes one run.
  for (const auto& [file, shard] :
       {std::pair{"here/e.yaml", "1/2"}, {"there/deeper/e.yaml", "2/2"}}) {
    ASSERT_THAT(sandbox.run({"run", file, "--shard", shard, "--out", "shards", "--quiet"}),
                Succeeds());
  }
  const Outcome merged =
      sandbox.run({"merge", "shards/e/" + hash(first), "--quiet", "--json", "--out", "m"});
  ASSERT_THAT(merged, Succeeds());
  EXPECT_EQ(nlohmann::json::parse(merged.out), first);
}

TEST_F(IdentityTest, TheConfigOfARunPlaysItAgainOrSaysWhatChanged) {
  const nlohmann::json first = results({"here/e.yaml", "--out", "runs"});
  const std::string config = "runs/e/" + hash(first) + "/config.yaml";
  EXPECT_THAT(sandbox.read(config),
              AllOf(HasSubstr("path: ../../../here/lists.json"), HasSubstr("content: xxh3-")));
  EXPECT_EQ(results({config, "--out", "again"}), first);
  sandbox.write("here/lists.json", lists(false));
  const Outcome changed = sandbox.run({"run", config, "--out", "again", "--quiet"});
  EXPECT_EQ(changed.exit_code, kWrongUse);
  EXPECT_THAT(changed.err, AllOf(HasSubstr(config), HasSubstr("the file has changed since")));
}

TEST_F(IdentityTest, PopularityListsUsersAndIncludedRecommendersCount) {
  std::vector<std::string> hashes;
  sandbox.write("here/top.json", "[1, 2, 3]");
  sandbox.write("here/mine.yaml", "{top_pop: {top: 3, file: top.json}}\n");
  const std::vector<std::string> run = {"here/e.yaml", "--set", "treatments.mine=here/mine.yaml",
                                        "--out", "runs"};
  const nlohmann::json first = results(run);
  sandbox.write("here/top.json", "[4, 5, 6]");
  const nlohmann::json other_list = results(run);
  EXPECT_NE(hash(other_list), hash(first));
  EXPECT_NE(effect(other_list), effect(first));
  sandbox.write("here/mine.yaml", "{top_pop: {top: 2, file: top.json}}\n");
  EXPECT_NE(hash(results(run)), hash(other_list));
}

TEST_F(IdentityTest, AModelIsTrainedAnewWhenItsPolicysListChanges) {
  sandbox.write("here/model.yaml",
                "experiment: m\n"
                "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
                "episodes: 300\ncontrol: random\n"
                "models: {als: {implicit_als: {dim: 8, log: {sessions: 2000, policy: {candidates: "
                "{item_list: {file: lists.json}}, pick: uniform, fallback: random}}}}}\n"
                "treatments: {random: random, mine: {candidates: {user_list: {model: als, top: "
                "20}}, pick: uniform, fallback: random}}\n");
  const nlohmann::json first = results({"here/model.yaml", "--out", "runs"});
  sandbox.write("here/lists.json", lists(false));
  const nlohmann::json second = results({"here/model.yaml", "--out", "runs"});
  EXPECT_NE(first["models"]["als"]["pairs"].dump() + first["effects"].dump(),
            second["models"]["als"]["pairs"].dump() + second["effects"].dump());
  // As if nothing had been kept.
  const Outcome anew = sandbox.run({"run", "here/model.yaml", "--out", "anew", "--quiet", "--json"},
                                   {{"REPRISE_CACHE", (sandbox.directory() / "empty").string()}});
  EXPECT_EQ(nlohmann::json::parse(anew.out), second);
}

TEST_F(IdentityTest, TheManifestNamesEveryFile) {
  const nlohmann::json first = results({"here/e.yaml", "--out", "runs"});
  const nlohmann::json manifest =
      nlohmann::json::parse(sandbox.read("runs/e/" + hash(first) + "/manifest.json"));
  ASSERT_EQ(manifest["inputs"].size(), 1u);
  EXPECT_EQ(manifest["inputs"][0]["path"], (sandbox.directory() / "here/lists.json").string());
  EXPECT_EQ(manifest["inputs"][0]["bytes"], lists(true).size());
}

}  // namespace
}  // namespace reprise
