// Tests `reprise fit` on logs that do not say which share of a track was heard, and on one person's
// export.
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/command_line/program.h"
#include "tests/gzipped.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::Not;

constexpr int kUsers = 60;
constexpr int kTracks = 120;

// The track of a listener's play: two kinds of listeners, each with tracks of its own.
int track_of(int user, int session, int step) {
  const int own = (user * 31 + session * 17 + step * 7 + step * step * 3) % (kTracks / 2);
  return user % 2 == 0 ? own : own + kTracks / 2;
}

// Plays as Last.fm's data sets have them: users are names, nothing says how much was heard.
std::string scrobbles() {
  std::string text;
  for (int user = 0; user < kUsers; ++user) {
    for (int session = 0; session < 12; ++session) {
      for (int step = 0; step < 5; ++step) {
        const int track = track_of(user, session, step);
        text += fmt::format(
            "user_{:06}\t2009-{:02}-{:02}T{:02}:{:02}:00Z\t\tArtist {}\t\tSong {}\n", user,
            1 + session, 1 + user % 28, 10 + step / 12, 4 * step, track / 4, track);
      }
    }
  }
  return text;
}

// The same plays as a table.
std::string table() {
  std::string text = "who,when,by,what\n";
  for (int user = 0; user < kUsers; ++user) {
    for (int session = 0; session < 12; ++session) {
      for (int step = 0; step < 5; ++step) {
        const int track = track_of(user, session, step);
        text += fmt::format("user_{:06},2009-{:02}-{:02}T{:02}:{:02}:00Z,Artist {},Song {}\n", user,
                            1 + session, 1 + user % 28, 10 + step / 12, 4 * step, track / 4, track);
      }
    }
  }
  return text;
}
const std::string kColumns = "user=who,time=when,artist=by,title=what";

// The account of somebody who listens as users of the first kind do.
std::string account(int plays, const char* artist = "ARTIST") {
  std::string text = "[";
  for (int play = 0; play < plays; ++play) {
    const int track = track_of(0, play / 5, play % 5);
    text += fmt::format(
        "{}{{\"endTime\": \"2023-{:02}-{:02} 20:{:02}\", \"artistName\": \"{} {}\", \"trackName\": "
        "\"Song {}\", \"msPlayed\": 200000}}",
        play > 0 ? ",\n" : "", 1 + play / 5 / 25, 1 + play / 5 % 25, 10 + 4 * (play % 5), artist,
        track / 4, track);
  }
  return text + "]\n";
}

class FitPlays : public testing::Test {
 protected:
  FitPlays() { sandbox_.write("scrobbles.tsv", scrobbles()); }

  Outcome fit(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "fit");
    arguments.insert(arguments.end(), {"--dim", "8", "--quiet"});
    return sandbox_.run(arguments);
  }
  nlohmann::json results_of(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "run");
    arguments.insert(arguments.end(), {"--quiet", "--json"});
    const Outcome run = sandbox_.run(arguments);
    EXPECT_THAT(run, Succeeds()) << run.err;
    return run.exit_code == 0 ? nlohmann::json::parse(run.out) : nlohmann::json();
  }
  static std::string experiment(const std::string& world) {
    return "experiment: plays\nworld: " + world +
           "\nepisodes: 400\nseeds: {start: 1, count: 2}\ncontrol: random\ntreatments:\n  random: "
           "random\n  near: {anchor: first_track, candidates: {nearest: 20}, exclude: session, "
           "pick: first, fallback: random}\n";
  }

  const Sandbox sandbox_;
};

