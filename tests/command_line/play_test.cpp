// Tests `reprise play`: a game through a pipe, and sessions that are watched.
#include <algorithm>
#include <cstdio>
#include <regex>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "reports/text/display_text.h"
#include "tests/command_line/tiny_experiment.h"
#include "tests/golden.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::ResultOf;
using testing::SizeIs;
using testing::StartsWith;

// A world of 40 tracks by 8 artists whose names are difficult for terminals.
class Play : public testing::Test {
 protected:
  Play() {
    sandbox_.write("world.yaml",
                   "generate: {preset: 2023, tracks: 40, users: 6, dim: 8, seed: 1}\n");
    EXPECT_THAT(sandbox_.run({"world", "export", "--world", "world.yaml", "--out", "world"}),
                Succeeds());
    const std::vector<std::string> artists = {"Björk",      "東京事変", "Кино",  "A\\u001b[31mB",
                                              "Zoë\\u202e", "\\ttab",   "Plain", "Plain Two"};
    std::string tracks;
    for (int track = 0; track < 40; ++track) {
      tracks +=
          fmt::format("{{\"track\": {}, \"artist\": \"{}\", \"title\": \"Song {}\"}}\n", track,
                      artists[static_cast<std::size_t>(track) % artists.size()], track);
    }
    sandbox_.write("world/tracks.json", tracks);
  }

  Outcome play(const std::string& input, std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"play", "--world", "world"});
    const Outcome outcome = sandbox_.run_on_input(input, options);
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.err, IsEmpty());
    for (const std::string& line : lines_of(outcome.out)) {
      EXPECT_LE(display_width(line), 80) << line;
      EXPECT_THAT(line, Not(HasSubstr("\x1b")));
      EXPECT_THAT(line, Not(HasSubstr("\t")));
      EXPECT_THAT(line, Not(HasSubstr("\u202e")));
    }
    return outcome;
  }
  // Returns the rows of the session in the output: the lines with a step and a budget.
  static std::vector<std::string> rows_of(const std::string& text) {
    static const std::regex row(R"( *[0-9]+ +[0-9]+  .* [0-9]+\.[0-9][0-9]  [#.]+ -?[0-9]+)");
    std::vector<std::string> rows;
    for (const std::string& line : lines_of(text)) {
      if (std::regex_match(line, row)) rows.push_back(line);
    }
    return rows;
  }
  // Returns the tracks of these rows, without the first track.
  static std::vector<int> recommended(const std::string& text) {
    std::vector<int> tracks;
    for (const std::string& row : rows_of(text)) {
      int step = 0;
      int track = 0;
      EXPECT_EQ(std::sscanf(row.c_str(), "%d %d", &step, &track), 2) << row;
      EXPECT_EQ(step, static_cast<int>(tracks.size())) << row;
      tracks.push_back(track);
    }
    if (!tracks.empty()) tracks.erase(tracks.begin());
    return tracks;
  }

  Sandbox sandbox_;
};

TEST_F(Play, EndsPolitelyWithTheInput) {
  const Outcome outcome = play("");
  EXPECT_THAT(outcome.out, HasSubstr("You left them with 5 of the budget."));
  EXPECT_THAT(rows_of(outcome.out), SizeIs(1));
  const std::vector<std::string> lines = lines_of(outcome.out);
  EXPECT_THAT(lines, Contains("you                            1      1.00  not over"));
  EXPECT_THAT(lines, Contains(StartsWith("random    ")));
  EXPECT_THAT(lines, Contains(StartsWith("sticky_artist    ")));
  EXPECT_THAT(lines, Contains(StartsWith("oracle    ")));
  EXPECT_THAT(outcome.out, HasSubstr("What they had in mind: track "));
  EXPECT_EQ(play("q\n11\n").out, outcome.out) << "quitting is the same";
  EXPECT_EQ(play("quit").out, outcome.out);
}

TEST_F(Play, TracksByTheirIds) {
  EXPECT_THAT(recommended(play("11\n#12\r\n  13  \n").out), ElementsAre(11, 12, 13));
}

