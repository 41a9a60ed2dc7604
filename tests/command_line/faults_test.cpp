// Tests faults around a run: disks, files, memory. Each fault ends in one message and a documented
// exit code, and the files from before stay whole.
#include "tests/command_line/faults.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "experiments/commands/command.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::Each;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

namespace fs = std::filesystem;

// ---- Disks

TEST_F(FaultsTest, FilesThatMayNotGrowAreOneMessage) {
  const std::string kept = run("kept", {"--set", "users_csv=true"});
  const std::map<std::string, std::string> before = contents();
  int failed = 0;
  // The limits are in blocks of 512 bytes. They stop the program at the first file that it writes,
  // at the last, and between.
  for (const int blocks : {0, 1, 2, 4, 8, 16, 32, 64, 128, 512, 8192}) {
    SCOPED_TRACE(blocks);
    fs::remove_all(sandbox.cache());
    // Run the same experiment again, over the files that are there.
    const Outcome outcome =
        sandbox.run_command({"sh", "-c",
                             fmt::format("(ulimit -f {}; exec {} run tiny.yaml --quiet --out kept "
                                         "--set users_csv=true) 2>&1 >/dev/null | cat",
                                         blocks, program())});
    const bool cut = outcome.out.find("File too large") != std::string::npos;
    failed += cut ? 1 : 0;
    // A file of the cache that cannot be written does not stop the run, because the cache is not
    // needed.
    if (cut) {
      EXPECT_THAT(lines_of(outcome.out), SizeIs(1));
      EXPECT_THAT(outcome.out, AllOf(StartsWith("reprise: kept/tiny/"),
                                     HasSubstr("cannot write this file: File too large")));
    } else {
      EXPECT_THAT(outcome.out, MatchesRegex("report: kept/.*/report.html\n"));
    }
    expect_no_parts();
    std::map<std::string, std::string> after = contents();
    for (const auto& [file, content] : before) {
      // manifest.json differs, because its times are those of the last run that got so far.
      if (!file.ends_with("manifest.json")) {
        EXPECT_EQ(after[file], content) << file;
      }
    }
    EXPECT_EQ(after.size(), before.size());
    EXPECT_FALSE(after[kept + "/manifest.json"].empty());
  }
  EXPECT_GT(failed, 3);
  EXPECT_LT(failed, 11);
}

TEST_F(FaultsTest, FilesThatMayNotGrowEndWithTheCodeOfWhatCannotBeWritten) {
  const Outcome outcome = run_after("ulimit -f 1", "run tiny.yaml --quiet --out out");
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, HasSubstr("choose another place or free some space"));
}

TEST_F(FaultsTest, AFullCheckpointIsOneMessageAndNoDamage) {
  sandbox.write("long.yaml", kTiny + "days: 20\n");
  const Outcome outcome =
      run_after("ulimit -f 4", "run long.yaml --quiet --checkpoint 0 --out out");
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  EXPECT_THAT(outcome.err, HasSubstr("File too large"));
  expect_no_parts();
  EXPECT_THAT(sandbox.run({"run", "long.yaml", "--quiet", "--out", "out", "--resume"}), Succeeds());
}

// ---- Standard streams

TEST_F(FaultsTest, WhatCannotBePrintedIsSaid) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"list"},
        {"--help"},
        {"run", "--help"},
        {"--version"},
        {"run", "tiny.yaml", "--quiet"},
        {"run", "tiny.yaml", "--quiet", "--json"},
        {"run", "tiny.yaml", "--dry-run"},
        {"validate", "tiny.yaml"},
        {"world", "describe", "--tracks", "9", "--users", "2", "--dim", "2", "--quiet"}}) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const Outcome outcome = sandbox.run_into("/dev/full", arguments);
    EXPECT_EQ(outcome.exit_code, kFailed);
    // A run is written to its directory before its table is printed, and says so.
    ASSERT_THAT(lines_of(outcome.err), Not(IsEmpty()));
    EXPECT_THAT(lines_of(outcome.err).back(), HasSubstr("cannot write to standard output"));
    EXPECT_LE(lines_of(outcome.err).size(), 2u);
  }
}

