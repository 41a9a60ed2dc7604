// Tests `reprise fit` as people start it: from a log that a run wrote to a world that a run plays.
#include <fstream>
#include <regex>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/command_line/program.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

// A service with two hundred tracks and a hundred users.
const std::string kService =
    "experiment: service\n"
    "world: world\n"
    "episodes: 3000\n"
    "design: split\n"
    "control: random\n"
    "treatments:\n"
    "  random: random\n"
    "  mixed: {one_of: [[0.7, random], [0.3, sticky_artist]]}\n"
    "log: {}\n";

class FitCommand : public testing::Test {
 protected:
  FitCommand() {
    EXPECT_THAT(sandbox_.run({"world", "export", "--tracks", "200", "--users", "100", "--dim", "16",
                              "--out", "world", "--quiet"}),
                Succeeds());
    sandbox_.write("service.yaml", kService);
    EXPECT_THAT(sandbox_.run({"run", "service.yaml", "--out", "runs", "--quiet"}), Succeeds());
    for (const auto& entry : fs::recursive_directory_iterator(sandbox_.directory() / "runs")) {
      if (entry.path().filename() == "data.json") {
        fs::copy_file(entry.path(), sandbox_.directory() / "log.json");
      }
    }
  }

  Outcome fit(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"fit", "log.json", "--dim", "16", "--quiet"});
    return sandbox_.run(arguments);
  }
  nlohmann::json json_in(const std::string& file) const {
    std::ifstream stream(sandbox_.directory() / file);
    return nlohmann::json::parse(stream);
  }
  std::string content(const std::string& file) const {
    std::ifstream stream(sandbox_.directory() / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  const Sandbox sandbox_;
};

TEST_F(FitCommand, MakesAWorldThatRunsPlay) {
  const Outcome outcome = fit({"--tracks", "world/tracks.json", "--out", "fitted"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("How far can this world be trusted?"));
  EXPECT_THAT(outcome.out, HasSubstr("artist_discount_gamma"));
  const nlohmann::json fit = json_in("fitted/fit.json");
  EXPECT_EQ(fit["files"], nlohmann::json::array({"log.json"}));
  EXPECT_EQ(fit["sessions"], 3000);
  EXPECT_EQ(fit["world_users"].get<int>() + fit["policy_users"].get<int>(), fit["users"]);
  EXPECT_GT(fit["held_out_steps"], 1000);
  EXPECT_EQ(fit["predictions"][0]["name"], "fitted world");
  for (const nlohmann::json& part : fit["parts"]) {
    if (part["name"] == "session_budget") {
      EXPECT_NEAR(part["value"].get<double>(), 5, 0.2);
    }
    if (part["name"] == "artist_discount_gamma") {
      EXPECT_EQ(part["source"], "fitted");
      EXPECT_NEAR(part["value"].get<double>(), 0.8, 0.02);
    }
    if (part["source"] == "preset") {
      EXPECT_NE(part["remark"], "") << part["name"];
    }
  }
  EXPECT_THAT(content("fitted/report.html"), HasSubstr("How far can this world be trusted?"));
  EXPECT_THAT(content("fitted/report.md"), HasSubstr("reprise fit FILE..."));
  // The users of the world are those of its half.
  std::size_t of_world = 0;
  const std::string split = content("fitted/split.csv");
  for (std::size_t at = 0; (at = split.find(",world\n", at)) != std::string::npos; ++at) ++of_world;
  EXPECT_EQ(of_world, fit["world_users"].get<std::size_t>());
  sandbox_.write("again.yaml",
                 "experiment: again\nworld: fitted\nepisodes: 500\ncontrol: random\n"
                 "treatments: {random: random, near: {anchor: first_track, candidates: {nearest: "
                 "20}, exclude: session, pick: first, fallback: random}}\n");
  const Outcome run = sandbox_.run({"run", "again.yaml", "--out", "again", "--quiet", "--json"});
  EXPECT_THAT(run, Succeeds());
  const nlohmann::json results = nlohmann::json::parse(run.out);
  const auto tracks = [&](const char* treatment) {
    return results["treatments"][treatment]["metrics"]["mean_tracks_per_session"]["mean"]
        .get<double>();
  };
  EXPECT_GT(tracks("near"), 1.2 * tracks("random"));
}

TEST_F(FitCommand, GivesTheSameBytesOnAnyNumberOfThreads) {
  EXPECT_THAT(fit({"--out", "one", "--threads", "1"}), Succeeds());
  EXPECT_THAT(fit({"--out", "three", "--threads", "3"}), Succeeds());
  for (const char* file : {"tracks.npy", "users.json", "tracks.json", "top_tracks.json", "fit.json",
                           "report.md", "split.csv"}) {
    EXPECT_EQ(content(std::string("one/") + file), content(std::string("three/") + file)) << file;
  }
  // Without a catalog nobody knows whose tracks they are.
  for (const nlohmann::json& part : json_in("one/fit.json")["parts"]) {
    if (part["name"] != "artist_discount_gamma") continue;
    EXPECT_EQ(part["source"], "preset");
    EXPECT_THAT(part["remark"], HasSubstr("--tracks"));
  }
}

TEST_F(FitCommand, CertifiesVerdicts) {
  EXPECT_THAT(fit({"--tracks", "world/tracks.json", "--out", "fitted", "--certificate", "--refits",
                   "2", "--json"}),
              Succeeds());
  const nlohmann::json fit = json_in("fitted/fit.json");
  EXPECT_GE(fit["carry_over"]["policies"].size(), 12u);
  EXPECT_EQ(fit["carry_over"]["policies"][0]["name"], "random");
  EXPECT_GT(fit["carry_over"]["rank_correlation"], 0.5);
  for (const nlohmann::json& policy : fit["carry_over"]["policies"]) {
    EXPECT_EQ(policy["trials"].size(), 2u);
    EXPECT_LE(policy["lower"].get<double>(), policy["estimate"].get<double>());
    EXPECT_GE(policy["upper"].get<double>(), policy["estimate"].get<double>());
  }
  EXPECT_GE(fit["recovery"].size(), 4u);
  EXPECT_TRUE(fit.contains("optimism"));
  EXPECT_TRUE(fs::exists(sandbox_.directory() / "fitted/policy_lists.json"));
  // A policy is named by a recommender that can be played beside the lists.
  const std::string recommender = fit["carry_over"]["policies"].back()["recommender"];
  sandbox_.write("fitted/again.yaml",
                 "experiment: again\nworld: ../fitted\nepisodes: 50\n"
                 "control: random\ntreatments:\n  random: random\n  last: " +
                     recommender + "\n");
  EXPECT_THAT(sandbox_.run({"run", "fitted/again.yaml", "--out", "again", "--quiet"}), Succeeds());
  // Each user's response has an error.
  std::istringstream responses(content("fitted/responses.csv"));
  std::string line;
  std::size_t users = 0;
  while (std::getline(responses, line)) ++users;
  EXPECT_EQ(users, fit["world_users"].get<std::size_t>() + 1);
  EXPECT_THAT(content("fitted/report.html"), HasSubstr("Does a verdict carry over?"));
}

TEST_F(FitCommand, PredictsATreatmentThatWasTried) {
  EXPECT_THAT(
      fit({"--tracks", "world/tracks.json", "--out", "fitted", "--backtest", "--refits", "2"}),
      Succeeds());
  const nlohmann::json fit = json_in("fitted/fit.json");
  EXPECT_EQ(fit["policy_users"], 0);
  EXPECT_LT(fit["users"], 80);  // those of the control
  EXPECT_LT(fit["sessions"], 2400);
  EXPECT_EQ(fit["backtest"]["arms"][0]["why_not"], nullptr);
  EXPECT_EQ(fit["backtest"]["control"], "C");
  ASSERT_EQ(fit["backtest"]["arms"].size(), 1u);
  const nlohmann::json& arm = fit["backtest"]["arms"][0];
  EXPECT_EQ(arm["name"], "T1");
  EXPECT_GT(arm["replayed"], 0.8);
  EXPECT_LE(arm["lower"].get<double>(), arm["predicted"].get<double>());
  EXPECT_LE(arm["observed_lower"].get<double>(), arm["observed"].get<double>());
  EXPECT_THAT(content("fitted/report.md"), HasSubstr("Would it have predicted what was tried?"));
  EXPECT_THAT(content("fitted/report.md"), HasSubstr("--backtest"));
}

// Every file names users as the log does, whatever was asked for.
TEST_F(FitCommand, KeepsIdsThatAreText) {
  sandbox_.write("log.json",
                 std::regex_replace(content("log.json"), std::regex("\"user\": ?([0-9]+)"),
                                    "\"user\": \"u,$1\""));
  for (const char* more : {"--all-users", "--backtest"}) {
    EXPECT_THAT(fit({"--tracks", "world/tracks.json", "--out", "fitted", more, "--refits", "2"}),
                Succeeds());
    EXPECT_THAT(content("fitted/split.csv"), HasSubstr("\n\"u,")) << more;
    EXPECT_THAT(content("fitted/responses.csv"), HasSubstr("\n\"u,")) << more;
    EXPECT_THAT(content("fitted/users.json"), HasSubstr("{\"user\":\"u,")) << more;
  }
  EXPECT_THAT(sandbox_.run({"listens", "log.json", "--out", "listened", "--quiet"}), Succeeds());
  EXPECT_THAT(content("listened/users.csv"), HasSubstr("\n\"u,"));
}

// Experiments in a world that is fitted to the log.
class FittedWorld : public FitCommand {
 protected:
  static std::string experiment(const std::string& world, const std::string& more = {}) {
    return "experiment: fitted\nworld: " + world +
           "\nepisodes: 400\nseeds: {start: 1, count: 4}\ncontrol: random\n" + more +
           "treatments:\n  random: random\n  near: {anchor: first_track, candidates: {nearest: "
           "20}, exclude: session, pick: first, fallback: random}\n";
  }
  nlohmann::json results_of(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "run");
    arguments.insert(arguments.end(), {"--quiet", "--json"});
    const Outcome run = sandbox_.run(arguments);
    EXPECT_THAT(run, Succeeds()) << run.err;
    return nlohmann::json::parse(run.out);
  }
  std::vector<std::string> cached_worlds() const {
    std::vector<std::string> worlds = Sandbox::files_in(sandbox_.cache() / "worlds");
    std::erase_if(worlds, [](const std::string& file) { return !file.ends_with(".world"); });
    return worlds;
  }
};

TEST_F(FittedWorld, IsThatOfTheCommand) {
  EXPECT_THAT(fit({"--tracks", "world/tracks.json", "--out", "fitted"}), Succeeds());
  sandbox_.write("directory.yaml", experiment("fitted"));
  sandbox_.write("inline.yaml",
                 experiment("{fitted: {listens: [log.json], tracks: world/tracks.json, dim: 16}}"));
  const nlohmann::json of_directory = results_of({"directory.yaml", "--out", "a"});
  const std::size_t before = cached_worlds().size();
  const nlohmann::json of_log = results_of({"inline.yaml", "--out", "b"});
  EXPECT_EQ(of_directory["treatments"], of_log["treatments"]);
  EXPECT_EQ(of_directory["effects"], of_log["effects"]);
  EXPECT_EQ(cached_worlds().size(), before + 1);
  const std::string config = of_log["config"];
  EXPECT_THAT(config, HasSubstr("log.json"));
  EXPECT_THAT(config, testing::Not(HasSubstr("generate")));  // so it can be read again
  // The same bytes elsewhere are the same world and the same experiment; other settings are not.
  fs::create_directory(sandbox_.directory() / "other");
  fs::copy_file(sandbox_.directory() / "log.json", sandbox_.directory() / "other/copy.json");
  sandbox_.write("moved.yaml", experiment("{fitted: {listens: [other/copy.json], tracks: "
                                          "world/tracks.json, dim: 16}}"));
  EXPECT_EQ(results_of({"moved.yaml", "--out", "c"})["config_hash"], of_log["config_hash"]);
  EXPECT_EQ(cached_worlds().size(), before + 1);
  EXPECT_NE(
      results_of({"moved.yaml", "--out", "d", "--set", "world.fitted.half=policies"})["effects"],
      of_log["effects"]);
  EXPECT_EQ(cached_worlds().size(), before + 2);
}

TEST_F(FittedWorld, IsPlayedInSharesAndResumed) {
  const std::string world =
      "{fitted: {listens: [log.json], tracks: world/tracks.json, dim: 8, interests: 2}}";
  sandbox_.write("whole.yaml", experiment(world));
  const nlohmann::json whole = results_of({"whole.yaml", "--out", "whole"});
  for (const char* shard : {"2/2", "1/2"}) {
    EXPECT_THAT(sandbox_.run({"run", "whole.yaml", "--quiet", "--out", "parts", "--shard", shard}),
                Succeeds());
  }
  const fs::path parts = sandbox_.directory() / "parts";
  for (const auto& entry : fs::recursive_directory_iterator(parts)) {
    if (entry.path().filename() != "config.yaml") continue;
    EXPECT_THAT(sandbox_.run({"merge", "--quiet", entry.path().parent_path().string()}),
                Succeeds());
    break;
  }
  EXPECT_EQ(results_of({"whole.yaml", "--out", "parts", "--resume"})["effects"], whole["effects"]);
}

TEST_F(FittedWorld, WarnsOfPoliciesThatLearnFromIt) {
  const std::string model =
      "models:\n  ranker: {embedding_ranker: {log: {sessions: 500}, dim: 8, epochs: 1}}\n";
  const std::string world = "{fitted: {listens: [log.json], dim: 8}}";
  sandbox_.write("learns.yaml", experiment(world, model));
  std::string warnings = results_of({"learns.yaml", "--out", "a"})["warnings"].dump();
  EXPECT_THAT(warnings, HasSubstr("the model ranker learns from what judges it"));
  // So it is in the directory that the command wrote, and in no other world.
  EXPECT_THAT(fit({"--out", "fitted"}), Succeeds());
  sandbox_.write("learns.yaml", experiment("fitted", model));
  warnings = results_of({"learns.yaml", "--out", "b"})["warnings"].dump();
  EXPECT_THAT(warnings, HasSubstr("learns from what judges it"));
  // A log of the world's users themselves.
  std::string plays = "user,track,time\n";
  std::istringstream split(content("fitted/split.csv"));
  for (std::string line; std::getline(split, line);) {
    if (!line.ends_with(",world")) continue;
    const std::string user = line.substr(0, line.find(','));
    for (int track = 0; track < 20; ++track) {
      plays += fmt::format("{},{},{:.2f}\n", user, track, (track % 10) / 10.0);
    }
  }
  sandbox_.write("plays.csv", plays);
  sandbox_.write(
      "learns.yaml",
      experiment("fitted",
                 "models:\n  ranker: {embedding_ranker: {log: {file: plays.csv}, anchor: "
                 "previous_track, dim: 8, epochs: 1}}\n"));
  warnings = results_of({"learns.yaml", "--out", "d"})["warnings"].dump();
  EXPECT_THAT(warnings, HasSubstr("the log of users to whose sessions the world was fitted"));
  sandbox_.write("learns.yaml", experiment("world", model));
  warnings = results_of({"learns.yaml", "--out", "c"})["warnings"].dump();
  EXPECT_THAT(warnings, testing::Not(HasSubstr("learns from what judges it")));
}

TEST_F(FitCommand, FitsATableWithShares) {
  std::string table = "uid,ts,item,artist,share,rec\n";
  for (int user = 0; user < 40; ++user) {
    for (int session = 0; session < 12; ++session) {
      for (int step = 0; step < 6; ++step) {
        const int item = (user * 7 + session * 13 + step * 29) % 50;
        table += fmt::format("u{},{},song{},a{},{:.2f},{}\n", user,
                             1600000000 + session * 86400 + step * 200, item, item / 5,
                             step == 0 ? 1.0 : ((user + item) % 10) / 10.0, step == 0 ? 0 : 1);
      }
    }
  }
  sandbox_.write("plays.csv", table);
  const Outcome outcome = sandbox_.run(
      {"fit", "plays.csv", "--columns",
       "user=uid,time=ts:s,track=item,artist=artist,played_share=share,recommended=rec", "--dim",
       "8", "--out", "fitted", "--json", "--quiet"});
  EXPECT_THAT(outcome, Succeeds());
  const nlohmann::json fit = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(fit["users"], 40);
  EXPECT_EQ(fit["tracks"], 50);
  EXPECT_EQ(fit["steps"], 40 * 12 * 5);
  EXPECT_EQ(fit["artists"], 10);
  EXPECT_THAT(content("fitted/tracks.json"), HasSubstr("song49"));
}

}  // namespace
}  // namespace reprise
