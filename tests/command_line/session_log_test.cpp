// Tests `log:`, which writes the sessions of a run as a service would have logged them.
#include <fmt/format.h>

#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class SessionLogTest : public TinyExperiment {
 protected:
  std::string log_of(const std::string& out, const std::vector<std::string>& arguments) {
    return sandbox.read(sandbox.directory() / run(out, arguments, "logged.yaml") / "data.json");
  }
};

const std::string kLogged = kTiny + "design: split\nlog: data.json\n";

// Analyzing the log of a run gives the counts of the run, metric for metric.
TEST_F(SessionLogTest, AnalyzedItIsTheRun) {
  for (const std::string more : {"", "random: numpy\n", "days: 4\n"}) {
    sandbox.write("logged.yaml", kLogged + more);
    const std::string out = fmt::format("out{}", more.size());
    const std::string directory = run(out, {}, "logged.yaml");
    const auto played = sandbox.read_json(directory + "/results.json");
    const Outcome outcome = sandbox.run({"analyze", directory + "/data.json", "--json"});
    ASSERT_THAT(outcome, Succeeds());
    const auto read = nlohmann::json::parse(outcome.out);
    ASSERT_EQ(read["treatments"].size(), 3u);
    for (const auto& [name, label] : {std::pair{"random", "C"}, {"sticky", "T1"}, {"pop", "T2"}}) {
      EXPECT_EQ(read["treatments"][label]["sessions"], played["treatments"][name]["sessions"]);
    }
    int compared = 0;
    for (const auto& effect : played["effects"]) {
      const std::string label = effect["treatment"] == "sticky" ? "T1" : "T2";
      for (const auto& other : read["effects"]) {
        if (other["treatment"] != label || other["metric"] != effect["metric"]) continue;
        // A log has the time of a track as a double, and sums of doubles are rounded.
        EXPECT_NEAR(other["effect"].get<double>(), effect["effect"].get<double>(), 1e-9);
        EXPECT_NEAR(other["lower"].get<double>(), effect["lower"].get<double>(), 1e-9);
        ++compared;
      }
    }
    EXPECT_EQ(compared, 4) << "tracks and time, of two treatments";
  }
}

TEST_F(SessionLogTest, IsTheSameForAnyNumberOfThreads) {
  sandbox.write("logged.yaml", kLogged + "episodes: 3000\n");
  std::string text = sandbox.read("logged.yaml");
  text.erase(text.find("episodes: 200\n"), 14);
  sandbox.write("logged.yaml", text);
  EXPECT_EQ(log_of("one", {"--threads", "1"}), log_of("four", {"--threads", "4"}));
}

TEST_F(SessionLogTest, RowsAreInTheOrderOfTheirTimes) {
  sandbox.write("logged.yaml", kLogged);
  std::int64_t latest = 0;
  std::map<int, bool> open;
  for (const std::string& line : lines_of(log_of("out", {}))) {
    const auto row = nlohmann::json::parse(line);
    EXPECT_GT(row["timestamp"], latest);
    latest = row["timestamp"];
  }
}

TEST_F(SessionLogTest, MistakesAreNamedWithTheirPlace) {
  const auto error_of = [&](const std::string& text) {
    sandbox.write("wrong.yaml", text);
    const Outcome outcome = sandbox.run({"run", "wrong.yaml", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 2) << text;
    return outcome.err;
  };
  EXPECT_THAT(error_of(kTiny + "log: data.json\n"),
              AllOf(HasSubstr("wrong.yaml:9:"), HasSubstr("design: split")));
  for (const char* path : {"../data.json", "/tmp/data.json", "a/../../b", "''", "results.json",
                           ".hidden", "logs/", "figures/x"}) {
    EXPECT_THAT(error_of(fmt::format("{}design: split\nlog: {}\n", kTiny, path)),
                AllOf(HasSubstr("log.path"), HasSubstr("such as data.json")))
        << path;
  }
  EXPECT_THAT(error_of(kTiny + "design: split\nlog: {format: csv}\n"), HasSubstr("botify"));
  EXPECT_THAT(sandbox.run({"run", "wrong.yaml", "--set", "log=data.json", "--shard", "1/2"}).err,
              HasSubstr("shards and ranks cannot share it"));
}

TEST_F(SessionLogTest, NothingHalfWrittenIsLeft) {
  sandbox.write("logged.yaml", kLogged);
  const std::string directory = run("out", {}, "logged.yaml");
  for (const std::string& file : sandbox.files_in(sandbox.directory() / directory)) {
    EXPECT_THAT(file, testing::Not(HasSubstr(".part")));
  }
}

}  // namespace
}  // namespace reprise
