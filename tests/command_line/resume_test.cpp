// Tests that a run goes on after it was killed or interrupted, ran out of disk, or raced with
// another process.
#include <csignal>
#include <random>

#include <fmt/format.h>
#include <unistd.h>

#include "experiments/commands/command.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// An experiment that is long enough to be stopped in the middle, many times.
const std::string kLong =
    "experiment: long\n"
    "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
    "episodes: 150000\n"
    "seeds: [1, 2]\n"
    "days: 2\n"
    "control: random\n"
    "treatments:\n"
    "  random: random\n"
    "  pop: {top_pop: {top: 20}}\n";

class ResumeTest : public testing::Test {
 protected:
  ResumeTest() { sandbox.write("long.yaml", kLong); }

  // Returns the path of the one file of this name below a directory; an empty path without one.
  std::filesystem::path find(const std::string& out, const std::string& name) const {
    for (const std::string& file : Sandbox::files_in(sandbox.directory() / out)) {
      if (std::filesystem::path(file).filename() == name) return sandbox.directory() / out / file;
    }
    return {};
  }
  std::string results(const std::string& out) const {
    const std::filesystem::path file = find(out, "results.json");
    return file.empty() ? "" : sandbox.read(file);
  }
  bool has_checkpoint(const std::string& out) const { return !find(out, "all.played").empty(); }
  // Returns the results of a run that was never stopped.
  std::string undisturbed() const {
    EXPECT_THAT(sandbox.run({"run", "long.yaml", "--quiet", "--out", "undisturbed"}), Succeeds());
    return results("undisturbed");
  }

  Sandbox sandbox;
};

TEST_F(ResumeTest, KilledAgainAndAgainItEndsWithTheSameBytes) {
  const std::string expected = undisturbed();
  const std::vector<std::string> command = {"run",    "long.yaml", "--quiet",      "--out",
                                            "killed", "--resume",  "--checkpoint", "0"};
  std::mt19937 draws(1);
  int kills = 0;
  for (; kills < 200; ++kills) {
    // Kill the program at a random moment, from before the first checkpoint to after the last. A
    // busy machine or a program with sanitizers reaches the last checkpoint late, so the moments
    // become later.
    const unsigned latest = kills < 25 ? 40 : kills < 100 ? 400 : 4000;
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(5 + draws() % latest);
    const Outcome outcome = sandbox.run_and_signal(
        SIGKILL, command, [&] { return std::chrono::steady_clock::now() >= until; });
    if (outcome.exit_code == 0) break;
    ASSERT_EQ(outcome.exit_code, 128 + SIGKILL) << outcome;
  }
  EXPECT_GE(kills, 20);
  EXPECT_EQ(results("killed"), expected);
  EXPECT_FALSE(has_checkpoint("killed"));
}

TEST_F(ResumeTest, InterruptedItKeepsACheckpointAndSaysSo) {
  const std::string expected = undisturbed();
  std::vector<std::string> command = {"run", "long.yaml",    "--quiet", "--out",
                                      "a",   "--checkpoint", "0"};
  for (const int signal : {SIGINT, SIGTERM}) {
    // The second run must write a checkpoint of its own before it is stopped.
    const std::filesystem::path before = find("a", "all.played");
    const auto written = [&] { return std::filesystem::last_write_time(find("a", "all.played")); };
    const auto old = before.empty() ? std::filesystem::file_time_type() : written();
    const Outcome outcome = sandbox.run_and_signal(
        signal, command, [&] { return has_checkpoint("a") && written() != old; });
    EXPECT_EQ(outcome.exit_code, 130);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "reprise: interrupted; with --resume it goes on from here\n");
    EXPECT_TRUE(has_checkpoint("a"));
    EXPECT_EQ(results("a"), "");
    if (signal == SIGINT) command.push_back("--resume");
  }
  const Outcome resumed = sandbox.run(command);
  EXPECT_THAT(resumed, Succeeds());
  EXPECT_THAT(resumed.err, HasSubstr("resumed: "));
  EXPECT_EQ(results("a"), expected);
  EXPECT_FALSE(has_checkpoint("a"));
}

