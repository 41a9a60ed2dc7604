#include <csignal>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "sim/support/parameters/node.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class SweepTest : public TinyExperiment {
 protected:
  void write_sweep(const std::string& sweep, const std::string& file = "sweep.yaml") const {
    sandbox.write(file, kTiny + "sweep: " + sweep + "\n");
  }
  Outcome run_sweep(std::vector<std::string> more = {}, const std::string& out = "runs") const {
    more.insert(more.begin(), {"run", "sweep.yaml", "--quiet", "--out", out});
    return sandbox.run(more);
  }
  // Returns the sweep's directory, relative to the sandbox.
  std::string sweep_directory(const std::string& out = "runs") const {
    for (const std::string& file : Sandbox::files_in(sandbox.directory() / out)) {
      if (std::filesystem::path(file).filename().string().starts_with("sweep_")) {
        return out + "/" + file;
      }
    }
    return {};
  }
  nlohmann::json sweep_json(const std::string& out = "runs") const {
    return sandbox.read_json(sweep_directory(out) + "/sweep.json");
  }
  std::vector<std::string> cell_directories(const std::string& out = "runs") const {
    std::vector<std::string> cells;
    for (const std::string& file : Sandbox::files_in(sandbox.directory() / out)) {
      if (file.ends_with("/results.json"))
        cells.push_back(out + "/" + file.substr(0, file.size() - 13));
    }
    return cells;
  }
};

TEST_F(SweepTest, PlaysEveryCombinationAndRanksThem) {
  write_sweep(
      "{parameters: {treatments.pop.top_pop: [5, 20, 200], design: [paired, split]}, treatment: "
      "pop}");
  const Outcome outcome = run_sweep();
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("6 cells"), HasSubstr("ranking by")));
  const nlohmann::json sweep = sweep_json();
  ASSERT_THAT(sweep["cells"], SizeIs(6));
  EXPECT_THAT(sweep["ranking"], SizeIs(6));
  EXPECT_THAT(cell_directories(), SizeIs(6));
  // A cell has the same results as a run with its settings alone.
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml", "--set", "treatments.pop.top_pop=200", "--set",
                           "design=split", "--quiet", "--out", "alone"}),
              Succeeds());
  const std::string alone = cell_directories("alone").at(0);
  EXPECT_EQ(sandbox.read(alone + "/results.json"),
            sandbox.read("runs" + alone.substr(5) + "/results.json"));
}

// An experiment with several user models is one cell whose runs any process can play.
TEST_F(SweepTest, UserModelsAreTheSameInEveryWay) {
  sandbox.write("bored.yaml", "users: {model: {leave: {hazard: {skipped: 0.3, heard: 0.05}}}}\n");
  sandbox.write("sweep.yaml", kTiny + "user_models: [botify, bored.yaml]\n");
  const Outcome outcome = run_sweep();
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("2 user models"), HasSubstr("under each user model")));
  const nlohmann::json sweep = sweep_json();
  ASSERT_THAT(sweep["cells"], SizeIs(1));
  EXPECT_THAT(sweep["cells"][0]["user_models"], SizeIs(2));
  EXPECT_THAT(cell_directories(), SizeIs(2));
  const std::string expected = sandbox.read(sweep_directory() + "/sweep.json");
  const auto expect_same = [&](const std::string& out) {
    EXPECT_EQ(sandbox.read(sweep_directory(out) + "/sweep.json"), expected) << out;
  };
  EXPECT_THAT(run_sweep({"--threads", "3"}, "threads"), Succeeds());
  expect_same("threads");
  // Each shard plays one of the two runs, and both are merged.
  ASSERT_THAT(run_sweep({"--shard", "2/2"}, "shards"), Succeeds());
  EXPECT_THAT(cell_directories("shards"), SizeIs(1));
  ASSERT_THAT(run_sweep({"--shard", "1/2"}, "shards"), Succeeds());
  const Outcome merged =
      sandbox.run({"merge", sweep_directory("shards"), "--quiet", "--out", "shards"});
  EXPECT_THAT(merged, Succeeds());
  expect_same("shards");
  // The written config plays it again, from anywhere; reports are written again from sweep.json.
  EXPECT_THAT(sandbox.run({"run", sweep_directory() + "/config.yaml", "--quiet", "--out", "again"}),
              Succeeds());
  expect_same("again");
  const std::string page = sandbox.read(sweep_directory() + "/report.md");
  EXPECT_THAT(page, HasSubstr("## Does the winner win under other users?"));
  EXPECT_THAT(sandbox.run({"report", sweep_directory()}), Succeeds());
  EXPECT_EQ(sandbox.read(sweep_directory() + "/report.md"), page);
  EXPECT_THAT(sandbox.run({"runs", "runs"}).out, HasSubstr("tiny"));
  // On the command line they are a list, and no sweep over single models.
  const Outcome set = sandbox.run(
      {"run", "tiny.yaml", "--quiet", "--out", "set", "--set", "user_models=botify,bored.yaml"});
  EXPECT_THAT(set, Succeeds());
  expect_same("set");
}

