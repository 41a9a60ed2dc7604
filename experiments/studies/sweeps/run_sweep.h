// Plays the cells of a sweep that have not been played yet, and collects the results of all cells.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "experiments/studies/run_experiment.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// The progress of a sweep, for a display.
struct SweepProgress {
  std::size_t cells = 0;  // of this round
  std::size_t done = 0;   // of these: results are here, or failed in this round
  std::size_t failed = 0;
  std::uint64_t sessions = 0;  // played so far by this process
  double round_done = 0;       // share of this round's work, 0 to 1
  std::string best;            // "dim=140: +43.1 %"; empty before there is a best cell
};

struct SweepOptions {
  std::filesystem::path out;  // a run's directory is out/<experiment>/<hash>
  double checkpoint_seconds = 5;
  WorkShare shard;  // the part of the cells to be played
  bool resume =
      false;           // take complete cells even if their results depend on a service or a command
  bool fresh = false;  // play cells again that are complete on disk
  bool fail_fast = false;       // stop at the first cell that fails
  bool allow_commands = false;  // as in RunOptions
  bool merge = false;           // play nothing
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;
  std::string command;                                          // for manifests
  std::function<void(const SweepProgress&)> progress;           // at most one call at a time
  std::function<void(const std::string& message)> cell_failed;  // called as soon as a cell fails
};

struct SweepRun {
  SweepResults results;
  bool complete = true;  // every cell was played or failed
  std::size_t failed = 0;
  std::vector<std::string> notes;
};

/// Plays the sweep `spec.sweep`, which must be present. Cells that are complete on disk are not
/// played again, and a cell that another process is playing is waited for. Throws UserError when no
/// cell is a sound experiment, and Interrupted.
SweepRun run_sweep(const ExperimentSpec& spec, Workspace& workspace, const SweepOptions& options);

}  // namespace reprise