// users.csv is not in the hash of a run, so the run that is there may have been played without it.
TEST_F(ResumeTest, AFileThatIsAskedForLaterIsWritten) {
  sandbox.write("tiny.yaml", kTiny);
  const std::vector<std::string> command = {"run",   "tiny.yaml", "--quiet",
                                            "--out", "out",       "--resume"};
  ASSERT_THAT(sandbox.run(command), Succeeds());
  const std::string before = results("out");
  EXPECT_TRUE(find("out", "users.csv").empty());
  std::vector<std::string> with_users = command;
  with_users.insert(with_users.end(), {"--set", "users_csv=true"});
  ASSERT_THAT(sandbox.run(with_users), Succeeds());
  EXPECT_FALSE(find("out", "users.csv").empty());
  EXPECT_EQ(results("out"), before);
  EXPECT_THAT(sandbox.run(with_users).err, HasSubstr("all of it was there"));
}

TEST_F(ResumeTest, InterruptedBeforeItBeginsItLeavesNothing) {
  const Outcome outcome = sandbox.run_and_signal(
      SIGINT, {"run", "long.yaml", "--set", "world.generate.tracks=200000", "--quiet"},
      [] { return true; });
  EXPECT_EQ(outcome.exit_code, 130);
  EXPECT_THAT(sandbox.files(), testing::ElementsAre("long.yaml"));
}

TEST_F(ResumeTest, WithoutResumeItBeginsAnewAndSaysWhatItCouldHaveDone) {
  const Outcome stopped = sandbox.run_and_signal(
      SIGINT, {"run", "long.yaml", "--quiet", "--out", "a", "--checkpoint", "0"},
      [&] { return has_checkpoint("a"); });
  ASSERT_EQ(stopped.exit_code, 130);
  const Outcome anew = sandbox.run({"run", "long.yaml", "--quiet", "--out", "a"});
  EXPECT_THAT(anew, Succeeds());
  EXPECT_THAT(anew.err, HasSubstr("--resume would have gone on"));
  EXPECT_EQ(results("a"), undisturbed());
  EXPECT_FALSE(has_checkpoint("a"));
}

TEST_F(ResumeTest, ACompleteRunIsNotPlayedAgain) {
  undisturbed();
  const std::filesystem::path manifest = find("undisturbed", "manifest.json");
  const auto written = std::filesystem::last_write_time(manifest);
  const Outcome again =
      sandbox.run({"run", "long.yaml", "--quiet", "--out", "undisturbed", "--resume"});
  EXPECT_THAT(again, Succeeds());
  EXPECT_THAT(again.out, HasSubstr("pop"));
  EXPECT_THAT(again.err, HasSubstr("all of it was there"));
  EXPECT_EQ(std::filesystem::last_write_time(manifest), written);
}

TEST_F(ResumeTest, ADamagedCheckpointIsPlayedAgain) {
  const Outcome stopped = sandbox.run_and_signal(
      SIGINT, {"run", "long.yaml", "--quiet", "--out", "a", "--checkpoint", "0"},
      [&] { return has_checkpoint("a"); });
  ASSERT_EQ(stopped.exit_code, 130);
  const std::filesystem::path file = find("a", "all.played");
  std::string bytes = sandbox.read(file);
  bytes[bytes.size() / 2] ^= 1;
  sandbox.write(file.lexically_relative(sandbox.directory()), bytes);
  const Outcome resumed = sandbox.run({"run", "long.yaml", "--quiet", "--out", "a", "--resume"});
  EXPECT_THAT(resumed, Succeeds());
  EXPECT_THAT(resumed.err, AllOf(HasSubstr("all.played"), HasSubstr("damaged")));
  EXPECT_EQ(results("a"), undisturbed());
}