TEST_F(SweepTest, RequirementsHoldUnderEveryUserModel) {
  const std::vector<std::string> run = {
      "run", "tiny.yaml", "--quiet", "--set", "user_models=[botify, {leave: hazard}]", "--require"};
  const auto required = [&](const std::string& text) {
    std::vector<std::string> arguments = run;
    arguments.push_back(text);
    return sandbox.run(arguments);
  };
  const Outcome met = required("pop not worse by 99%");
  EXPECT_THAT(met, Succeeds());
  EXPECT_THAT(met.err, HasSubstr("met: pop not worse by 99% (under 2 user models)"));
  const Outcome other = required("pop equivalent within 0.001%");
  EXPECT_EQ(other.exit_code, kNotMet);
  EXPECT_THAT(other.err, AllOf(HasSubstr("not met: pop equivalent within 0.001% (under botify: "),
                               HasSubstr("; under {leave: hazard}: ")));
}

TEST_F(SweepTest, SeveralValuesOnTheCommandLineAreASweep) {
  const Outcome outcome = sandbox.run({"run", "tiny.yaml", "--quiet", "--set",
                                       "treatments.pop.top_pop.top=5,20", "--set", "episodes=100"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("2 cells"));
  // A text inside brackets is one value, even with commas in it.
  const Outcome list = sandbox.run(
      {"run", "tiny.yaml", "--quiet", "--set", "seeds=[1, 2]", "--set", "episodes=100"});
  EXPECT_THAT(list, Succeeds());
  EXPECT_THAT(list.out, Not(HasSubstr("cells")));
}

TEST_F(SweepTest, SeedsAreNoSweepAndOtherCommandsPlayNone) {
  const auto complaint = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
    return outcome.err;
  };
  EXPECT_THAT(complaint({"run", "tiny.yaml", "--seed", "1,2"}), HasSubstr("--set 'seeds=[1,2]'"));
  EXPECT_THAT(complaint({"run", "tiny.yaml", "--set", "seeds=1,2,3"}),
              HasSubstr("--set seeds=1..5"));
  write_sweep("{parameters: {seeds: [1, 2]}}");
  EXPECT_THAT(complaint({"validate", "sweep.yaml"}), HasSubstr("seeds are not ranked"));
  for (const char* command : {"plan", "evaluate", "serve", "train"}) {
    EXPECT_THAT(complaint({command, "tiny.yaml", "--set", "episodes=100,200"}),
                HasSubstr("a list as [100,200]"))
        << command;
  }
  EXPECT_THAT(complaint({"run", "tiny.yaml", "--set", "episodes=10,20", "--calibrate", "2"}),
              HasSubstr("--calibrate simulates one experiment"));
  EXPECT_THAT(complaint({"run", "tiny.yaml", "--set", "episodes=10,20", "--aa"}),
              HasSubstr("--aa plays the control of one experiment"));
}

