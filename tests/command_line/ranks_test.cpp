// Tests runs and sweeps that mpirun starts as several ranks.
#include <csignal>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::HasSubstr;

class RanksTest : public testing::Test {
 protected:
  RanksTest() {
    sandbox.write("wide.yaml",
                  "experiment: wide\n"
                  "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
                  "episodes: 60000\n"
                  "seeds: [1, 2]\n"
                  "days: 2\n"
                  "control: random\n"
                  "treatments:\n"
                  "  random: random\n"
                  "  pop: {top_pop: {top: 20}}\n"
                  "  first: {anchor: {first_track: {scope: user}}, candidates: artist}\n");
  }
  void SetUp() override {
    if (!REPRISE_WITH_MPI) GTEST_SKIP() << "this build is without MPI (REPRISE_MPI)";
  }

  Outcome run_ranks(int n, std::vector<std::string> arguments) const {
    // Open MPI needs consent to run as root, or with more ranks than processors. It also looks for
    // ssh, though nothing goes to another machine. environment() gives the consent and replaces
    // ssh.
    std::vector<std::string> command = {"mpirun", "--oversubscribe", "-n", std::to_string(n),
                                        program()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return sandbox.run_command(command, environment());
  }
  static Sandbox::Environment environment(Sandbox::Environment more = {}) {
    more.insert({{"OMPI_ALLOW_RUN_AS_ROOT", "1"},
                 {"OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"},
                 {"OMPI_MCA_plm_rsh_agent", "sh"},
                 {"OMPI_MCA_rmaps_base_oversubscribe", "1"},
                 {"OMPI_MCA_btl_base_warn_component_unused", "0"}});
    return more;
  }
  std::string one(const std::string& out, const std::string& name) const {
    for (const std::string& file : Sandbox::files_in(sandbox.directory() / out)) {
      if (std::filesystem::path(file).filename() == name) return sandbox.read(out + "/" + file);
    }
    return {};
  }

  Sandbox sandbox;
};

TEST_F(RanksTest, AnyNumberGivesTheSameBytes) {
  EXPECT_THAT(sandbox.run({"run", "wide.yaml", "--quiet", "--out", "alone"}), Succeeds());
  const std::string expected = one("alone", "results.json");
  ASSERT_NE(expected, "");
  for (const int n : {1, 2, 3}) {
    const std::string out = fmt::format("ranks{}", n);
    const Outcome outcome =
        run_ranks(n, {"run", "wide.yaml", "--quiet", "--out", out, "--threads", "1"});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_EQ(one(out, "results.json"), expected);
    // The ranks print one table together, and `--resume` prints the same.
    const std::string table = "pop";
    EXPECT_THAT(outcome.out, HasSubstr(table));
    EXPECT_EQ(outcome.out,
              sandbox.run({"run", "wide.yaml", "--quiet", "--resume", "--out", out}).out);
  }
}

// Runs the example script for Slurm in the environment that Slurm would give it.
// Only the first rank prints, also the headings of several experiments.
TEST_F(RanksTest, SeveralExperimentsArePrintedOnce) {
  sandbox.write("tiny.yaml", kTiny);
  sandbox.write("other.yaml", kTiny + "confidence: 0.9\n");
  const std::vector<std::string> arguments = {"run", "tiny.yaml", "other.yaml", "--quiet"};
  const std::string expected = sandbox.run(arguments).out;
  std::vector<std::string> again = arguments;
  again.insert(again.end(), {"--out", "ranks", "--threads", "1"});
  EXPECT_EQ(run_ranks(2, again).out, expected);
  // The ranks agree on what is complete.
  again.emplace_back("--resume");
  EXPECT_EQ(run_ranks(3, again).out, expected);
}

TEST_F(RanksTest, TheSlurmExampleRuns) {
  EXPECT_THAT(sandbox.run({"run", "wide.yaml", "--quiet", "--out", "alone"}), Succeeds());
  const Outcome outcome = sandbox.run_command(
      {"bash", std::string(REPRISE_SOURCE_FOLDER) + "/configs/cluster/slurm_mpi.sbatch"},
      environment({{"REPRISE", program()},
                   {"EXPERIMENT", "wide.yaml"},
                   {"OUT", "ranks"},
                   {"SLURM_NTASKS", "2"},
                   {"SLURM_CPUS_PER_TASK", "1"}}));
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_EQ(one("ranks", "results.json"), one("alone", "results.json"));
}

TEST_F(RanksTest, ShareTheCellsOfASweep) {
  sandbox.write("sweep.yaml", kTiny +
                                  "sweep: {parameters: {treatments.pop.top_pop: [5, 10, 20, "
                                  "50], max_steps: [901, 902]}}\n");
  EXPECT_THAT(sandbox.run({"run", "sweep.yaml", "--quiet", "--out", "alone"}), Succeeds());
  EXPECT_THAT(run_ranks(3, {"run", "sweep.yaml", "--quiet", "--out", "ranks"}), Succeeds());
  EXPECT_EQ(one("ranks", "sweep.json"), one("alone", "sweep.json"));
}

// Each cell is played under every user model, by whichever rank is free; users who come back do so
// on later days.
TEST_F(RanksTest, PlayUnderUserModels) {
  sandbox.write("models.yaml",
                kTiny +
                    "user_models: {botify: botify, hazard: {leave: {hazard: {skipped: 0.1, heard: "
                    "0.1}}}, humps: {response: two_humps}}\n"
                    "sweep: {parameters: {treatments.pop.top_pop: [5, 20]}}\n");
  const std::vector<std::string> arguments = {"run",   "models.yaml",  "--quiet",
                                              "--set", "episodes=400", "--out"};
  const auto with_out = [&](const std::string& out) {
    std::vector<std::string> all = arguments;
    all.push_back(out);
    return all;
  };
  EXPECT_THAT(sandbox.run(with_out("alone")), Succeeds());
  EXPECT_THAT(run_ranks(3, with_out("ranks")), Succeeds());
  ASSERT_NE(one("alone", "sweep.json"), "");
  EXPECT_EQ(one("ranks", "sweep.json"), one("alone", "sweep.json"));
  // One experiment under a model, over days.
  const auto of_one = [&](const std::string& out) {
    return std::vector<std::string>{
        "run",
        "wide.yaml",
        "--quiet",
        "--set",
        "episodes=3000",
        "--set",
        "world.users={model: {state: searching, leave: {hazard: {skipped: 0.1, heard: 0.1}}}}",
        "--out",
        out};
  };
  EXPECT_THAT(sandbox.run(of_one("one")), Succeeds());
  EXPECT_THAT(run_ranks(2, of_one("one_of_ranks")), Succeeds());
  EXPECT_EQ(one("one_of_ranks", "results.json"), one("one", "results.json"));
}

TEST_F(RanksTest, AFailingCellIsKnownToAll) {
  sandbox.write("sweep.yaml",
                kTiny + "sweep: {parameters: {treatments.pop.top_pop: [5, 10, -20, 50]}}\n");
  EXPECT_EQ(run_ranks(2, {"run", "sweep.yaml", "--quiet", "--out", "ranks"}).exit_code,
            kSomeFailed);
  EXPECT_THAT(one("ranks", "sweep.json"), HasSubstr("\"failed\""));
}

// A rank that dies ends the other ranks. The work units that they had played are kept.
TEST_F(RanksTest, ADeadRankLeavesARunThatGoesOn) {
  EXPECT_THAT(
      sandbox.run({"run", "wide.yaml", "--set", "episodes=400000", "--quiet", "--out", "alone"}),
      Succeeds());
  // The second rank is killed once it has written a checkpoint.
  sandbox.write("dying.sh",
                "if [ \"$OMPI_COMM_WORLD_RANK\" = 1 ]; then\n"
                "  \"$REPRISE\" \"$@\" & pid=$!\n"
                "  until ls ranks/wide/*/checkpoint/all_rank_2_of_3.played >/dev/null 2>&1; do\n"
                "    kill -0 $pid || exit 1; sleep 0.01\n"
                "  done\n"
                "  kill -9 $pid; wait $pid; exit 137\n"
                "fi\n"
                "exec \"$REPRISE\" \"$@\"\n");
  const std::vector<std::string> arguments = {"run",     "wide.yaml", "--set", "episodes=400000",
                                              "--quiet", "--out",     "ranks", "--checkpoint",
                                              "0"};
  std::vector<std::string> command = {"mpirun", "--oversubscribe", "-n", "3", "sh", "dying.sh"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Outcome died = sandbox.run_command(command, environment({{"REPRISE", program()}}));
  EXPECT_NE(died.exit_code, 0);
  EXPECT_EQ(one("ranks", "results.json"), "");
  // The run can be resumed with another number of ranks.
  std::vector<std::string> resumed = arguments;
  resumed.push_back("--resume");
  const Outcome outcome = run_ranks(2, resumed);
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, HasSubstr("resumed: "));
  EXPECT_EQ(one("ranks", "results.json"), one("alone", "results.json"));
}

TEST(RanksWithoutMpi, AreToldHowToGetIt) {
  if (REPRISE_WITH_MPI) GTEST_SKIP() << "this build has MPI";
  Sandbox sandbox;
  sandbox.write("tiny.yaml", kTiny);
  const Outcome outcome = sandbox.run({"run", "tiny.yaml"}, {{"OMPI_COMM_WORLD_SIZE", "2"}});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, testing::AllOf(HasSubstr("libboost-mpi-dev"), HasSubstr("--shard")));
}

// The run state of many users is larger than one message of MPI may be here.
TEST_F(RanksTest, LargeRunStatesComeInPieces) {
  const std::vector<std::string> many = {
      "run",   "wide.yaml", "--quiet", "--set", "world.generate.users=40000",
      "--set", "seeds=1",   "--set",   "days=1"};
  const auto with_out = [&](const std::string& out) {
    std::vector<std::string> arguments = many;
    arguments.insert(arguments.end(), {"--out", out});
    return arguments;
  };
  EXPECT_THAT(sandbox.run(with_out("alone")), Succeeds());
  EXPECT_THAT(run_ranks(3, with_out("ranks")), Succeeds());
  EXPECT_EQ(one("ranks", "results.json"), one("alone", "results.json"));
}

}  // namespace
}  // namespace reprise