TEST_F(ResumeTest, OfTwoProcessesInOneDirectoryOneSaysSo) {
  const std::string expected = undisturbed();
  const auto [first, second] =
      sandbox.run_twice({"run", "long.yaml", "--quiet", "--out", "raced", "--checkpoint", "0"});
  const Outcome& loser = first.exit_code == 0 ? second : first;
  EXPECT_EQ(first.exit_code + second.exit_code, kFailed);
  EXPECT_THAT(loser.err, HasSubstr("another process is playing this run"));
  EXPECT_EQ(results("raced"), expected);
}

TEST_F(ResumeTest, AFullDiskStopsItAndItGoesOn) {
  // Runs a command on a small file system of its own, as root of a user namespace of its own.
  const auto on_small_disk = [&](const std::string& then) {
    return sandbox.run_command(
        {"unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
         "mkdir -p disk && mount -t tmpfs -o size=64k tmpfs disk && " + then});
  };
  if (on_small_disk("true").exit_code != 0) GTEST_SKIP() << "no file systems can be mounted here";
  const std::string expected = undisturbed();
  // There is room for checkpoints only after the first attempt.
  const Outcome outcome = on_small_disk(fmt::format(
      "head -c 60000 /dev/zero > disk/filler; "
      "{0} run long.yaml --quiet --out disk/runs --checkpoint 0 2> first.txt; echo $? > code.txt; "
      "find disk -name '*.part' > left.txt; mount -o remount,size=8m disk; "
      "{0} run long.yaml --quiet --out disk/runs --resume && "
      "cp disk/runs/long/*/results.json resumed.json",
      program()));
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_EQ(sandbox.read("code.txt"), "2\n");
  EXPECT_THAT(sandbox.read("first.txt"), HasSubstr("No space left on device"));
  EXPECT_EQ(sandbox.read("left.txt"), "");
  EXPECT_EQ(sandbox.read("resumed.json"), expected);
}

TEST_F(ResumeTest, ShardsInAnyNumberAndOrderGiveTheSameBytes) {
  const std::string expected = undisturbed();
  for (const int count : {1, 7, 32}) {
    const std::string out = fmt::format("shards{}", count);
    for (int shard = count; shard >= 1; --shard) {
      const Outcome outcome = sandbox.run({"run", "long.yaml", "--quiet", "--out", out, "--shard",
                                           fmt::format("{}/{}", shard, count)});
      ASSERT_THAT(outcome, Succeeds());
      if (count == 1) break;
      EXPECT_EQ(outcome.out, "");
      EXPECT_THAT(outcome.err, HasSubstr("reprise merge "));
      EXPECT_EQ(results(out), "");
      if (shard != 2) continue;
      // One shard is still missing.
      const Outcome early =
          sandbox.run({"merge", "--quiet", find(out, "config.yaml").parent_path().string()});
      EXPECT_EQ(early.exit_code, kWrongUse);
      EXPECT_THAT(early.err, AllOf(HasSubstr("do not make up the run"), HasSubstr("% of seed 1")));
    }
    if (count > 1) {
      const Outcome merged =
          sandbox.run({"merge", "--quiet", find(out, "config.yaml").parent_path().string()});
      ASSERT_THAT(merged, Succeeds());
      EXPECT_THAT(merged.out, HasSubstr("pop"));
    }
    EXPECT_EQ(results(out), expected) << count;
    EXPECT_THAT(Sandbox::files_in(sandbox.directory() / out), Not(Contains(EndsWith(".played"))));
  }
}