TEST_F(FaultsTest, AReaderThatLeavesIsSaid) {
  // The output is larger than a pipe (64 KiB), so the writer still writes when its reader has gone.
  const Outcome outcome = sandbox.run_command(
      {"bash", "-c",
       fmt::format("{0} run tiny.yaml --quiet --json --set seeds='{{count: 40}}' --set episodes=50 "
                   "2> error.txt | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}",
                   program())});
  EXPECT_EQ(outcome.out, "1\n");
  EXPECT_THAT(sandbox.read("error.txt"), HasSubstr("cannot write to standard output"));
  // The files are written nevertheless.
  EXPECT_THAT(sandbox.files(), testing::Contains(EndsWith("results.json")));
}

TEST_F(FaultsTest, ClosedStreams) {
  const Outcome output = run_after("exec >&-", "run tiny.yaml --quiet --out out");
  EXPECT_EQ(output.exit_code, kFailed);
  EXPECT_THAT(output.err, HasSubstr("cannot write to standard output: Bad file descriptor"));
  // Progress that cannot be written to standard error is no reason to stop.
  EXPECT_THAT(run_after("exec 2>/dev/full", "run tiny.yaml --out out"), Succeeds());
  EXPECT_THAT(run_after("exec 2>&-", "run tiny.yaml --out out"), Succeeds());
  // `play` ends when standard input is closed, empty or a directory.
  for (const char* input : {"exec <&-", "exec </dev/null", "exec <."}) {
    const Outcome played = run_after(input, "play --world tiny_world.yaml");
    EXPECT_EQ(played.exit_code, kWrongUse) << "there is no such world";
  }
  sandbox.write("w.yaml", "generate: {tracks: 30, users: 3, dim: 2}\n");
  for (const char* input : {"exec <&-", "exec </dev/null", "exec <."}) {
    EXPECT_THAT(run_after(input, "play --world w.yaml"), Succeeds()) << input;
  }
}

// ---- Files that change or vanish

TEST_F(FaultsTest, ListsThatVanishBeforeTheyAreReadAreNamed) {
  // The lists have been found but not yet been read while the model is trained. They vanish at that
  // time.
  sandbox.write("x.yaml",
                "experiment: t\n"
                "world: {generate: {tracks: 300, users: 50, dim: 16}}\n"
                "episodes: 20\ncontrol: a\n"
                "models: {m: {log: {sessions: 3000}, epochs: 40}}\n"
                "treatments: {a: random, b: {contextual: lists.json}, c: {contextual: {model: "
                "m}}}\n");
  for (const bool cut : {false, true}) {
    SCOPED_TRACE(cut);
    fs::remove_all(sandbox.cache());
    sandbox.write("lists.json", "{\"track\": 0, \"tracks\": [1, 2, 3]}\n");
    const Outcome outcome = sandbox.run_and_signal(0, {"run", "x.yaml", "--out", "out"}, [&] {
      // Once the world is open, it is in the cache.
      if (Sandbox::files_in(sandbox.cache() / "worlds").empty()) return false;
      cut ? sandbox.write("lists.json", "{\"track\": 0, \"tr")
          : static_cast<void>(fs::remove(sandbox.directory() / "lists.json"));
      return true;
    });
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    EXPECT_THAT(lines_of(outcome.err).back(),
                AllOf(StartsWith("reprise: "), HasSubstr("lists.json"),
                      cut ? AnyOf(HasSubstr("not JSON"), HasSubstr("not JSON"))
                          : AnyOf(HasSubstr("No such file"), HasSubstr("there is no file"))));
    EXPECT_THAT(Sandbox::files_in(sandbox.directory() / "out"), IsEmpty());
  }
}

// A file of the cache is named by the content of the files that it was made from. So it must not be
// kept when those files changed while they were read.
TEST_F(FaultsTest, AWorldThatChangesWhileItIsReadIsNotKept) {
  std::string tracks;  // so many that making the world takes longer than replacing a file
  for (int track = 0; track < 20'000; ++track) {
    tracks += fmt::format("{{\"track\": {}, \"artist\": \"{}\"}}\n", track, track / 7);
  }
  sandbox.write("tracks.json", tracks);
  sandbox.write("w.yaml", "generate: {dim: 32}\nfiles: {tracks: tracks.json, users: users.json}\n");
  // Somebody replaces the file again and again, each time by another content.
  sandbox.write("users.json", "{\"user\": 0, \"interests\": [0]}\n");
  const Outcome outcome = sandbox.run_command(
      {"bash", "-c",
       fmt::format(
           "(for n in $(seq 20000); do echo '{{\"user\": '$n', \"interests\": [0]}}' > new && "
           "mv new users.json; done) & timeout 20 {} world describe --world w.yaml --quiet; "
           "code=$?; kill %1; wait; exit $code",
           program())});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("users.json: "), HasSubstr("changed while it was read")));
  EXPECT_THAT(Sandbox::files_in(sandbox.cache() / "worlds"), IsEmpty());
}