TEST_F(SweepTest, WhatIsCompleteIsNotPlayedAgain) {
  write_sweep("{parameters: {treatments.pop.top_pop: [5, 20]}}");
  EXPECT_THAT(run_sweep(), Succeeds());
  const std::string first = sandbox.read(sweep_directory() + "/sweep.json");
  std::map<std::string, std::filesystem::file_time_type> written;
  for (const std::string& cell : cell_directories()) {
    written[cell] = std::filesystem::last_write_time(sandbox.directory() / cell / "results.json");
  }
  const Outcome again = run_sweep();
  EXPECT_THAT(again.err, HasSubstr("2 of 2 runs were there already"));
  EXPECT_EQ(sandbox.read(sweep_directory() + "/sweep.json"), first);
  for (const auto& [cell, time] : written) {
    EXPECT_EQ(std::filesystem::last_write_time(sandbox.directory() / cell / "results.json"), time);
  }
  // A longer sweep takes over the cells that a shorter one played.
  write_sweep("{parameters: {treatments.pop.top_pop: [5, 20, 50]}}");
  EXPECT_THAT(run_sweep().err, HasSubstr("2 of 3 runs were there already"));
  EXPECT_THAT(run_sweep({"--fresh"}).err, Not(HasSubstr("already")));
  for (const auto& [cell, time] : written) {
    EXPECT_GT(std::filesystem::last_write_time(sandbox.directory() / cell / "results.json"), time);
  }
}

TEST_F(SweepTest, CellsOfAnotherVersionAreSaid) {
  write_sweep("{parameters: {treatments.pop.top_pop: [5, 20]}}");
  EXPECT_THAT(run_sweep(), Succeeds());
  const std::string manifest = cell_directories().at(0) + "/manifest.json";
  nlohmann::json json = sandbox.read_json(manifest);
  json["program"]["commit"] = "0123456789ab";
  sandbox.write(manifest, json.dump());
  EXPECT_THAT(run_sweep().err, HasSubstr("1 of them were played by reprise 0.1.0 (commit "
                                         "0123456789ab), and this is reprise"));
}

TEST_F(SweepTest, ACellThatFailsIsSaidAndTheOthersGoOn) {
  sandbox.write("lists.json", "{\"user\": 0, \"tracks\": [0]}\n");
  sandbox.write("broken.json", "{\"user\": 0, \"tracks\": [100000]}\n");
  write_sweep(
      "{parameters: {treatments.pop: {choices: {good: {candidates: {user_list: lists.json}}, bad: "
      "{candidates: {user_list: broken.json}}, unsound: {top_pop: {top: -1}}}}}}");
  const Outcome outcome = run_sweep();
  EXPECT_EQ(outcome.exit_code, kSomeFailed);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("reprise: cell 2 of 3 (pop=bad): "), HasSubstr("broken.json:1"),
                    HasSubstr("reprise: cell 3 of 3 (pop=unsound): sweep.yaml:")));
  EXPECT_THAT(outcome.out, HasSubstr("good"));
  const nlohmann::json sweep = sweep_json();
  EXPECT_EQ(sweep["cells"][0]["status"], "done");
  EXPECT_EQ(sweep["cells"][1]["status"], "failed");
  EXPECT_EQ(sweep["cells"][2]["status"], "failed");
  EXPECT_THAT(sweep["ranking"], SizeIs(1));
  // With --fail-fast the sweep stops at the first failure and writes no files of its own.
  const Outcome fast = run_sweep({"--fail-fast"}, "fast");
  EXPECT_EQ(fast.exit_code, kWrongUse);
  EXPECT_EQ(sweep_directory("fast"), "");
}