TEST_F(Play, WhatIsNotThereIsSaidAndCostsNothing) {
  const Outcome outcome = play("40\n#99999999999999999999999\n#x\nno such song\n\x1b[2J\n");
  EXPECT_THAT(outcome.out, HasSubstr("There is no track 40; ids go from 0 to 39."));
  EXPECT_THAT(outcome.out, HasSubstr("Nothing has the words 'no such song'"));
  EXPECT_THAT(outcome.out, HasSubstr("'\\x1b[2J'"));
  EXPECT_THAT(recommended(outcome.out), IsEmpty());
}

TEST_F(Play, UntilTheBudgetIsUsedUp) {
  std::string input;
  for (int i = 0; i < 300; ++i) input += "7\n";  // a repeat costs budget almost surely
  const Outcome outcome = play(input);
  EXPECT_THAT(outcome.out, HasSubstr("The budget is used up: they leave."));
  EXPECT_THAT(rows_of(outcome.out).back(), EndsWith("  0.00  ..... 0"));
  EXPECT_LE(rows_of(outcome.out).size(), 30u);
}

TEST_F(Play, SearchesAndPlaysByTheNumber) {
  const Outcome cyrillic = play("КИНО song\n2\n");
  EXPECT_THAT(lines_of(cyrillic.out), Contains(StartsWith("  5) ")).Times(1));
  EXPECT_THAT(recommended(cyrillic.out), ElementsAre(ResultOf([](int t) { return t % 8; }, 2)));
  EXPECT_THAT(recommended(play("a: 東京\n1\n").out),
              ElementsAre(ResultOf([](int t) { return t % 8; }, 1)));
  EXPECT_THAT(recommended(play("t: song 39\n1\n").out), ElementsAre(39));
  EXPECT_THAT(recommended(play("/39\n1\n").out), ElementsAre(39)) << "no id";
  const Outcome many = play("song\n");
  EXPECT_THAT(many.out, HasSubstr("10 of 40; another word narrows it down."));
  EXPECT_THAT(lines_of(many.out), Contains(StartsWith(" 10) ")).Times(1));
  // After a track was played the list is gone, and numbers are ids again.
  EXPECT_THAT(recommended(play("t: song 39\n1\n1\n").out), ElementsAre(39, 1));
  // The list has one entry, so 2 is the id of a track.
  EXPECT_THAT(recommended(play("t: song 39\n2\n").out), ElementsAre(2));
  EXPECT_THAT(play("39\nt: song 39\n").out, HasSubstr("played\n"));
}

TEST_F(Play, EnterPlaysWhatIsNearestToWhatWasLiked) {
  const std::vector<int> tracks = recommended(play("\n\n\n").out);
  EXPECT_GE(tracks.size(), 1u);
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    EXPECT_EQ(std::count(tracks.begin(), tracks.end(), tracks[i]), 1) << "nothing twice";
  }
}

TEST_F(Play, HelpAndTheSessionSoFar) {
  const Outcome outcome = play("?\n11\nh\n");
  EXPECT_THAT(outcome.out, HasSubstr("Enter      play a suggestion"));
  EXPECT_THAT(rows_of(outcome.out), SizeIs(4)) << "two, and the same two again";
}

TEST_F(Play, SessionsByEpisodeSeedAndUser) {
  const std::string first = play("").out;
  EXPECT_EQ(play("", {"--seed", "1", "--episode", "0"}).out, first);
  EXPECT_NE(play("", {"--seed", "2"}).out, first);
  EXPECT_NE(play("", {"--episode", "1"}).out, first);
  EXPECT_THAT(first, EndsWith("For the next session add --seed 1 --episode 1.\n"));
  for (int user = 0; user < 6; ++user) {
    EXPECT_THAT(play("", {"--user", std::to_string(user)}).out,
                HasSubstr(fmt::format("User {} came", user)));
  }
}

TEST_F(Play, TheDefaultPromptIsForPeople) {
  EXPECT_THAT(play("11\n").out, Not(HasSubstr("next track:")));
}