TEST_F(FitPlays, SaysWhatTheLogCannotTell) {
  const Outcome outcome = fit({"scrobbles.tsv", "--out", "fitted"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("are the response of preset 2023, not"));
  const nlohmann::json fit = sandbox_.read_json("fitted/fit.json");
  EXPECT_EQ(fit["fitted_to"], "plays");
  EXPECT_EQ(fit["users"], kUsers);
  EXPECT_EQ(fit["sessions"], kUsers * 12);
  EXPECT_EQ(fit["tracks"], kTracks);
  EXPECT_THAT(fit["trust"].get<std::string>(), HasSubstr("Effects on listening time"));
  std::size_t preset = 0;
  for (const nlohmann::json& part : fit["parts"]) {
    if (part["source"] != "preset" || part["part"] == "return: by lot") continue;
    ++preset;
    EXPECT_THAT(part["remark"].get<std::string>(),
                HasSubstr("not identified by this log, taken from preset 2023"));
  }
  EXPECT_GE(preset, 6u);
  // What the log does tell: who hears what.
  ASSERT_EQ(fit["rankings"][0]["name"], "fitted world");
  EXPECT_GT(fit["rankings"][0]["chance_alike"], 0.65);
  EXPECT_GT(fit["rankings"][0]["chance_alike"], fit["rankings"][2]["chance_alike"]);
  EXPECT_NEAR(fit["rankings"][4]["chance"].get<double>(), 0.5, 1e-9);
  EXPECT_THAT(sandbox_.read("fitted/report.html"), HasSubstr("not identified by this log"));
  EXPECT_THAT(sandbox_.read("fitted/report.md"), HasSubstr("before a play"));
  EXPECT_THAT(sandbox_.read("fitted/tracks.json"), HasSubstr("Song 17"));
}

TEST_F(FitPlays, KeepsTheIdsOfUsers) {
  EXPECT_THAT(fit({"scrobbles.tsv", "--out", "fitted"}), Succeeds());
  EXPECT_THAT(sandbox_.read("fitted/users.json"), HasSubstr("{\"user\":\"user_0000"));
  EXPECT_THAT(sandbox_.read("fitted/split.csv"), HasSubstr("user_000007,"));
  // A user keeps the half, whoever else is in the log.
  std::string fewer = scrobbles();
  fewer.erase(0, fewer.find("user_000003"));
  sandbox_.write("fewer.tsv", fewer);
  EXPECT_THAT(fit({"fewer.tsv", "--out", "other"}), Succeeds());
  const std::string split = sandbox_.read("fitted/split.csv");
  const std::string other = sandbox_.read("other/split.csv");
  EXPECT_THAT(split, HasSubstr(other.substr(other.find('\n'))));
}

TEST_F(FitPlays, GivesTheSameBytesForThreadsAndFormats) {
  sandbox_.write("packed", gzipped(scrobbles()));
  sandbox_.write("table.csv", table());
  EXPECT_THAT(fit({"scrobbles.tsv", "--out", "one", "--threads", "1"}), Succeeds());
  EXPECT_THAT(fit({"scrobbles.tsv", "--out", "three", "--threads", "3"}), Succeeds());
  EXPECT_THAT(fit({"packed", "--out", "packed_out"}), Succeeds());
  EXPECT_THAT(fit({"table.csv", "--columns", kColumns, "--out", "table_out"}), Succeeds());
  for (const char* file : {"tracks.npy", "users.json", "tracks.json", "top_tracks.json"}) {
    const std::string one = sandbox_.read(std::string("one/") + file);
    for (const char* other : {"three/", "packed_out/", "table_out/"}) {
      EXPECT_EQ(one, sandbox_.read(std::string(other) + file)) << other << file;
    }
  }
  EXPECT_EQ(sandbox_.read("one/fit.json"), sandbox_.read("three/fit.json"));
  EXPECT_EQ(sandbox_.read("one/report.md"), sandbox_.read("three/report.md"));
}

TEST_F(FitPlays, CutsSessionsAtTheGap) {
  EXPECT_THAT(fit({"scrobbles.tsv", "--gap", "5", "--out", "short"}), Succeeds());
  EXPECT_EQ(sandbox_.read_json("short/fit.json")["sessions"], kUsers * 12);
  const Outcome outcome = fit({"scrobbles.tsv", "--gap", "3", "--out", "none"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("check --gap"));
  EXPECT_FALSE(fs::exists(sandbox_.directory() / "none"));
}

TEST_F(FitPlays, RefusesWhatTakesShares) {
  for (const char* option : {"--certificate", "--backtest"}) {
    const Outcome outcome = fit({"scrobbles.tsv", "--out", "fitted", option});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("have no shares that were heard"));
  }
  const Outcome outcome = fit({"scrobbles.tsv", "--out", "fitted", "--from", "shares"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("which share of the track was heard"));
}

TEST_F(FitPlays, IsAWorldOfAnExperiment) {
  sandbox_.write("packed", gzipped(table()));
  const std::string world =
      "{fitted: {listens: [packed], columns: '" + kColumns + "', gap: 20, dim: 8}}";
  sandbox_.write("inline.yaml", experiment(world));
  const nlohmann::json whole = results_of({"inline.yaml", "--out", "whole"});
  // The command makes the same one.
  EXPECT_THAT(fit({"packed", "--columns", kColumns, "--gap", "20", "--out", "fitted"}), Succeeds());
  sandbox_.write("directory.yaml", experiment("fitted"));
  const nlohmann::json of_directory = results_of({"directory.yaml", "--out", "directory"});
  EXPECT_EQ(of_directory["treatments"], whole["treatments"]);
  // Shares of it are merged to the same, and what is there is not played again.
  for (const char* shard : {"2/2", "1/2"}) {
    EXPECT_THAT(sandbox_.run({"run", "inline.yaml", "--quiet", "--out", "parts", "--shard", shard}),
                Succeeds());
  }
  for (const auto& entry : fs::recursive_directory_iterator(sandbox_.directory() / "parts")) {
    if (entry.path().filename() != "config.yaml") continue;
    EXPECT_THAT(sandbox_.run({"merge", "--quiet", entry.path().parent_path().string()}),
                Succeeds());
    break;
  }
  EXPECT_EQ(results_of({"inline.yaml", "--out", "parts", "--resume"})["effects"], whole["effects"]);
  // Users are known by their names in the world from the cache, too.
  EXPECT_THAT(sandbox_.run({"play", "inline.yaml", "--user", "user_000003"}).err,
              Not(HasSubstr("has no user")));
}

TEST_F(FitPlays, AddsAPersonToAWorld) {
  EXPECT_THAT(fit({"scrobbles.tsv", "--out", "fitted"}), Succeeds());
  sandbox_.write("StreamingHistory_music_0.json", account(100));
  const Outcome outcome = sandbox_.run(
      {"fit", "StreamingHistory_music_0.json", "--into", "fitted", "--out", "with_me", "--quiet"});
  EXPECT_THAT(outcome, Succeeds()) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("One person is no population"));
  const nlohmann::json person = sandbox_.read_json("with_me/person.json");
  EXPECT_EQ(person["user"], "me");
  EXPECT_EQ(person["plays"], 100);
  EXPECT_EQ(person["matched_plays"], 100);
  EXPECT_EQ(person["matched_by_names"], person["tracks"]);
  ASSERT_FALSE(person["interests"].empty());
  for (const nlohmann::json& interest : person["interests"]) {
    // Tracks of the first kind of listeners.
    const std::string title = interest["title"];
    EXPECT_LT(std::stoi(title.substr(5)), kTracks / 2) << title;
  }
  for (const nlohmann::json& trait : person["traits"]) {
    if (trait["name"] == "consume_bias") {
      EXPECT_EQ(trait["source"], "world");
    }
  }
  EXPECT_EQ(sandbox_.read("with_me/tracks.npy"), sandbox_.read("fitted/tracks.npy"));
  EXPECT_EQ(sandbox_.read("with_me/fit.json"), sandbox_.read("fitted/fit.json"));
  const std::string users = sandbox_.read("with_me/users.json");
  EXPECT_TRUE(users.starts_with(sandbox_.read("fitted/users.json")));
  EXPECT_THAT(users, HasSubstr("\"user\":\"me\""));
  EXPECT_THAT(sandbox_.read("with_me/report.html"), HasSubstr("A person in a world"));
  // The world is played, and the person alone.
  sandbox_.write("all.yaml", experiment("with_me"));
  EXPECT_FALSE(results_of({"all.yaml", "--out", "all"}).empty());
  sandbox_.write(
      "one.yaml",
      experiment("{files: {embeddings: with_me/tracks.npy, tracks: with_me/tracks.json, "
                 "users: with_me/users.json, top_tracks: with_me/top_tracks.json}, users: "
                 "{only: {person: me}}}"));
  EXPECT_FALSE(results_of({"one.yaml", "--out", "one"}).empty());
  // Another person can follow, under another name.
  EXPECT_EQ(sandbox_
                .run({"fit", "StreamingHistory_music_0.json", "--into", "with_me", "--out", "two",
                      "--quiet"})
                .exit_code,
            2);
  EXPECT_THAT(sandbox_.run({"fit", "StreamingHistory_music_0.json", "--into", "with_me", "--out",
                            "two", "--name", "ann", "--quiet"}),
              Succeeds());
  EXPECT_THAT(sandbox_.read("two/users.json"), HasSubstr("\"person\":\"ann\""));
  EXPECT_THAT(sandbox_.read("two/users.json"), HasSubstr("\"person\":\"me\""));
}

TEST_F(FitPlays, RefusesAPersonOfWhomTheWorldKnowsTooLittle) {
  EXPECT_THAT(fit({"scrobbles.tsv", "--out", "fitted"}), Succeeds());
  const auto refused = [&](const std::string& name, const std::string& content) {
    sandbox_.write(name, content);
    const Outcome outcome =
        sandbox_.run({"fit", name, "--into", "fitted", "--out", "x", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_FALSE(fs::exists(sandbox_.directory() / "x"));
    return outcome.err;
  };
  EXPECT_THAT(refused("few.json", account(10)), HasSubstr("too little: 10 of 10 plays"));
  EXPECT_THAT(refused("others.json", account(100, "Nobody")),
              HasSubstr("too little: 0 of 100 plays"));
  EXPECT_THAT(refused("many.tsv", scrobbles()), HasSubstr("the log is of 60 people"));
  // Without a world, the message names the way.
  const Outcome outcome = fit({"few.json", "--out", "x"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--into WORLD"));
}

}  // namespace
}  // namespace reprise