TEST_F(ResumeTest, ShardsOfOtherMachinesAreMerged) {
  const std::string expected = undisturbed();
  std::vector<std::string> merge = {"merge", "--quiet", "--out", "together"};
  for (const int shard : {1, 2, 3}) {
    const std::string out = fmt::format("machine{}", shard);
    ASSERT_THAT(sandbox.run({"run", "long.yaml", "--quiet", "--out", out, "--shard",
                             fmt::format("{}/3", shard)}),
                Succeeds());
    merge.push_back(find(out, "config.yaml").parent_path().string());
  }
  EXPECT_THAT(sandbox.run(merge), Succeeds());
  EXPECT_EQ(results("together"), expected);
  // The directories that were given to --out name the same shards.
  EXPECT_THAT(
      sandbox.run({"merge", "--quiet", "--out", "again", "machine1", "machine2/long", "machine3/"}),
      Succeeds());
  EXPECT_EQ(results("again"), expected);
}

TEST_F(ResumeTest, MergedShardsHaveTheUsersThatWereAskedFor) {
  sandbox.write("tiny.yaml", kTiny + "users_csv: true\n");
  EXPECT_THAT(sandbox.run({"run", "tiny.yaml", "--quiet", "--out", "whole"}), Succeeds());
  std::string said;
  for (const char* shard : {"1/2", "2/2"}) {
    said = sandbox.run({"run", "tiny.yaml", "--out", "shards", "--shard", shard}).err;
  }
  // The command that is said writes all that one process would have written.
  EXPECT_THAT(said, HasSubstr(" --users-csv` puts them together"));
  EXPECT_THAT(sandbox.run({"merge", "shards", "--users-csv", "--quiet"}), Succeeds());
  EXPECT_EQ(sandbox.read(find("shards", "users.csv")), sandbox.read(find("whole", "users.csv")));
}

TEST_F(ResumeTest, WhatIsCompleteIsSaidOfMergesShardsAndCalibrations) {
  sandbox.write("tiny.yaml", kTiny);
  for (const char* shard : {"1/2", "2/2"}) {
    EXPECT_THAT(sandbox.run({"run", "tiny.yaml", "--quiet", "--shard", shard}), Succeeds());
  }
  const Outcome first = sandbox.run({"merge", "runs", "--quiet"});
  EXPECT_THAT(first, Succeeds());
  const Outcome second = sandbox.run({"merge", "runs", "--quiet"});
  EXPECT_THAT(second, Succeeds());
  EXPECT_EQ(second.out, first.out);
  EXPECT_THAT(second.err, HasSubstr("all of it was there"));
  const Outcome shard = sandbox.run({"run", "tiny.yaml", "--resume", "--shard", "1/2", "--quiet"});
  EXPECT_THAT(shard, Succeeds());
  EXPECT_THAT(shard.err, HasSubstr("shard 1 of 2 had nothing to play"));
  const Outcome calibrated = sandbox.run({"run", "tiny.yaml", "--resume", "--calibrate", "2"});
  EXPECT_EQ(calibrated.exit_code, kWrongUse);
  EXPECT_THAT(calibrated.err, HasSubstr("leave out --resume"));
}

TEST_F(ResumeTest, MergeFindsTheOneRunBelowADirectory) {
  const std::string expected = undisturbed();
  for (const char* shard : {"1/2", "2/2"}) {
    ASSERT_THAT(sandbox.run({"run", "long.yaml", "--quiet", "--out", "shards", "--shard", shard}),
                Succeeds());
  }
  EXPECT_THAT(sandbox.run({"merge", "--quiet", "shards"}), Succeeds());
  EXPECT_EQ(results("shards"), expected) << "it is written where the shards are";
  // Of several runs below it, none is taken.
  ASSERT_THAT(sandbox.run({"run", "long.yaml", "--quiet", "--out", "shards", "--shard", "1/2",
                           "--seed", "7"}),
              Succeeds());
  const Outcome several = sandbox.run({"merge", "--quiet", "shards"});
  EXPECT_EQ(several.exit_code, kWrongUse);
  EXPECT_THAT(several.err, AllOf(HasSubstr("has 2 runs below it"), HasSubstr("shards/long/"),
                                 HasSubstr("name one of them")));
}