TEST_F(SweepTest, SettingsThatAreNeverSoundAreAMistake) {
  for (const auto& [sweep, part] : std::vector<std::pair<std::string, std::string>>{
           {"{parameters: {treatments.pop.top_pip: [1, 2]}}", "top_pip"},
           {"{parameters: {treatmentz.pop: [random]}}", "treatmentz"},
           {"{parameters: {episodes: []}}", "an empty list"},
           {"{parameters: {episodes: [100, 100]}}", "twice"},
           {"{parameters: {episodes: {from: 9, to: 1}}}", "more than 9"},
           {"{parameters: {episodes: {from: 1, to: 9}}}", "takes a count"},
           {"{parameters: {episodes: {from: 0, to: 9, count: 3, scale: log}}}", "above 0"},
           {"{parameters: {experiment: [a, b]}}", "one for all cells"},
           {"{parameters: {episodes: [10, 20]}, rank_by: mean_tine}", "mean_tine"},
           {"{parameters: {episodes: [10, 20]}, treatment: random}", "'random' is no treatment"},
           {"{parameters: {episodes: [10, 20]}, method: gird}", "did you mean 'grid'"},
           {"{}", "has nothing to sweep"}}) {
    SCOPED_TRACE(sweep);
    write_sweep(sweep);
    const Outcome outcome = run_sweep();
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    EXPECT_THAT(outcome.err, AllOf(StartsWith("reprise: sweep.yaml:"), HasSubstr(part)));
    EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  }
  EXPECT_THAT(sandbox.files(), Not(Contains(HasSubstr("runs"))));
}

TEST_F(SweepTest, RandomDrawsAreWithinTheRangeAndTheSameEachTime) {
  write_sweep(
      "{method: {random: {cells: 12, seed: 3}}, parameters: {treatments.pop.top_pop: {from: 1, to: "
      "300, scale: log}, design: [paired, split]}}");
  EXPECT_THAT(run_sweep(), Succeeds());
  const nlohmann::json sweep = sweep_json();
  EXPECT_THAT(sweep["cells"], SizeIs(12));
  const auto numbers = sweep["parameters"][0]["numbers"].get<std::vector<double>>();
  EXPECT_GE(numbers.size(), 6u);
  EXPECT_THAT(numbers, Each(AllOf(testing::Ge(1), testing::Le(300))));
  EXPECT_THAT(run_sweep().err, HasSubstr("12 of 12"));
}

TEST_F(SweepTest, HalvingPlaysTheBestLonger) {
  write_sweep(
      "{method: {halving: {start: 50, keep: 0.5}}, treatment: pop, parameters: "
      "{treatments.pop.top_pop: [1, 2, 5, 10, 20, 50, 100, 200]}}");
  EXPECT_THAT(run_sweep(), Succeeds());
  const nlohmann::json sweep = sweep_json();
  std::map<int, int> cells_by_episodes;
  for (const auto& cell : sweep["cells"]) ++cells_by_episodes[cell["episodes"].get<int>()];
  // 8 cells play 50 episodes, 4 of them 100, and 2 of these all 200.
  EXPECT_THAT(cells_by_episodes,
              ElementsAre(testing::Pair(50, 4), testing::Pair(100, 2), testing::Pair(200, 2)));
  int dropped = 0;
  for (const auto& cell : sweep["cells"]) dropped += cell["status"] == "dropped";
  EXPECT_EQ(dropped, 6);
  // The best cell is among those that were played to the end.
  const int best = sweep["ranking"][0]["cell"].get<int>();
  EXPECT_EQ(sweep["cells"][static_cast<std::size_t>(best)]["episodes"], 200);
  // Each round keeps its best cells: no cell that was dropped after 50 episodes had a larger effect
  // in them than the worst cell that stayed. The effects are in the runs of the cells.
  std::map<std::string, double> effect_in_50;  // by the length of the list
  for (const std::string& directory : cell_directories()) {
    const nlohmann::json run = sandbox.read_json(directory + "/results.json");
    if (run["episodes"] != 50) continue;
    const Node config = parse_yaml(run["config"].get<std::string>(), "config");
    const std::string top =
        config.find("treatments")->find("pop")->find("top_pop")->find("top")->scalar;
    for (const auto& effect : run["effects"]) {
      if (effect["treatment"] == "pop" && effect["metric"] == "mean_time_per_session") {
        effect_in_50[top] = effect["effect"].get<double>();
      }
    }
  }
  ASSERT_THAT(effect_in_50, SizeIs(8));
  std::vector<double> stayed;
  std::vector<double> went;
  for (const auto& cell : sweep["cells"]) {
    const std::string top = cell["values"].begin()->get<std::string>();
    (cell["episodes"] == 50 ? went : stayed).push_back(effect_in_50.at(top));
  }
  EXPECT_GE(*std::min_element(stayed.begin(), stayed.end()),
            *std::max_element(went.begin(), went.end()));
}

