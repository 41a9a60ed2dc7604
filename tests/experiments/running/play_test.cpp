// Tests that a run has the same results whether it is played at once, in shards, in ranks, or
// stopped and resumed.
#include "experiments/running/play.h"

#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/running/run_state_file.h"
#include "reports/results/results_json.h"
#include "tests/experiments/run_alone.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

struct Kind {
  const char* name;
  const char* settings;
};

// Experiments for every way to partition work: by episodes or by users, with and without learning.
const Kind kKinds[] = {
    {"Plain",
     "episodes: 30000, treatments: {a: random, b: sticky_artist}, design: paired, metrics: "
     "[time_per_session, "
     "time_per_track, median_tracks_per_session, p90_tracks_per_session]"},
    {"SeedsAndDays",
     "episodes: 30000, treatments: {a: random, b: sticky_artist}, design: paired, seeds: [3, 1, "
     "2], days: 2"},
    {"Remembering",
     "episodes: 30000, treatments: {a: random, b: {anchor: {first_track: {scope: user}}, "
     "candidates: artist, "
     "exclude: user}}, design: paired, days: 3"},
    {"Learning",
     "episodes: 30000, treatments: {a: random, b: {epsilon_greedy: {of: [sticky_artist, "
     "random]}}}, design: paired, "
     "days: 4, seeds: [1, 2]"},
    {"RememberingAndLearning",
     "episodes: 30000, treatments: {a: {anchor: {first_track: {scope: user}}, candidates: artist}, "
     "b: "
     "{epsilon_greedy: {of: [sticky_artist, random]}}}, design: paired, days: 3, seeds: [5, 6]"},
    {"Split",
     "episodes: 30000, treatments: {a: random, b: sticky_artist}, design: split, seeds: [1, 2]"},
    {"Numpy",
     "episodes: 30000, treatments: {a: random, b: sticky_artist}, design: split, random: numpy, "
     "days: 2"},
};

class PlayTest : public testing::TestWithParam<Kind> {
 protected:
  ExperimentSpec spec = read_experiment(parse_yaml(
      fmt::format("{{experiment: play, world: {{generate: {{preset: 2023, tracks: 300, users: 80, "
                  "dim: 8, seed: 1}}}}, control: a, {}}}",
                  GetParam().settings),
      "test"));
  Workspace workspace;
  TemporaryFolder folder;

  RunOptions options(bool resume = false) const {
    RunOptions options;
    options.play.directory = folder.path() / "run";
    options.play.resume = resume;
    options.play.checkpoint_seconds = 0;  // as often as possible
    return options;
  }
  void expect_same_in_small_steps();
  void expect_same_when_stopped();
  std::string at_once() { return write_results_json(run_experiment(spec, workspace).results); }
};

TEST_P(PlayTest, InManySmallStepsItSaysTheSame) { expect_same_in_small_steps(); }

void PlayTest::expect_same_in_small_steps() {
  const ExperimentRun run = run_experiment(spec, workspace, options());
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(write_results_json(run.results), at_once());
}

TEST_P(PlayTest, InShardsItSaysTheSame) {
  const std::string expected = at_once();
  for (const std::uint64_t count : {2, 7, 32}) {
    for (std::uint64_t shard = 0; shard < count; ++shard) {
      RunOptions part = options(true);
      part.play.shard = {(shard * 5) % count, count};  // 5 and these numbers have no common divisor
      const ExperimentRun run = run_experiment(spec, workspace, part);
      EXPECT_FALSE(run.complete);
    }
    RunOptions merging;
    merging.merge = {folder.path() / "run"};
    const ExperimentRun merged = run_experiment(spec, workspace, merging);
    EXPECT_EQ(write_results_json(merged.results), expected) << count;
    std::filesystem::remove_all(folder.path() / "run");
  }
}

TEST_P(PlayTest, StoppedAgainAndAgainItSaysTheSame) { expect_same_when_stopped(); }