// --watch shows the session that a run plays: here the only session of the experiment.
TEST_F(Play, WatchesASessionOfAnExperiment) {
  sandbox_.write("e.yaml",
                 "experiment: e\nworld: world\nepisodes: 1\nseeds: 4\ncontrol: random\n"
                 "treatments:\n  random: random\n  near: {anchor: first_track, candidates: "
                 "{nearest: 20}, exclude: session, pick: first}\n");
  const Outcome outcome = sandbox_.run({"play", "--watch", "near", "e.yaml"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  for (const std::string& line : lines_of(outcome.out)) {
    EXPECT_LE(display_width(line), 80) << line;
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  }
  const Outcome run = sandbox_.run({"run", "e.yaml", "--quiet", "--json"});
  const nlohmann::json metrics = nlohmann::json::parse(run.out)["treatments"]["near"]["metrics"];
  const double tracks = metrics["mean_tracks_per_session"]["mean"];
  const double time = metrics["mean_time_per_session"]["mean"];
  EXPECT_THAT(lines_of(outcome.out),
              Contains(fmt::format("{:<24} {:>7} {:>9.2f}", "near", tracks, time)));
  expect_golden(outcome.out, "watched_session.txt");
}

TEST_F(Play, WatchesARecommender) {
  const auto watch = [&](const std::string& recommender) {
    const Outcome outcome =
        sandbox_.run({"play", "--world", "world", "--watch", recommender, "--episode", "3"});
    EXPECT_THAT(outcome, Succeeds());
    return outcome.out;
  };
  EXPECT_THAT(watch("sticky_artist"), StartsWith("sticky_artist in episode 3 of seed 1: user "));
  EXPECT_THAT(watch("{top_pop: 5}"), StartsWith("watched in episode 3"));
  EXPECT_THAT(watch("oracle"), HasSubstr("the same"));
  sandbox_.write("mine.yaml", "{top_pop: 5}");
  EXPECT_THAT(watch("mine.yaml"), StartsWith("mine in episode 3"));
}

TEST_F(Play, SaysWhoseUserItIsInASplit) {
  sandbox_.write("split.yaml",
                 "experiment: s\nworld: world\nepisodes: 50\ndesign: split\ncontrol: a\n"
                 "treatments: {a: random, b: sticky_artist}\n");
  for (const std::string name : {"a", "b"}) {
    EXPECT_THAT(sandbox_.run({"play", "--watch", name, "split.yaml"}).out,
                Not(HasSubstr("a run does not play this")));
  }
  int not_played = 0;
  for (const std::string name : {"a", "b"}) {
    const Outcome outcome = sandbox_.run({"play", "--watch", name, "split.yaml", "--episode", "0"});
    if (outcome.out.find("a run does not play this") != std::string::npos) ++not_played;
  }
  EXPECT_EQ(not_played, 1);
}

TEST_F(Play, WrongUse) {
  sandbox_.write("tiny.yaml", kTiny);
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"tiny.yaml"}, "add --watch TREATMENT"},
      {{"--watch", "stikcy", "tiny.yaml"}, "did you mean 'sticky'?"},
      {{"--watch", "sticky", "tiny.yaml", "--world", "world"}, "--set world="},
      {{"--watch", "sticky", "tiny.yaml", "--episode", "200"}, "from 0 to 199"},
      {{"--watch", "sticky", "tiny.yaml", "--set", "random=numpy", "--set", "design=split"},
       "--set random=streams"},
      {{"--watch", "stikcy_artist"}, "did you mean 'sticky_artist'?"},
      {{"--set", "episodes=5"}, "no FILE is named"},
      {{"--world", "world", "--user", "77"}, "there is no user 77"},
      {{"--world", "nowhere"}, "--world nowhere: "},
      {{"--world", "world", "--seed", "x"}, "--seed"},
  };
  for (const auto& [options, message] : cases) {
    std::vector<std::string> arguments = {"play"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = sandbox_.run(arguments);
    EXPECT_EQ(outcome.exit_code, kWrongUse) << message;
    EXPECT_THAT(outcome.out, IsEmpty()) << message;
    EXPECT_THAT(outcome.err, AllOf(StartsWith("reprise: "), HasSubstr(message)));
  }
}

}  // namespace
}  // namespace reprise