TEST_F(SweepTest, InSeveralWorldsIntervalsAreOverWorlds) {
  write_sweep("{worlds: {start: 1, count: 4}, treatment: pop}");
  EXPECT_THAT(run_sweep({"--set", "multiplicity=none"}), Succeeds());
  const nlohmann::json sweep = sweep_json();
  ASSERT_THAT(sweep["cells"], SizeIs(1));
  const nlohmann::json& cell = sweep["cells"][0];
  EXPECT_THAT(cell["worlds"], SizeIs(4));
  EXPECT_THAT(cell_directories(), SizeIs(4));
  // Compute the interval by hand: the difference of means in each world, their mean, and its t
  // interval with 3 degrees of freedom.
  std::vector<double> differences;
  for (const std::string& directory : cell_directories()) {
    const nlohmann::json run = sandbox.read_json(directory + "/results.json");
    for (const auto& effect : run["effects"]) {
      if (effect["treatment"] != "pop" || effect["metric"] != "mean_time_per_session") continue;
      differences.push_back(effect["difference"].get<double>());
    }
  }
  ASSERT_THAT(differences, SizeIs(4));
  double mean = 0;
  for (const double difference : differences) mean += difference / 4;
  double squares = 0;
  for (const double difference : differences) squares += (difference - mean) * (difference - mean);
  const double half_width = 3.182446305284263 * std::sqrt(squares / 3 / 4);
  for (const auto& effect : cell["effects"]) {
    if (effect["treatment"] != "pop" || effect["metric"] != "mean_time_per_session") continue;
    EXPECT_NEAR(effect["difference"].get<double>(), mean, 1e-12);
    EXPECT_NEAR(effect["difference_lower"].get<double>(), mean - half_width, 1e-9);
    EXPECT_NEAR(effect["difference_upper"].get<double>(), mean + half_width, 1e-9);
  }
  write_sweep("{worlds: [1, 2], treatment: pop}");
  const Outcome files = run_sweep({"--set", "world={files: {tracks: tiny.yaml}}"});
  EXPECT_EQ(files.exit_code, kWrongUse);
}

TEST_F(SweepTest, ShardsPlayTheirCellsAndAreMerged) {
  write_sweep("{parameters: {treatments.pop.top_pop: [5, 10, 20, 50, 100]}}");
  EXPECT_THAT(run_sweep({}, "whole"), Succeeds());
  for (const int shard : {3, 1}) {
    const Outcome outcome = run_sweep({"--shard", fmt::format("{}/3", shard)});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.err, HasSubstr("cells are still missing"));
    EXPECT_EQ(outcome.out, "");
  }
  const Outcome early = sandbox.run({"merge", "--quiet", sweep_directory()});
  EXPECT_EQ(early.exit_code, kWrongUse);
  EXPECT_THAT(early.err, HasSubstr("2 of 5 cells have not been played"));
  EXPECT_THAT(run_sweep({"--shard", "2/3"}), Succeeds());
  EXPECT_THAT(sandbox.run({"merge", "--quiet", sweep_directory()}), Succeeds());
  EXPECT_EQ(sandbox.read(sweep_directory() + "/sweep.json"),
            sandbox.read(sweep_directory("whole") + "/sweep.json"));
  // The directory that was given to --out names the sweep, although its cells are there, too.
  const std::filesystem::path there = sandbox.directory() / sweep_directory();
  std::filesystem::remove(there / "sweep.json");
  EXPECT_THAT(sandbox.run({"merge", "--quiet", there.parent_path().parent_path().string()}),
              Succeeds());
  EXPECT_EQ(sandbox.read(sweep_directory() + "/sweep.json"),
            sandbox.read(sweep_directory("whole") + "/sweep.json"));
}

