// Plays the cells of a sweep that have not been played, and puts them all together.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "experiments/studies/run_experiment.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Where a sweep stands, for who watches it.
struct SweepProgress {
  std::size_t cells = 0;  // in all
  std::size_t done = 0;   // with those that were there, and those that failed
  std::size_t failed = 0;
  std::uint64_t sessions = 0;  // played by now, by this process
  double round_done = 0;       // share of this round's work, 0 to 1
  std::string best;            // "dim=140: +43.1 %"; empty before there is one
};

struct SweepOptions {
  std::filesystem::path out;  // runs go to out/<experiment>/<hash>
  double checkpoint_seconds = 5;
  WorkShare shard;         // of the cells
  bool fresh = false;      // play cells again that are there
  bool fail_fast = false;  // stop at the first cell that fails
  bool merge = false;      // play nothing
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;
  std::string command;                                          // for manifests
  std::function<void(const SweepProgress&)> progress;           // at most one call at a time
  std::function<void(const std::string& message)> cell_failed;  // as soon as it is known
};

struct SweepRun {
  SweepResults results;
  bool complete = true;  // every cell was played or failed
  std::size_t failed = 0;
  std::vector<std::string> notes;
};

/// Plays it; `spec.sweep` is there. Cells that are complete on disk are not played again, and those
/// that another process is playing are waited for. Throws UserError where no cell is a sound
/// experiment, and Interrupted.
SweepRun run_sweep(const ExperimentSpec& spec, Workspace& workspace, const SweepOptions& options);

}  // namespace reprise