// The program cannot notice the end of a mapped file that was cut short: the system sends a signal.
TEST_F(FaultsTest, ACachedWorldThatIsCutShortWhileItIsPlayed) {
  sandbox.write("long.yaml",
                "experiment: t\nworld: {generate: {tracks: 20000, users: 50, dim: 100}}\n"
                "episodes: 100000000\ncontrol: a\ntreatments: {a: random}\n");
  ASSERT_THAT(sandbox.run({"run", "long.yaml", "--quiet", "--set", "episodes=5"}), Succeeds());
  const fs::path world =
      sandbox.cache() / "worlds" / Sandbox::files_in(sandbox.cache() / "worlds").front();
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome =
      sandbox.run_and_signal(0, {"run", "long.yaml", "--quiet", "--checkpoint", "0"}, [&] {
        // Once there is a checkpoint, sessions are being played.
        const std::vector<std::string> files = sandbox.files();
        const bool playing = std::any_of(files.begin(), files.end(), [](const std::string& file) {
          return file.ends_with(".played");
        });
        if (playing) fs::resize_file(world, 4096);
        return playing || std::chrono::steady_clock::now() - start > std::chrono::seconds(50);
      });
  EXPECT_EQ(outcome.exit_code, kFailed);
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  EXPECT_THAT(outcome.err, HasSubstr("a file of the cache was cut short while it was in use"));
  const Outcome again =
      sandbox.run({"run", "long.yaml", "--quiet", "--set", "episodes=5", "--out", "again"});
  EXPECT_THAT(again, Succeeds());
  EXPECT_THAT(again.err, AllOf(HasSubstr(world.string()), HasSubstr("damaged")));
}

// ---- Directories that may not be read or written

class OtherUserTest : public FaultsTest {
 protected:
  OtherUserTest() {
    // mkdtemp made this directory for its owner alone. Another user needs to read it and to write
    // to the cache.
    fs::permissions(sandbox.directory().parent_path(), fs::perms(0755));
    fs::create_directories(sandbox.cache());
    fs::permissions(sandbox.cache(), fs::perms(0777));
  }
  /// Runs the program as a user who is bound by permissions; root is not.
  Outcome run_bound(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command;
    if (::geteuid() == 0) {
      command = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    }
    command.emplace_back(program());
    command.insert(command.end(), arguments.begin(), arguments.end());
    return sandbox.run_command(command);
  }
};

TEST_F(OtherUserTest, FoldersThatMayNotBeWritten) {
  if (!run_bound({"--version"}).err.empty()) GTEST_SKIP() << "nobody may start the program here";
  fs::create_directories(sandbox.directory() / "mine");
  fs::permissions(sandbox.directory() / "mine", fs::perms(0555));
  const std::vector<std::string> before = sandbox.files();
  for (const std::string out : {"mine", "mine/below/it"}) {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"run", "tiny.yaml"},
          {"world", "export", "--tracks", "9", "--users", "2", "--dim", "2"}}) {
      std::vector<std::string> arguments = command;
      arguments.insert(arguments.end(), {"--quiet", "--out", out});
      const Outcome outcome = run_bound(arguments);
      EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
      EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
      EXPECT_THAT(outcome.err, AllOf(HasSubstr("mine"), HasSubstr("Permission denied")));
    }
  }
  EXPECT_EQ(sandbox.files(), before);
}

TEST_F(OtherUserTest, FoldersOfListensThatMayNotBeRead) {
  if (!run_bound({"--version"}).err.empty()) GTEST_SKIP() << "nobody may start the program here";
  fs::create_directories(sandbox.directory() / "logs/mine");
  sandbox.write("logs/a.tsv", "u\t2009-05-04T23:08:57Z\t\tA\t\tT\n");
  fs::permissions(sandbox.directory() / "logs/mine", fs::perms(0));
  const Outcome outcome = run_bound({"listens", "logs"});
  fs::permissions(sandbox.directory() / "logs/mine", fs::perms(0755));
  EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("logs/mine: cannot read this folder"),
                                 HasSubstr("Permission denied")));
}

