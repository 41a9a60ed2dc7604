// Tests `log:`, which writes the sessions of a run as a service would have logged them.
#include <set>

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

// The directory of --out stands for the log of the one run in it. Logs of two runs are never put
// together.
TEST_F(SessionLogTest, IsFoundBelowADirectory) {
  sandbox.write("logged.yaml", kLogged);
  const std::string first = run("out", {}, "logged.yaml");
  const Outcome named = sandbox.run({"analyze", first + "/data.json", "--json"});
  ASSERT_THAT(named, Succeeds());
  for (const std::string& directory : {std::string("out"), first}) {
    const Outcome found = sandbox.run({"analyze", directory, "--json"});
    ASSERT_THAT(found, Succeeds());
    EXPECT_EQ(found.out, named.out);
  }
  // An analysis there is no run, and neither is a run without a log.
  ASSERT_THAT(sandbox.run({"analyze", "out", "--out", "out/report", "--quiet"}), Succeeds());
  run("out", {}, "tiny.yaml");
  EXPECT_EQ(sandbox.run({"analyze", "out", "--json"}).out, named.out);
  // Another run.
  sandbox.write("logged.yaml", kLogged + "seeds: 2\n");
  ASSERT_THAT(sandbox.run({"run", "logged.yaml", "--quiet", "--out", "out"}), Succeeds());
  const Outcome several = sandbox.run({"analyze", "out"});
  EXPECT_EQ(several.exit_code, 2);
  EXPECT_THAT(several.err, AllOf(HasSubstr("out: has the logs of 2 runs below it: "),
                                 HasSubstr(first), HasSubstr("; name one of")));
  // A service's log beside a run's.
  std::filesystem::create_directories(sandbox.directory() / "mixed/replica");
  std::filesystem::copy(sandbox.directory() / first, sandbox.directory() / "mixed/run");
  sandbox.write("mixed/replica/data.json", sandbox.read(first + "/data.json"));
  EXPECT_THAT(sandbox.run({"analyze", "mixed"}).err,
              AllOf(HasSubstr("has the logs of runs and others below it: "),
                    HasSubstr("mixed/run, mixed/replica/data.json; name one of them")));
  // A run inside another run's directory, whatever the order in which a disk names them.
  for (const std::string inner : {"a", "d", "z"}) {
    const std::filesystem::path outer = sandbox.directory() / ("outer_" + inner);
    std::filesystem::copy(sandbox.directory() / first, outer);
    std::filesystem::create_directories(outer / inner);
    std::filesystem::copy(sandbox.directory() / first, outer / inner / "run");
    EXPECT_THAT(sandbox.run({"analyze", outer.filename().string()}).err,
                HasSubstr("has the logs of 2 runs below it: "))
        << inner;
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

// The log has the probability of each recommendation; without it the same log is written.
TEST_F(SessionLogTest, PropensitiesAreWritten) {
  sandbox.write("logged.yaml", kLogged);
  const auto plain = lines_of(log_of("plain", {}));
  std::string text = kTiny + "design: split\nlog: {path: data.json, propensities: true}\n";
  sandbox.write("logged.yaml", text);
  const std::string told = log_of("told", {"--threads", "1"});
  EXPECT_EQ(told, log_of("threads", {"--threads", "4"}));
  const auto lines = lines_of(told);
  ASSERT_EQ(lines.size(), plain.size());
  std::set<std::string> treatments;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto row = nlohmann::json::parse(lines[i]);
    const auto propensity = row["propensity"];
    const auto candidates = row["candidates"];
    row.erase("propensity");
    row.erase("candidates");
    EXPECT_EQ(row, nlohmann::json::parse(plain[i]));
    if (row["message"] == "last") {
      EXPECT_TRUE(propensity.is_null() && candidates.is_null());
      continue;
    }
    const std::string treatment = row["experiments"]["tiny"];
    treatments.insert(treatment);
    if (treatment == "C") {
      EXPECT_EQ(propensity, 1 / 300.0) << "random, of 300 tracks";
    }
    if (treatment == "T2") {
      EXPECT_EQ(propensity, 1 / 20.0) << "of the 20 most popular";
    }
    EXPECT_DOUBLE_EQ(propensity.get<double>(), 1 / candidates.get<double>());
  }
  EXPECT_EQ(treatments.size(), 3u);
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
