// Tests the checks of a run: `--aa` compares the control with itself, `--calibrate` simulates the
// whole experiment many times. Also tests the answer of a run that selects.
#include <iterator>
#include <sstream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

using Checks = TinyExperiment;

TEST_F(Checks, TheControlAgainstItself) {
  const std::string directory = run("out", {"--aa"});
  const nlohmann::json results = sandbox.read_json(directory + "/results.json");
  std::vector<std::string> names;
  for (const auto& [name, treatment] : results["treatments"].items()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("random", "random again"));
  EXPECT_EQ(results["control"], "random");
  for (const auto& effect : results["effects"]) {
    // The control plays again with draws of its own, because the same draws would check nothing.
    // Only one metric is tested, because some of ten metrics' 95 % intervals may miss 0.
    EXPECT_EQ(effect["treatment"], "random again");
    if (effect["metric"] != "mean_time_per_session") continue;
    EXPECT_NE(effect["difference"], 0);
    EXPECT_LT(effect["difference_lower"], 0);
    EXPECT_GT(effect["difference_upper"], 0);
  }
}

TEST_F(Checks, CoverageIsPrintedAsItIsKept) {
  const Outcome outcome =
      sandbox.run({"run", "tiny.yaml", "--calibrate", "20", "--quiet", "--out", "out"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("coverage  20 simulations more with fresh users and seeds\n"));
  const std::vector<std::string> files = sandbox.files_in(sandbox.directory() / "out");
  const nlohmann::json results = sandbox.read_json("out/" + files.at(1) + "/results.json");
  const nlohmann::json& coverage = results["calibration"];
  EXPECT_EQ(coverage["runs"], 20);
  std::vector<std::vector<std::string>> printed;
  for (const std::string& line : lines_of(outcome.out)) {
    std::istringstream words(line);
    printed.emplace_back(std::istream_iterator<std::string>(words),
                         std::istream_iterator<std::string>());
  }
  int rows = 0;
  for (const auto& row : coverage["rows"]) {
    if (!row["metric"].get<std::string>().starts_with("mean_t")) continue;
    ++rows;
    const auto percent = [&row](const char* figure) {
      return fmt::format("{:.1f}%", 100 * row[figure]["share"].get<double>());
    };
    EXPECT_THAT(printed, Contains(ElementsAre(row["treatment"].get<std::string>(),
                                              fmt::format("{:+.2f}", row["truth"].get<double>()),
                                              percent("coverage"), percent("false_positives"),
                                              percent("found"))));
  }
  EXPECT_EQ(rows, 4) << "two treatments, two headline metrics";
}

TEST_F(Checks, ASelectionIsAnsweredFirst) {
  sandbox.write(
      "select.yaml",
      "experiment: selected\n"
      "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
      "episodes: 500\n"
      "select: {kim_nelson: {metric: mean_time_per_session, indifference: 20%, "
      "max_episodes: 20000}}\n"
      "control: random\n"
      "treatments: {random: random, near: {anchor: first_track, candidates: {nearest: 20}}}\n");
  const Outcome outcome = sandbox.run({"run", "select.yaml", "--quiet", "--out", "out"});
  ASSERT_THAT(outcome, Succeeds());
  const std::vector<std::string> files = sandbox.files_in(sandbox.directory() / "out");
  const nlohmann::json results = sandbox.read_json("out/" + files.at(1) + "/results.json");
  ASSERT_TRUE(results.contains("selected"));
  EXPECT_THAT(results["selected"]["best"], ElementsAre("near"));
  EXPECT_THAT(outcome.out,
              HasSubstr("The best is near, or within 20% of the control's mean of the best."));
}

TEST_F(Checks, AHalvingInShardsIsRefused) {
  sandbox.write("halving.yaml",
                kTiny +
                    "sweep: {method: {halving: {start: 50, keep: 0.5}}, treatment: pop, "
                    "parameters: {treatments.pop.top_pop: [1, 2, 5, 10]}}\n");
  const Outcome outcome = sandbox.run({"run", "halving.yaml", "--shard", "1/2", "--quiet"});
  EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
  EXPECT_THAT(outcome.err, HasSubstr("play it without --shard, or with mpirun"));
}

}  // namespace
}  // namespace reprise