void PlayTest::expect_same_when_stopped() {
  const std::string expected = at_once();
  std::mt19937 draws(1);
  int stops = 0;
  for (bool done = false; !done;) {
    // Stop at some call of progress. The calls become more with each stop, so that the run ends.
    std::size_t calls = 3 + draws() % 40 + static_cast<std::size_t>(stops);
    try {
      const ExperimentRun run =
          run_experiment(spec, workspace, options(stops > 0),
                         [&](std::string_view stage, std::size_t, std::size_t) {
                           if (stage == "sessions" && calls-- == 0) throw Interrupted();
                         });
      EXPECT_EQ(write_results_json(run.results), expected);
      done = true;
    } catch (const Interrupted&) {
      ASSERT_LT(++stops, 1000);
    }
  }
  EXPECT_GT(stops, 0);
}

INSTANTIATE_TEST_SUITE_P(All, PlayTest, testing::ValuesIn(kKinds),
                         [](const auto& kind) { return kind.param.name; });

// Experiments that decide while they are played how long they go on. They cannot be sharded, but
// the results must be the same, too.
const Kind kSequentialKinds[] = {
    {"Stop",
     "treatments: {a: random, b: sticky_artist, c: {top_pop: 30}}, design: paired, episodes: 3000, "
     "stop: {half_width: 4%, max_episodes: 30000}"},
    {"StopSplit",
     "treatments: {a: random, b: sticky_artist}, design: split, episodes: 3000, stop: "
     "{half_width: 2%, max_episodes: 30000}, days: 2"},
    {"KimNelson",
     "treatments: {a: random, b: sticky_artist, c: {top_pop: 30}, d: {top_pop: 60}}, design: "
     "paired, episodes: 500, select: {kim_nelson: {indifference: 2%, first: 5, max_episodes: "
     "40000}}"},
    {"Halving",
     "treatments: {a: random, b: sticky_artist, c: {top_pop: 30}, d: {top_pop: 60}}, design: "
     "paired, episodes: 500, select: {halving: {budget: 40000}}"},
};

class SequentialTest : public PlayTest {};

TEST_P(SequentialTest, InManySmallStepsItSaysTheSame) { expect_same_in_small_steps(); }

TEST_P(SequentialTest, StoppedAgainAndAgainItSaysTheSame) { expect_same_when_stopped(); }

INSTANTIATE_TEST_SUITE_P(All, SequentialTest, testing::ValuesIn(kSequentialKinds),
                         [](const auto& kind) { return kind.param.name; });

// Three ranks in one process: each plays its part, and the first rank gathers all parts.
class PretendedRanks final : public Ranks {
 public:
  PretendedRanks(std::uint64_t index, std::vector<std::string>& mail)
      : index_(index), mail_(mail) {}
  std::uint64_t index() const override { return index_; }
  std::uint64_t count() const override { return 3; }
  std::vector<std::string> gather(const std::string& bytes) override {
    mail_.push_back(bytes);
    return index_ == 0 ? mail_ : std::vector<std::string>{};
  }
  std::string broadcast(const std::string& bytes) override {
    return index_ == 0 ? bytes : nothing_;
  }
  // Sets the bytes that the other ranks get from rank 0. They are set in advance, because rank 0
  // plays last here.
  void expect(std::string nothing) { nothing_ = std::move(nothing); }

 private:
  std::uint64_t index_;
  std::vector<std::string>& mail_;
  std::string nothing_;
};

TEST_P(PlayTest, InRanksItSaysTheSame) {
  const std::string expected = at_once();
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  std::vector<std::string> mail;
  const std::string nothing =
      RunStateFile::write(RunState(WorkPartition(spec, prepared.seeds.size(), prepared.treatments,
                                                 prepared.world().users.size()),
                                   {}),
                          {});
  for (const std::uint64_t rank : {2, 1, 0}) {
    PretendedRanks ranks(rank, mail);
    ranks.expect(nothing);
    PlayOptions options;
    options.ranks = &ranks;
    const PlayOutcome outcome = play(prepared, options, {});
    EXPECT_EQ(outcome.run_state.complete(), rank == 0);
    if (rank > 0) continue;
    EXPECT_EQ(
        write_results_json(build_results(prepared, outcome.run_state,
                                         play_side_runs(prepared, outcome.run_state, nullptr, {}))),
        expected);
  }
}

}  // namespace
}  // namespace reprise
