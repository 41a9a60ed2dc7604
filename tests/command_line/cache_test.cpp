// Tests `reprise cache` as people use it: what runs leave in the cache is counted and cleared.
#include <chrono>
#include <filesystem>

#include "experiments/commands/command.h"
#include "tests/command_line/program.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::IsEmpty;

class CacheCommand : public testing::Test {
 protected:
  // Runs what keeps every kind: a world, lists of nearest tracks, a model, references, sums of the
  // oracle.
  CacheCommand() {
    sandbox_.write("full.yaml",
                   "experiment: full\n"
                   "world: {generate: {tracks: 60, users: 20, dim: 4, seed: 1}}\n"
                   "episodes: 200\n"
                   "control: random\n"
                   "models: {m: {item_similarity: {log: {sessions: 300}}}}\n"
                   "treatments:\n"
                   "  random: random\n"
                   "  best: oracle\n"
                   "  near: {candidates: {nearest: {top: 5}}}\n"
                   "  lists: {candidates: {item_list: {model: m}}}\n");
    EXPECT_THAT(sandbox_.run({"run", "full.yaml", "--quiet"}), Succeeds());
    // A run without the oracle refers to one.
    EXPECT_THAT(
        sandbox_.run({"run", "full.yaml", "--quiet", "--set", "treatments.best=sticky_artist"}),
        Succeeds());
  }
  nlohmann::json cache(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), "cache");
    arguments.emplace_back("--json");
    const Outcome outcome = sandbox_.run(arguments);
    EXPECT_THAT(outcome, Succeeds()) << outcome.err;
    return nlohmann::json::parse(outcome.out);
  }
  std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& entry : fs::recursive_directory_iterator(sandbox_.cache())) {
      if (entry.is_regular_file()) sum += entry.file_size();
    }
    return sum;
  }
  static std::uint64_t bytes_in(const nlohmann::json& said) {
    std::uint64_t sum = 0;
    for (const nlohmann::json& kind : said["kinds"]) sum += kind["bytes"].get<std::uint64_t>();
    return sum;
  }

  const Sandbox sandbox_;
};

TEST_F(CacheCommand, CountsEverythingThatRunsKeep) {
  const nlohmann::json said = cache();
  EXPECT_EQ(said["directory"], sandbox_.cache().string());
  EXPECT_EQ(bytes_in(said), bytes());
  for (const char* kind : {"worlds", "nearest", "models", "references", "ceilings"}) {
    EXPECT_GE(said["kinds"][kind]["entries"], 1) << kind;
    EXPECT_GT(said["kinds"][kind]["bytes"], 0) << kind;
  }
  EXPECT_EQ(said["kinds"]["models"]["entries"], 1) << "a model has several files";
  EXPECT_THAT(sandbox_.run({"cache"}).out, HasSubstr("trained models"));
}

TEST_F(CacheCommand, ClearsOneKindOrAll) {
  const std::string before = sandbox_.run({"run", "full.yaml", "--json", "--quiet", "--fresh"}).out;
  const nlohmann::json said = cache({"ceilings", "--clear"});
  EXPECT_EQ(said["kinds"].size(), 1u);
  EXPECT_EQ(said["kinds"]["ceilings"]["entries"], 0);
  EXPECT_GE(cache()["kinds"]["models"]["entries"], 1);
  // What is none of reprise's stays, whatever the directory is.
  fs::create_directories(sandbox_.cache() / "mine");
  fs::copy_file(sandbox_.directory() / "full.yaml", sandbox_.cache() / "mine" / "note");
  const std::uint64_t mine = fs::file_size(sandbox_.cache() / "mine" / "note");
  fs::create_directories(sandbox_.cache() / "models" / "broken_off");
  EXPECT_EQ(bytes_in(cache({"--clear"})), 0u);
  EXPECT_EQ(bytes(), mine);
  EXPECT_TRUE(fs::is_empty(sandbox_.cache() / "models"));
  // A run makes again what it needs.
  EXPECT_EQ(sandbox_.run({"run", "full.yaml", "--json", "--quiet", "--fresh"}).out, before);
}

TEST_F(CacheCommand, KeepsWhatWasUsedLast) {
  const std::uint64_t all = bytes();
  // The world is used last.
  const fs::path world = fs::directory_iterator(sandbox_.cache() / "worlds")->path();
  fs::last_write_time(world, fs::file_time_type::clock::now() + std::chrono::hours(1));
  const Outcome nothing = sandbox_.run({"cache", "--keep", "1GB"});
  EXPECT_THAT(nothing.err, HasSubstr("removed 0 entries"));
  EXPECT_EQ(bytes(), all);
  const std::uint64_t size = fs::file_size(world);
  EXPECT_THAT(sandbox_.run({"cache", "--keep", std::to_string(size) + "B"}), Succeeds());
  EXPECT_TRUE(fs::exists(world));
  EXPECT_EQ(bytes(), size);
}

TEST(Cache, NeedsAPlace) {
  const Outcome outcome =
      Sandbox().run({"cache"}, {{"REPRISE_CACHE", ""}, {"XDG_CACHE_HOME", ""}, {"HOME", ""}});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, HasSubstr("there is no cache"));
}

TEST(Cache, OfAMachineWithoutOneIsEmpty) {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.run({"cache"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("0 B"));
}

}  // namespace
}  // namespace reprise