TEST_F(OtherUserTest, FilesThatMayNotBeRead) {
  if (!run_bound({"--version"}).err.empty()) GTEST_SKIP() << "nobody may start the program here";
  fs::permissions(sandbox.directory() / "tiny.yaml", fs::perms(0));
  const Outcome experiment = run_bound({"run", "tiny.yaml"});
  EXPECT_EQ(experiment.exit_code, kWrongUse);
  EXPECT_THAT(experiment.err,
              AllOf(HasSubstr("tiny.yaml: cannot read this file: Permission denied")));
  sandbox.write("w/tracks.json", "{\"track\": 0, \"artist\": \"A\"}\n");
  sandbox.write("w/users.json", "{\"user\": 1, \"interests\": [0]}\n");
  sandbox.write("w/tracks.npy", "");
  for (const auto& [path, mode] : {std::pair{"w/users.json", 0}, {"w", 0}}) {
    fs::permissions(sandbox.directory() / path, fs::perms(mode));
    const Outcome world = run_bound({"world", "describe", "--world", "w", "--quiet"});
    EXPECT_EQ(world.exit_code, kWrongUse);
    EXPECT_THAT(lines_of(world.err), SizeIs(1));
    EXPECT_THAT(world.err, AllOf(HasSubstr("w"), HasSubstr("ermission denied")));
  }
  fs::permissions(sandbox.directory() / "w", fs::perms(0755));
}

TEST_F(OtherUserTest, ACacheThatCannotBeUsedIsNotNeeded) {
  if (!run_bound({"--version"}).err.empty()) GTEST_SKIP() << "nobody may start the program here";
  fs::permissions(sandbox.directory(), fs::perms(0777));
  const std::string json = sandbox.run({"run", "tiny.yaml", "--quiet", "--json"}).out;
  for (const int mode : {0555, 0}) {
    fs::permissions(sandbox.cache(), fs::perms(mode));
    const Outcome outcome =
        run_bound({"run", "tiny.yaml", "--quiet", "--json", "--out", fmt::format("o{}", mode)});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_EQ(outcome.out, json);
  }
  fs::permissions(sandbox.cache(), fs::perms(0777));
  // There can be no folder below a file, not even for root.
  const Outcome below = sandbox.run({"run", "tiny.yaml", "--quiet", "--json", "--out", "b"},
                                    {{"REPRISE_CACHE", sandbox.directory() / "tiny.yaml"}});
  EXPECT_THAT(below, Succeeds());
  EXPECT_EQ(below.out, json);
}

// ---- A damaged cache

TEST_F(FaultsTest, EveryFileOfTheCacheIsCheckedAndMadeAgain) {
  sandbox.write("m.yaml",
                "experiment: m\n"
                "world: {generate: {tracks: 60, users: 20, dim: 4}}\n"
                "episodes: 40\ncontrol: r\n"
                "models:\n  ranker: {log: {sessions: 300}, dim: 4, epochs: 2}\n"
                "  similarity: {item_similarity: {log: {sessions: 300}}}\n"
                "treatments:\n  r: random\n  near: {candidates: {nearest: 9}}\n"
                "  a: {contextual: {model: ranker}}\n  b: {contextual: {model: similarity}}\n");
  const std::vector<std::string> arguments = {"run", "m.yaml", "--quiet", "--json"};
  const Outcome sound = sandbox.run(arguments);
  ASSERT_THAT(sound, Succeeds());
  // Make the nearest lists again. The first run also kept lists that only the references needed;
  // the references are in the cache now, so those lists would not be read again.
  fs::remove_all(sandbox.cache() / "nearest");
  ASSERT_THAT(sandbox.run(arguments).err, MatchesRegex("report: runs/.*/report.html\n"));
  const std::vector<std::string> files = Sandbox::files_in(sandbox.cache());
  int tried = 0;
  for (const std::string& file : files) {
    const fs::path path = sandbox.cache() / file;
    if (!fs::is_regular_file(path)) continue;
    const std::string bytes = sandbox.read(path);
    for (std::size_t eighth = 0; eighth < 8; ++eighth) {
      const std::size_t place = eighth * (bytes.size() - 1) / 7;
      SCOPED_TRACE(fmt::format("{} at {} of {}", file, place, bytes.size()));
      std::string damaged = bytes;
      damaged[place] = static_cast<char>(damaged[place] ^ 1 << eighth);
      std::ofstream(path, std::ios::binary) << damaged;
      const Outcome outcome = sandbox.run(arguments);
      EXPECT_THAT(outcome, Succeeds());
      EXPECT_EQ(outcome.out, sound.out);
      EXPECT_THAT(lines_of(outcome.err), SizeIs(2));
      EXPECT_THAT(outcome.err,
                  AllOf(HasSubstr(path.parent_path().string()), HasSubstr("damaged"),
                        AnyOf(HasSubstr("making it again"), HasSubstr("making them again"))));
      // The file in the cache is whole again.
      EXPECT_EQ(sandbox.read(path), bytes);
      ++tried;
    }
    // Cut the file to a half, and to nothing.
    for (const std::size_t size : {bytes.size() / 2, std::size_t{0}}) {
      fs::resize_file(path, size);
      const Outcome outcome = sandbox.run(arguments);
      EXPECT_THAT(outcome, Succeeds());
      EXPECT_EQ(outcome.out, sound.out);
      EXPECT_EQ(sandbox.read(path), bytes) << file << " cut to " << size;
    }
  }
  EXPECT_GE(tried, 8 * 5) << testing::PrintToString(files);
}

