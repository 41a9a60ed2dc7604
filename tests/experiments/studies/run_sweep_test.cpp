#include "experiments/studies/sweeps/run_sweep.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/temporary_folder.h"

namespace reprise {
namespace {

ExperimentSpec spec(const std::string& sweep) {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: s, world: {{generate: {{tracks: 300, users: 40, dim: 8}}}}, "
                  "episodes: 200, control: a, treatments: {{a: random, b: sticky_artist}}, sweep: "
                  "{}}}",
                  sweep),
      "test"));
}

// Progress is never more than everything, whatever is swept and however often the sweep is run.
TEST(RunSweep, ProgressGoesFromNothingToEverything) {
  for (const char* sweep :
       {"{parameters: {episodes: [50, 100, 150]}}",
        "{parameters: {max_steps: [901, 902, 903]}, worlds: [1, 2]}",
        "{method: {halving: 20}, parameters: {max_steps: [901, 902, 903, 904, 905]}}"}) {
    const TemporaryFolder folder;
    Workspace workspace;
    for (int repetition = 0; repetition < 2; ++repetition) {
      SweepProgress last;
      SweepOptions options;
      options.out = folder.path();
      options.progress = [&](const SweepProgress& progress) {
        EXPECT_LE(progress.done, progress.cells);
        EXPECT_LE(progress.round_done, 1 + 1e-12);
        last = progress;
      };
      const SweepRun run = run_sweep(spec(sweep), workspace, options);
      EXPECT_TRUE(run.complete);
      EXPECT_EQ(last.done, last.cells);
      EXPECT_NE(last.best, "");
    }
  }
}

// A cell with the same settings in another sweep is the same cell.
TEST(RunSweep, CellsAreSharedBySweeps) {
  const TemporaryFolder folder;
  Workspace workspace;
  SweepOptions options;
  options.out = folder.path();
  const SweepRun first =
      run_sweep(spec("{parameters: {max_steps: [901, 902]}}"), workspace, options);
  EXPECT_THAT(first.notes, testing::IsEmpty());
  const SweepRun second =
      run_sweep(spec("{parameters: {max_steps: [902, 903], episodes: [200]}}"), workspace, options);
  EXPECT_THAT(second.notes, testing::ElementsAre(testing::HasSubstr("1 of 2 runs were there")));
  EXPECT_EQ(first.results.cells[1].config_hash, second.results.cells[0].config_hash);
  EXPECT_EQ(first.results.cells[1].effects[0].effect, second.results.cells[0].effects[0].effect);
}

}  // namespace
}  // namespace reprise
