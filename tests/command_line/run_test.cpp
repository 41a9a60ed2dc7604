// Tests `reprise run`: its output, its files, and that its results depend on nothing but the
// experiment.
#include <set>

#include <fmt/format.h>
#include <unistd.h>

#include "experiments/commands/command.h"
#include "sim/support/files/file.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using testing::UnorderedElementsAre;

using RunCommand = TinyExperiment;

// The files that must be the same byte for byte when only the way of running differs.
const std::vector<std::string> kResultFiles = {"config.yaml", "effects.csv", "paper.tex",
                                               "report.html", "report.md",   "results.json",
                                               "segments.csv"};

std::set<std::string> keys_of(const json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

TEST_F(RunCommand, LeavesARunDirectory) {
  const Outcome outcome = sandbox.run({"run", "tiny.yaml"});
  ASSERT_THAT(outcome, Succeeds());
  const std::vector<std::string> runs = Sandbox::files_in(sandbox.directory() / "runs/tiny");
  ASSERT_THAT(runs, Not(IsEmpty()));
  const std::string hash = runs[0];
  EXPECT_THAT(hash, MatchesRegex("[0-9a-f]{16}"));
  EXPECT_THAT(runs,
              ElementsAre(hash, hash + "/config.yaml", hash + "/effects.csv", hash + "/figures",
                          hash + "/figures/effects.svg", hash + "/figures/session_lengths.svg",
                          hash + "/figures/time_by_step.svg", hash + "/figures/way_to_oracle.svg",
                          hash + "/figures/who_gains.svg", hash + "/manifest.json",
                          hash + "/paper.tex", hash + "/report.html", hash + "/report.md",
                          hash + "/results.json", hash + "/segments.csv"));
  const std::string directory = "runs/tiny/" + hash;
  EXPECT_EQ(sandbox.read_json(directory + "/results.json")["config_hash"], hash);
  const json manifest = sandbox.read_json(directory + "/manifest.json");
  EXPECT_EQ(manifest["command"], "reprise run tiny.yaml");
  EXPECT_EQ(manifest["config_hash"], hash);
  EXPECT_THAT(sandbox.read(directory + "/report.md"), StartsWith("# Experiment `tiny`\n"));
  EXPECT_THAT(outcome.err, HasSubstr("report: " + directory + "/report.html\n"));
}

TEST_F(RunCommand, ResultsHaveTheAgreedKeys) {
  const json all = results({});
  EXPECT_EQ(keys_of(all["treatments"]), (std::set<std::string>{"random", "sticky", "pop"}));
  const std::set<std::string> metrics = {"mean_tracks_per_session", "mean_time_per_session",
                                         "skip_rate", "repeat_rate", "artists_per_session"};
  for (const auto& [name, treatment] : all["treatments"].items()) {
    EXPECT_GT(treatment["users"], 0);
    EXPECT_EQ(treatment["sessions"], 200);
    EXPECT_EQ(keys_of(treatment["metrics"]), metrics);
    for (const auto& [metric, figure] : treatment["metrics"].items()) {
      EXPECT_EQ(keys_of(figure), (std::set<std::string>{"mean", "lower", "upper"}));
      EXPECT_LE(figure["lower"], figure["mean"]);
      EXPECT_LE(figure["mean"], figure["upper"]);
    }
  }
  ASSERT_THAT(all["effects"], SizeIs(2 * metrics.size()));
  for (const json& effect : all["effects"]) {
    EXPECT_EQ(keys_of(effect), (std::set<std::string>{"treatment",
                                                      "against",
                                                      "metric",
                                                      "control_mean",
                                                      "treatment_mean",
                                                      "effect",
                                                      "lower",
                                                      "upper",
                                                      "confidence",
                                                      "p",
                                                      "p_adjusted",
                                                      "significant",
                                                      "equivalent",
                                                      "sessions_to_tell",
                                                      "never_told",
                                                      "difference",
                                                      "difference_lower",
                                                      "difference_upper",
                                                      "design",
                                                      "interval",
                                                      "shape",
                                                      "variance_reduction",
                                                      "correlation",
                                                      "verdict"}));
    const double control = effect["control_mean"];
    const double treatment = effect["treatment_mean"];
    // The effect is in percent of the control's mean, as the notebook prints it.
    EXPECT_NEAR(effect["effect"], 100 * (treatment / control - 1), 1e-9);
    EXPECT_NEAR(effect["difference"], treatment - control, 1e-12);
    EXPECT_EQ(effect["design"], "paired");
    EXPECT_EQ(effect["interval"], "fieller");
  }
}

TEST_F(RunCommand, DataOnStandardOutputAndTheRestOnStandardError) {
  const Outcome outcome = sandbox.run({"run", "tiny.yaml"});
  EXPECT_THAT(outcome.out, AllOf(StartsWith("tiny: paired design, 200 sessions and 50 users"),
                                 HasSubstr("mean_time_per_session"), HasSubstr("significant"),
                                 HasSubstr("sticky"), Not(HasSubstr("generating"))));
  EXPECT_THAT(outcome.err, HasSubstr("generating the world"));
  for (const std::string& line : lines_of(outcome.err)) {
    EXPECT_THAT(line, Not(HasSubstr("significant")));
  }
  // --quiet does not change the table.
  const Outcome quiet = sandbox.run({"run", "tiny.yaml", "--quiet"});
  EXPECT_EQ(quiet.out, outcome.out);
  EXPECT_THAT(quiet.err, MatchesRegex("report: runs/tiny/[0-9a-f]*/report.html\n"));
}

TEST_F(RunCommand, JsonIsTheFile) {
  const Outcome outcome = sandbox.run({"run", "tiny.yaml", "--json", "--out", "here"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_EQ(outcome.out,
            sandbox.read("here/tiny/" + std::string(json::parse(outcome.out)["config_hash"]) +
                         "/results.json"));
}

TEST_F(RunCommand, PlaysStandardInput) {
  sandbox.write("lists/near.json", R"({"1": [2, 3]})");
  const std::string text = kTiny + "  lists: {candidates: {item_list: {file: lists/near.json}}}\n";
  sandbox.write("listed.yaml", text);
  const Outcome of_file = sandbox.run({"run", "listed.yaml", "--json", "--quiet"});
  EXPECT_THAT(of_file, Succeeds());
  // Paths are relative to the directory where the command runs.
  const Outcome piped = sandbox.run_on_input(text, {"run", "-", "--json", "--quiet", "--out", "p"});
  EXPECT_EQ(piped.out, of_file.out);
  EXPECT_THAT(sandbox.run_on_input("experiment: x\ndesign: pared\n", {"run", "-"}).err,
              HasSubstr("standard input:2:9: unknown design 'pared'"));
  EXPECT_THAT(sandbox.run_on_input(kTiny, {"validate", "-"}).out,
              StartsWith("standard input: sound"));
  EXPECT_THAT(sandbox.run_on_input(kTiny, {"train", "-"}).err,
              HasSubstr("standard input: has no 'models'"));
  EXPECT_THAT(sandbox.run_on_input(kTiny, {"plan", "-", "--quiet"}), Succeeds());
}

// A RAM disk is below /dev, and its files have a folder as any others.
TEST_F(RunCommand, PlaysFilesOfARamDisk) {
  std::string folder = "/dev/shm/reprise.XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) GTEST_SKIP() << "this machine has no /dev/shm";
  write_file(folder + "/near.json", R"({"1": [2, 3]})");
  write_file(folder + "/listed.yaml",
             kTiny + "  lists: {candidates: {item_list: {file: near.json}}}\n");
  const std::string out = folder + "/out";
  for (const char* shard : {"1/2", "2/2"}) {
    EXPECT_THAT(sandbox.run({"run", folder + "/listed.yaml", "--shard", shard, "--out", out}),
                Succeeds());
  }
  const auto run = std::filesystem::directory_iterator(out + "/tiny")->path();
  EXPECT_THAT(sandbox.run({"merge", run.string()}), Succeeds());
  std::filesystem::remove_all(folder);
}

TEST_F(RunCommand, ColoursOnATerminalAlone) {
  if (!Sandbox::has_terminals()) GTEST_SKIP() << "this machine has no pseudo-terminals";
  const std::string escape = "\x1b[";
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml"}).out, Not(HasSubstr(escape)));
  // On a terminal, progress also writes escapes to standard error; --quiet leaves them out.
  const std::vector<std::string> quiet = {"run", "tiny.yaml", "--quiet"};
  EXPECT_THAT(sandbox.run_on_terminal(quiet).out,
              AllOf(HasSubstr(escape), HasSubstr("significant")));
  EXPECT_THAT(sandbox.run_on_terminal(quiet, {{"NO_COLOR", "1"}}).out,
              AllOf(Not(HasSubstr(escape)), HasSubstr("significant")));
}

TEST_F(RunCommand, SetChangesTheExperiment) {
  const auto config = [&](const std::vector<std::string>& settings) {
    std::vector<std::string> arguments = {"run", "tiny.yaml", "--dry-run"};
    for (const std::string& setting : settings) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_THAT(outcome, Succeeds());
    return outcome.out;
  };
  const std::string plain = config({});
  EXPECT_THAT(plain, AllOf(HasSubstr("episodes: 200\n"), HasSubstr("      top: 20\n")));
  EXPECT_THAT(config({"episodes=300"}), HasSubstr("episodes: 300\n"));
  EXPECT_THAT(config({"treatments.pop.top_pop.top=7"}), HasSubstr("      top: 7\n"));
  EXPECT_THAT(
      config({"treatments.more={candidates: artist, pick: first}"}),
      AllOf(HasSubstr("  more:\n"), HasSubstr("candidates: artist\n"), HasSubstr("pick: first\n")));
  EXPECT_THAT(config({"metrics=[time, skip_rate]"}), HasSubstr("metrics: [time, skip_rate]\n"));
  EXPECT_THAT(config({"seeds=[3, 4]", "seeds.1=9"}), HasSubstr("seeds: [3, 9]\n"));
  EXPECT_THAT(config({"seeds={start: 5, count: 3}"}), HasSubstr("seeds: [5, 6, 7]\n"));
  // The last setting of a key counts.
  EXPECT_THAT(config({"episodes=300", "episodes=400"}), HasSubstr("episodes: 400\n"));
  // A default that is written out changes nothing.
  EXPECT_EQ(config({"max_steps=10000", "interval=fieller"}), plain);
}

TEST_F(RunCommand, SeedIsSetSeeds) {
  EXPECT_EQ(results({"--seed", "5"}), results({"--set", "seeds=5"}));
  EXPECT_THAT(results({"--seed", "5"})["seeds"], ElementsAre(5));
}

TEST_F(RunCommand, DryRunDoesNothing) {
  const Outcome outcome = sandbox.run({"run", "tiny.yaml", "--dry-run"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(sandbox.files(), ElementsAre("tiny.yaml"));
  EXPECT_THAT(Sandbox::files_in(sandbox.cache()), IsEmpty());
}

// The output of --dry-run is an experiment file of the same experiment, in any directory.
TEST_F(RunCommand, ResolvedConfigIsTheSameExperiment) {
  for (const auto& [file, content] : BotifyWorld().files("worlds/w")) sandbox.write(file, content);
  sandbox.write("lists/lists.json", "{\"track\": 0, \"tracks\": [1, 2]}\n");
  sandbox.write("lists/pop.yaml", "top_pop: {top: 3}\n");
  sandbox.write(
      "rich.yaml",
      "experiment: \"rich: 'quoted' #1 \\u00e9\"\n"
      "world: worlds/w\n"
      "episodes: 1e2\n"
      "seeds: {start: 7, count: 2}\n"
      "design: split\n"
      "interval: delta\n"
      "confidence: 0.9\n"
      "metrics: [time_per_session]\n"
      "control: 'null'\n"
      "treatments:\n"
      "  'null': {one_of: [[0.6, {top_pop: 2}], [0.1, sticky_artist], [0.3, lists/pop.yaml]]}\n"
      "  yes: sticky_artist_mixed\n"
      "  lists: {contextual: lists/lists.json}\n"
      "  '5': {anchor: {weighted_history: {scope: user}}, candidates: {item_list: {file: "
      "lists/lists.json, ordered: true}}, exclude: session, pick: {top: 2}, exhausted: "
      "restart, fallback: {anchor: best_track, candidates: {nearest: 2}}}\n"
      "  bands: {switch: {below: [[0.3, random], [0.75, sticky_artist]], otherwise: oracle}}\n");
  // The output of --dry-run, read again, is the same; so are the results of the run's config.yaml.
  for (const std::string file : {"tiny.yaml", "rich.yaml"}) {
    const Outcome dry = sandbox.run({"run", file, "--dry-run"});
    ASSERT_THAT(dry, Succeeds());
    sandbox.write("elsewhere/resolved.yaml", dry.out);
    EXPECT_EQ(sandbox.run({"run", "elsewhere/resolved.yaml", "--dry-run"}).out, dry.out);

    const std::string first = run("first_" + file, {}, file);
    const std::string again = run("again_" + file, {}, first + "/config.yaml");
    EXPECT_EQ(sandbox.run({"run", first + "/config.yaml", "--dry-run"}).out, dry.out);
    for (const std::string& result : kResultFiles) {
      EXPECT_EQ(sandbox.read(first + "/" + result), sandbox.read(again + "/" + result)) << result;
    }
  }
}

TEST_F(RunCommand, ThreadsChangeNoByte) {
  for (const std::string design : {"paired", "split"}) {
    const std::vector<std::string> settings = {
        "--set", "design=" + design, "--set",    "episodes=3000",
        "--set", "users_csv=true",   "--threads"};
    const auto with_threads = [&](const std::string& threads) {
      std::vector<std::string> arguments = settings;
      arguments.push_back(threads);
      return run(design + threads, arguments);
    };
    const std::string one = with_threads("1");
    for (const char* threads : {"2", "7"}) {
      const std::string more = with_threads(threads);
      for (const std::string& file : kResultFiles) {
        EXPECT_EQ(sandbox.read(one + "/" + file), sandbox.read(more + "/" + file)) << file;
      }
      EXPECT_EQ(sandbox.read(one + "/users.csv"), sandbox.read(more + "/users.csv"));
    }
  }
}

// `--threads` replaces the file's threads, also by 0, which means all.
TEST_F(RunCommand, ThreadsOfTheFileAreChecked) {
  sandbox.write("threads.yaml", kTiny + "threads: 2\n");
  EXPECT_EQ(results({}, "threads.yaml"), results({}));
  EXPECT_EQ(results({"--threads", "0"}, "threads.yaml"), results({}));
}

TEST_F(RunCommand, AddingATreatmentChangesNoOther) {
  const json before = results({});
  const json after = results({"--set", "treatments.oracle=oracle"});
  EXPECT_NE(before["config_hash"], after["config_hash"]);
  for (const char* name : {"random", "sticky", "pop"}) {
    json treatment = after["treatments"][name];
    EXPECT_EQ(before["treatments"][name]["metrics"], treatment["metrics"]);
    EXPECT_EQ(before["treatments"][name]["catalog"], treatment["catalog"]);
    EXPECT_EQ(before["treatments"][name]["sessions"], treatment["sessions"]);
  }
  json effects = json::array();
  for (const json& effect : after["effects"]) {
    if (effect["treatment"] != "oracle") effects.push_back(effect);
  }
  EXPECT_EQ(before["effects"], effects);
  EXPECT_EQ(effects.size() + 5, after["effects"].size());
}

TEST_F(RunCommand, SeedsAreReplications) {
  const json one = results({"--seed", "1"});
  const json two = results({"--seed", "2"});
  EXPECT_NE(one["treatments"], two["treatments"]);
  EXPECT_THAT(one["replications"], IsEmpty());

  const json both = results({"--set", "seeds=[1, 2]"});
  EXPECT_EQ(both["treatments"]["random"]["sessions"], 400);
  ASSERT_THAT(both["replications"], SizeIs(2));
  for (const char* name : {"random", "sticky", "pop"}) {
    const auto alone = [name](const json& run) { return run["treatments"][name]["metrics"]; };
    EXPECT_EQ(both["replications"][0]["seed"], 1);
    EXPECT_EQ(alone(both["replications"][0]), alone(one));
    EXPECT_EQ(alone(both["replications"][1]), alone(two));
  }
}

// Returns the rows of users.csv: the values by user and treatment.
std::map<std::pair<std::string, std::string>, std::vector<double>> user_rows(
    const std::string& csv) {
  std::map<std::pair<std::string, std::string>, std::vector<double>> rows;
  std::vector<std::string> lines = lines_of(csv);
  EXPECT_THAT(lines.front(), StartsWith("user,treatment,"));
  lines.erase(lines.begin());
  for (const std::string& line : lines) {
    std::istringstream fields(line);
    std::string user, treatment, field;
    std::getline(fields, user, ',');
    std::getline(fields, treatment, ',');
    std::vector<double>& values = rows[{user, treatment}];
    EXPECT_THAT(values, IsEmpty()) << "twice: " << line;
    while (std::getline(fields, field, ',')) values.push_back(std::stod(field));
  }
  return rows;
}

TEST_F(RunCommand, UsersCsvHasWhatTheMeansAreOf) {
  const std::string directory = run("runs", {"--set", "users_csv=true"});
  const json all = sandbox.read_json(directory + "/results.json");
  const auto rows = user_rows(sandbox.read(directory + "/users.csv"));
  std::map<std::string, double> sum;
  std::map<std::string, int> users;
  for (const auto& [key, values] : rows) {
    ASSERT_THAT(values, SizeIs(5));
    sum[key.second] += values[0];
    ++users[key.second];
  }
  for (const auto& [name, treatment] : all["treatments"].items()) {
    const std::string quoted = '"' + name + '"';
    EXPECT_EQ(users[quoted], treatment["users"]);
    EXPECT_NEAR(sum[quoted] / users[quoted],
                treatment["metrics"]["mean_tracks_per_session"]["mean"], 1e-9);
  }
  // A setting that asks for more files does not change the experiment.
  EXPECT_EQ(all["config_hash"], results({})["config_hash"]);
}

TEST_F(RunCommand, SplitGivesAUserOneTreatment) {
  const std::string directory =
      run("runs", {"--set", "design=split", "--set", "users_csv=true", "--set", "episodes=2000"});
  const json all = sandbox.read_json(directory + "/results.json");
  int users = 0;
  int sessions = 0;
  for (const auto& [name, treatment] : all["treatments"].items()) {
    users += static_cast<int>(treatment["users"]);
    sessions += static_cast<int>(treatment["sessions"]);
  }
  EXPECT_EQ(users, 50);
  EXPECT_EQ(sessions, 2000);
  std::set<std::string> seen;
  for (const auto& [key, values] : user_rows(sandbox.read(directory + "/users.csv"))) {
    EXPECT_TRUE(seen.insert(key.first).second) << "user " << key.first << " has two treatments";
  }
  for (const json& effect : all["effects"]) {
    EXPECT_EQ(effect["design"], "split");
    EXPECT_TRUE(effect["variance_reduction"].is_null());
  }
}

// Three users are split over five treatments. Treatments without users have no means and no
// effects, and the others have theirs.
TEST_F(RunCommand, SplitMayLeaveATreatmentWithoutUsers) {
  for (const auto& [file, content] : BotifyWorld().files("w")) sandbox.write(file, content);
  bool control_was_empty = false;
  bool control_was_played = false;
  for (int name = 0; name < 12; ++name) {
    sandbox.write("few.yaml",
                  fmt::format("experiment: few {}\nworld: w\nepisodes: 50\ndesign: split\n"
                              "control: a\ntreatments: {{a: random, b: random, c: oracle, "
                              "d: sticky_artist, e: random}}\n",
                              name));
    const Outcome table = sandbox.run({"run", "few.yaml", "--quiet"});
    EXPECT_THAT(table, Succeeds());
    EXPECT_THAT(table.out, HasSubstr("no user of the sampled sessions belongs to it"));
    const json all = results({}, "few.yaml");
    const bool control_empty = all["treatments"]["a"]["users"] == 0;
    (control_empty ? control_was_empty : control_was_played) = true;
    for (const json& effect : all["effects"]) {
      const json& treatment = all["treatments"][std::string(effect["treatment"])];
      const bool unknown = control_empty || treatment["users"] == 0;
      EXPECT_EQ(effect["difference"].is_null(), unknown) << effect;
      EXPECT_EQ(effect["treatment_mean"].is_null(), treatment["users"] == 0) << effect;
      EXPECT_EQ(effect["control_mean"].is_null(), control_empty) << effect;
    }
  }
  EXPECT_TRUE(control_was_empty && control_was_played) << "the names hit one case alone";
}

TEST_F(RunCommand, NumpyPlaysTheSplit) {
  const json numpy = results({"--set", "random=numpy", "--set", "design=split"});
  const json streams = results({"--set", "design=split"});
  EXPECT_EQ(numpy["random"], "numpy");
  EXPECT_NE(numpy["treatments"], streams["treatments"]);
  EXPECT_EQ(numpy, results({"--set", "random=numpy", "--set", "design=split", "--threads", "3"}));
}

TEST_F(RunCommand, NotebookIntervalOnRequest) {
  const json fieller = results({});
  const json notebook = results({"--set", "interval=notebook"});
  for (std::size_t i = 0; i < notebook["effects"].size(); ++i) {
    const json& effect = notebook["effects"][i];
    EXPECT_EQ(effect["interval"], "notebook");
    EXPECT_EQ(effect["effect"], fieller["effects"][i]["effect"]);
    // The notebook divides the bounds of the difference by the control's mean.
    const double control = effect["control_mean"];
    EXPECT_NEAR(effect["lower"], 100 * static_cast<double>(effect["difference_lower"]) / control,
                1e-9);
    EXPECT_NEAR(effect["upper"], 100 * static_cast<double>(effect["difference_upper"]) / control,
                1e-9);
  }
}

TEST_F(RunCommand, CachedWorldIsNotMadeAgain) {
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml"}).err, HasSubstr("generating the world"));
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml"}).err, Not(HasSubstr("generating the world")));
  EXPECT_THAT(Sandbox::files_in(sandbox.cache()), Contains(EndsWith(".world")));
}

TEST_F(RunCommand, DamagedCacheIsMadeAgain) {
  const std::string good = sandbox.run({"run", "tiny.yaml", "--json"}).out;
  // Make the nearest lists again. The first run also kept lists that only the references needed;
  // the references are in the cache now, so those lists would not be read again.
  std::filesystem::remove_all(sandbox.cache() / "nearest");
  EXPECT_EQ(sandbox.run({"run", "tiny.yaml", "--json"}).out, good);
  const std::vector<std::string> cached = Sandbox::files_in(sandbox.cache());
  for (const std::string& name : cached) {
    const std::filesystem::path file = sandbox.cache() / name;
    if (std::filesystem::is_directory(file)) continue;
    const std::string content = sandbox.read(file);
    std::string flipped = content;
    flipped[content.size() - content.size() / 3] ^= 0x10;
    for (const std::string& damaged :
         {flipped, content.substr(0, content.size() / 2), content + "x", std::string(),
          std::string("not a world"), std::string(content.size(), '\0')}) {
      sandbox.write(file, damaged);
      const Outcome outcome = sandbox.run({"run", "tiny.yaml", "--json"});
      EXPECT_THAT(outcome, Succeeds());
      EXPECT_EQ(outcome.out, good) << name;
      if (name.ends_with(".world")) {
        EXPECT_THAT(outcome.err, HasSubstr("making it again"));
      }
      EXPECT_EQ(sandbox.read(file), content) << name << " was not put right";
    }
  }
  EXPECT_EQ(Sandbox::files_in(sandbox.cache()), cached);
}

TEST_F(RunCommand, UnusableCacheCostsTimeOnly) {
  const std::string good = sandbox.run({"run", "tiny.yaml", "--json"}).out;
  const std::string below_a_file = sandbox.directory() / "tiny.yaml";
  for (const std::string& cache : {below_a_file, std::string("/proc/nothing")}) {
    const Outcome outcome = sandbox.run({"run", "tiny.yaml", "--json"}, {{"REPRISE_CACHE", cache}});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_EQ(outcome.out, good);
  }
}

TEST_F(RunCommand, CacheFollowsXdg) {
  const std::string xdg = sandbox.directory() / "xdg";
  run("runs", {}, "tiny.yaml", {{"REPRISE_CACHE", ""}, {"XDG_CACHE_HOME", xdg}});
  EXPECT_THAT(Sandbox::files_in(sandbox.directory() / "xdg/reprise"), Contains("worlds"));
  EXPECT_THAT(Sandbox::files_in(sandbox.cache()), IsEmpty());
}

TEST_F(RunCommand, WhatCannotBeWrittenIsSaidBeforeTheRun) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  sandbox.write("locked/x", "");
  std::filesystem::permissions(
      sandbox.directory() / "locked",
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const Outcome outcome = sandbox.run({"run", "tiny.yaml", "--out", "locked/runs"});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, AllOf(StartsWith("reprise: --out locked/runs: cannot write to "),
                                 HasSubstr("Permission denied")));
  EXPECT_THAT(Sandbox::files_in(sandbox.cache()), IsEmpty());
}

// Names become parts of paths and are shown on terminals.
TEST_F(RunCommand, NamesCannotLeaveTheRunDirectory) {
  for (const char* name : {"..", "a/../../b", "/tmp/x", "a\\nb"}) {
    const Outcome outcome =
        sandbox.run({"run", "tiny.yaml", "--set", fmt::format("experiment=\"{}\"", name)});
    EXPECT_THAT(outcome, Succeeds());
  }
  for (const std::string& file : sandbox.files()) {
    EXPECT_TRUE(file.starts_with("runs") || file == "tiny.yaml") << file;
  }
  EXPECT_THAT(Sandbox::files_in(sandbox.directory() / ".."),
              testing::Each(testing::AnyOf(StartsWith("work"), StartsWith("cache"),
                                           testing::StrEq("stdout"), testing::StrEq("stderr"),
                                           testing::StrEq("sanitizer"))));
}

}  // namespace
}  // namespace reprise