// ---- Memory and threads

constexpr const char* kNoLimits = "sanitizers take more address space than any limit leaves";

TEST_F(FaultsTest, TooLittleMemoryIsOneMessage) {
  if (program_has_sanitizer()) GTEST_SKIP() << kNoLimits;
  const std::string kept = run("kept");
  const std::map<std::string, std::string> before = contents();
  int failed = 0;
  int played = 0;
  // With less than the program itself takes, the system ends it before it begins.
  for (int megabytes = 13; megabytes <= 70; megabytes += 3) {
    SCOPED_TRACE(megabytes);
    const Outcome outcome = run_after(fmt::format("ulimit -c 0; ulimit -v {}", megabytes * 1024),
                                      "run tiny.yaml --quiet --out out --threads 2");
    // The shell gives exit code 127 when the program could not be loaded.
    ASSERT_THAT(outcome.exit_code, AnyOf(kOk, kFailed, 127)) << outcome;
    if (outcome.exit_code == kFailed) {
      EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
      EXPECT_THAT(outcome.err, AnyOf(HasSubstr("out of memory"), HasSubstr("no more threads")));
      ++failed;
    }
    if (outcome.exit_code == kOk) ++played;
    expect_no_parts();
    std::map<std::string, std::string> after = contents();
    for (const auto& [file, content] : before) EXPECT_EQ(after[file], content) << file;
  }
  EXPECT_GT(failed, 0);
  EXPECT_GT(played, 0);
}

TEST_F(FaultsTest, AWorldBeyondMemoryIsOneMessage) {
  if (program_has_sanitizer()) GTEST_SKIP() << kNoLimits;
  const Outcome outcome =
      run_after("ulimit -c 0; ulimit -v 400000",
                "world describe --tracks 100000000 --users 3 --dim 4096 --quiet");
  EXPECT_EQ(outcome.exit_code, kFailed);
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  EXPECT_THAT(outcome.err, HasSubstr("out of memory"));
}

// ---- Signals

TEST_F(FaultsTest, WhoeverIsEndedLeavesNoPartsBehind) {
  // Files without names (O_TMPFILE) leave nothing behind. Where the file system has none, a file
  // has a name while it is written, and kill -9 leaves it there.
  const int unnamed = ::open(sandbox.directory().c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  if (unnamed < 0) GTEST_SKIP() << "this file system has no files without names";
  ::close(unnamed);
  for (const int signal : {SIGINT, SIGTERM, SIGKILL, SIGHUP}) {
    for (const int wait : {2, 10, 30, 60, 100, 150}) {
      fs::remove_all(sandbox.cache());
      fs::remove_all(sandbox.directory() / "exported");
      const auto start = std::chrono::steady_clock::now();
      const Outcome outcome = sandbox.run_and_signal(
          signal,
          {"world", "export", "--tracks", "3000", "--users", "500", "--dim", "32", "--quiet",
           "--out", "exported"},
          [&] {
            return std::chrono::steady_clock::now() - start > std::chrono::milliseconds(wait);
          });
      EXPECT_THAT(outcome.exit_code, AnyOf(kOk, 128 + signal, kInterrupted));
      expect_no_parts();
    }
  }
}

}  // namespace
}  // namespace reprise
