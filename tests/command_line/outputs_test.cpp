// Tests that no command writes over what it reads, or over files that are somebody's own, and that
// it says so before it works. What a command wrote before may be replaced.
#include "experiments/commands/command.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string kPlays =
    "user,track,time,played,length\n"
    "ann,1,2020-01-01 10:00:00,100,200\n"
    "ann,2,2020-01-01 10:03:00,200,200\n"
    "bob,1,2020-01-01 10:00:00,50,200\n";
const std::string kColumns = "user=user,track=track,time=time,played=played:s,length=length:s";

class Outputs : public TinyExperiment {
 protected:
  Outputs() {
    sandbox.write("mine/plays.csv", kPlays);
    for (const auto& [name, content] : BotifyWorld().files("w")) sandbox.write(name, content);
  }

  // Runs a command that must be refused with this reason and leave every file as it was.
  void expect_refused(const std::vector<std::string>& arguments, const std::string& reason) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const std::map<std::string, std::string> before = contents();
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr(reason));
    EXPECT_EQ(contents(), before);
  }

  std::map<std::string, std::string> contents() const {
    std::map<std::string, std::string> contents;
    for (const std::string& file : sandbox.files()) contents[file] = sandbox.read(file);
    return contents;
  }
};

TEST_F(Outputs, OfListens) {
  expect_refused({"listens", "mine/plays.csv", "--columns", kColumns, "--out", "mine"},
                 "mine/plays.csv is read, and would be written over");
  sandbox.write("other/users.csv", "my own\n");
  expect_refused({"listens", "mine/plays.csv", "--columns", kColumns, "--out", "other"},
                 "other/users.csv is there without a listens.json");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(sandbox.run({"listens", "mine/plays.csv", "--columns", kColumns, "--out", "out"}),
                Succeeds());
  }
  expect_refused({"listens", "out/plays.csv", "--out", "out"}, "out/plays.csv is read");
  expect_refused({"listens", "out", "--out", "out"}, "is read, and would be written over");
}

// plays.csv is a log of listening itself, which says the same.
TEST_F(Outputs, OfListensAreLogs) {
  ASSERT_THAT(sandbox.run({"listens", "mine/plays.csv", "--columns", kColumns, "--out", "out"}),
              Succeeds());
  const Outcome again = sandbox.run({"listens", "out/plays.csv", "--json", "--quiet"});
  ASSERT_THAT(again, Succeeds());
  const nlohmann::json first = sandbox.read_json("out/listens.json");
  const nlohmann::json second = nlohmann::json::parse(again.out);
  EXPECT_EQ(second["files"][0]["format"], "reprise_plays");
  for (const char* key : {"users", "tracks", "plays", "sessions", "played_hours", "heard_out"}) {
    EXPECT_EQ(second[key], first[key]) << key;
  }
  EXPECT_EQ(sandbox.read("out/users.csv"), "user,user_number,plays\n\"ann\",0,2\n\"bob\",1,1\n");
  EXPECT_THAT(sandbox.read("out/plays.csv"),
              AllOf(HasSubstr(",title,user_number\n\"ann\","), HasSubstr("\"\",0\n\"bob\",")));
}

TEST_F(Outputs, OfFit) {
  expect_refused({"fit", "mine/plays.csv", "--columns", kColumns, "--tracks", "w/tracks.json",
                  "--out", "w", "--quiet"},
                 "w/tracks.json is read");
  expect_refused({"fit", "mine/plays.csv", "--columns", kColumns, "--out", "w", "--quiet"},
                 "w/tracks.npy is there without a fit.json");
}

TEST_F(Outputs, OfAnalyze) {
  const std::string run_of_log = run("log", {"--set", "log=data.json", "--set", "design=split"});
  const std::string log = run_of_log + "/data.json";
  expect_refused({"analyze", log, "--control", "random", "--ab-result", log}, "this file is read");
  expect_refused({"analyze", log, "--control", "random", "--ab-result", "tiny.yaml"},
                 "tiny.yaml: this file is there and is no ab_result.json");
  expect_refused({"analyze", log, "--control", "random", "--out", run_of_log},
                 "this is the directory of a run");
}

TEST_F(Outputs, OfReport) {
  const std::string first = run("first");
  const std::string second = run("second");
  sandbox.write("mine/report.md", "my own\n");
  expect_refused({"report", first, "--out", "mine"}, "mine/report.md is there, and would be");
  expect_refused({"report", first, second, "--out", "mine"}, "mine/report.md is there");
  expect_refused({"report", first, "--out", second}, "this is the directory of another run");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(sandbox.run({"report", first, "--out", "again"}), Succeeds());
    EXPECT_THAT(sandbox.run({"report", first, "--out", first}), Succeeds());
    EXPECT_THAT(sandbox.run({"report", first, second}), Succeeds());
  }
}

TEST_F(Outputs, OfRuns) {
  run("runs");
  expect_refused({"runs", "--sqlite", "tiny.yaml"}, "is there and is no database of runs");
}

TEST_F(Outputs, OfWorldExport) {
  expect_refused({"world", "export", "--world", "w", "--out", "w"}, "w/tracks.npy is read");
  expect_refused({"world", "export", "--tracks", "100", "--users", "10", "--out", "w"},
                 "w/tracks.npy is there, and would be written over");
  EXPECT_THAT(sandbox.run({"world", "export", "--world", "w", "--out", "copy"}), Succeeds());
}

TEST_F(Outputs, OfServe) {
  expect_refused({"serve", "tiny.yaml", "--port", "0", "--log", "w/users.json"},
                 "is no log of botify");
  expect_refused({"serve", "tiny.yaml", "--port", "0", "--log", "tiny.yaml"}, "this file is read");
}

TEST_F(Outputs, OfTrain) {
  sandbox.write("models.yaml", kTiny + "models: {m: {log: {sessions: 100}, epochs: 1}}\n");
  sandbox.write("own/m_lists.json", "my own\n");
  expect_refused({"train", "models.yaml", "--out", "own", "--quiet"},
                 "own/m_lists.json is there without a m_losses.csv");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(sandbox.run({"train", "models.yaml", "--out", "models", "--quiet"}), Succeeds());
  }
}

}  // namespace
}  // namespace reprise