// Runs the example script for Slurm in the environment that Slurm would give it.
// Each part is submitted alone here, as after a failure: Slurm counts one part then, and the script
// must take the number of parts from PARTS. An array that goes beyond it is refused.
TEST_F(ResumeTest, TheSlurmExamplePlaysItsParts) {
  const std::string expected = undisturbed();
  const std::string script =
      std::string(REPRISE_SOURCE_FOLDER) + "/configs/cluster/slurm_array.sbatch";
  const auto submit = [&](const std::string& task) {
    return sandbox.run_command({"bash", script, "long.yaml", "array"},
                               {{"REPRISE", program()},
                                {"PARTS", "2"},
                                {"SLURM_ARRAY_TASK_ID", task},
                                {"SLURM_ARRAY_TASK_MIN", task},
                                {"SLURM_ARRAY_TASK_MAX", task},
                                {"SLURM_ARRAY_TASK_COUNT", "1"},
                                {"SLURM_CPUS_PER_TASK", "1"}});
  };
  const Outcome beyond = submit("3");
  EXPECT_EQ(beyond.exit_code, 2);
  EXPECT_THAT(beyond.err, HasSubstr("the array goes up to 3, but PARTS is 2"));
  for (const char* task : {"1", "2"}) {
    const Outcome part = submit(task);
    ASSERT_THAT(part, Succeeds());
    EXPECT_THAT(part.err, HasSubstr("reprise merge array/long/"));
  }
  EXPECT_THAT(
      sandbox.run({"merge", "--quiet", find("array", "config.yaml").parent_path().string()}),
      Succeeds());
  EXPECT_EQ(results("array"), expected);
}

// A shard that was stopped goes on from its own checkpoint. One process can finish the work that
// shards have left.
TEST_F(ResumeTest, ShardsResumeAndCanBeFinishedByOne) {
  const std::string expected = undisturbed();
  const auto shard_file = [&] { return !find("a", "shard_1_of_2.played").empty(); };
  const std::vector<std::string> first = {"run",     "long.yaml", "--quiet",      "--out", "a",
                                          "--shard", "1/2",       "--checkpoint", "0"};
  ASSERT_EQ(sandbox.run_and_signal(SIGINT, first, shard_file).exit_code, 130);
  std::vector<std::string> resumed = first;
  resumed.push_back("--resume");
  EXPECT_THAT(sandbox.run(resumed), Succeeds());
  const Outcome rest = sandbox.run({"run", "long.yaml", "--quiet", "--out", "a", "--resume"});
  EXPECT_THAT(rest, Succeeds());
  EXPECT_THAT(rest.err, HasSubstr("resumed: 50 %"));
  EXPECT_EQ(results("a"), expected);
  EXPECT_THAT(Sandbox::files_in(sandbox.directory() / "a"), Not(Contains(EndsWith(".played"))));
}

TEST_F(ResumeTest, AnotherExperimentsCheckpointIsRefused) {
  const Outcome stopped = sandbox.run_and_signal(
      SIGINT, {"run", "long.yaml", "--quiet", "--out", "a", "--checkpoint", "0"},
      [&] { return has_checkpoint("a"); });
  ASSERT_EQ(stopped.exit_code, 130);
  const std::filesystem::path file = find("a", "all.played");
  ASSERT_THAT(
      sandbox.run({"run", "long.yaml", "--seed", "9", "--quiet", "--out", "b", "--shard", "1/2"}),
      Succeeds());
  const std::filesystem::path other = find("b", "config.yaml").parent_path() / "checkpoint";
  std::filesystem::copy_file(file, other / "all.played");
  const Outcome outcome =
      sandbox.run({"run", "long.yaml", "--seed", "9", "--quiet", "--out", "b", "--resume"});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("all.played: "), HasSubstr("is of the experiment ")));
}

}  // namespace
}  // namespace reprise