TEST_F(SweepTest, KilledItGoesOn) {
  write_sweep(
      "{parameters: {treatments.pop.top_pop: [5, 10, 20, 50, 100], max_steps: [901, 902, 903]}}");
  const std::vector<std::string> long_cells = {"--set", "episodes=20000"};
  EXPECT_THAT(run_sweep(long_cells, "whole"), Succeeds());
  std::vector<std::string> command = {"run",   "sweep.yaml",     "--quiet",      "--out", "killed",
                                      "--set", "episodes=20000", "--checkpoint", "0"};
  int kills = 0;
  for (;; ++kills) {
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(60 + 20 * kills);
    const Outcome outcome =
        sandbox.run_and_signal(kills % 2 == 0 ? SIGKILL : SIGTERM, command,
                               [&] { return std::chrono::steady_clock::now() >= until; });
    if (outcome.exit_code == 0) break;
    ASSERT_LT(kills, 200);
  }
  EXPECT_GE(kills, 1);
  EXPECT_EQ(sandbox.read(sweep_directory("killed") + "/sweep.json"),
            sandbox.read(sweep_directory("whole") + "/sweep.json"));
}

// What an experiment under several user models says of itself is a mistake, as in one without them;
// of several cells, the others are played.
TEST_F(SweepTest, OneCellUnderAModelThatCannotBeIsAMistake) {
  for (const auto& [name, content] : BotifyWorld().files("w")) sandbox.write(name, content);
  sandbox.write("genre.yaml",
                "experiment: genre\nworld: w\nepisodes: 50\ncontrol: random\n"
                "treatments: {random: random, pop: {top_pop: 2}}\n"
                "user_models: {botify: botify, tired: {fatigue: genre}}\n");
  const Outcome one = sandbox.run({"run", "genre.yaml", "--quiet"});
  EXPECT_EQ(one.exit_code, kWrongUse) << one;
  EXPECT_THAT(one.err, HasSubstr("under the user model 'tired': "));
  const Outcome several =
      sandbox.run({"run", "genre.yaml", "--quiet", "--set", "treatments.pop.top_pop=2,3"});
  EXPECT_EQ(several.exit_code, kSomeFailed) << several;
}

// Two processes on one sweep share its cells. Each waits for the cells that the other plays.
TEST_F(SweepTest, TwoProcessesHelpEachOther) {
  write_sweep(
      "{parameters: {treatments.pop.top_pop: [5, 10, 20, 50, 100], max_steps: [901, 902, 903]}}");
  EXPECT_THAT(run_sweep({}, "whole"), Succeeds());
  const auto [first, second] =
      sandbox.run_twice({"run", "sweep.yaml", "--quiet", "--out", "raced"});
  EXPECT_THAT(first, Succeeds());
  EXPECT_THAT(second, Succeeds());
  EXPECT_EQ(first.out, second.out);
  EXPECT_EQ(sandbox.read(sweep_directory("raced") + "/sweep.json"),
            sandbox.read(sweep_directory("whole") + "/sweep.json"));
  EXPECT_THAT(Sandbox::files_in(sandbox.directory() / "raced"), Not(Contains(EndsWith(".lock"))));
}

TEST_F(SweepTest, SeveralExperimentsInOneCall) {
  sandbox.write("other.yaml", std::string(kTiny).replace(12, 4, "more"));
  const Outcome outcome = sandbox.run({"run", "tiny.yaml", "other.yaml", "--quiet"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("tiny\n\n"), HasSubstr("more\n\n")));
  EXPECT_THAT(cell_directories(), SizeIs(2));
  // An experiment that fails gets a message, and the others are played.
  sandbox.write("broken.json", "{\"user\": 0, \"tracks\": [100000]}\n");
  sandbox.write("failing.yaml",
                "experiment: failing\nworld: {generate: {tracks: 300, users: 50, dim: 16}}\n"
                "control: a\ntreatments: {a: {candidates: {user_list: broken.json}}}\n");
  const Outcome failing = sandbox.run({"run", "failing.yaml", "other.yaml", "--quiet"});
  EXPECT_EQ(failing.exit_code, kSomeFailed);
  EXPECT_THAT(failing.err, HasSubstr("broken.json:1"));
  EXPECT_THAT(failing.out, HasSubstr("more\n\n"));
  EXPECT_EQ(sandbox.run({"run", "failing.yaml", "other.yaml", "--quiet", "--fail-fast"}).exit_code,
            kWrongUse);
}

}  // namespace
}  // namespace reprise
