// From an experiment to its results: opens the world, makes the treatments, plays, compares.
#pragma once

#include <string>
#include <vector>

#include "experiments/analysis/build_results.h"
#include "experiments/running/play.h"
#include "experiments/simulation/stopwatch.h"
#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"
#include "sim/support/progress.h"

namespace reprise {

struct ExperimentRun {
  // Whether everything is there. A shard has played its part and has no results, and of several
  // ranks rank 0 alone has.
  bool complete = true;
  Results results;
  std::vector<UserRow> users;      // empty unless the experiment asks for users.csv
  std::vector<std::string> notes;  // for whoever started it: what became of checkpoints
  Timings timings;
};

struct RunOptions {
  std::int64_t threads = 0;  // 0: what the experiment says, and all processors if it says nothing
  PlayOptions play;
  std::int64_t simulate_coverage =
      0;                        // times that the experiment is simulated again for its certificate
  bool allow_commands = false;  // whether the experiment may run the command it has between days
  std::filesystem::path log;    // where a log of its sessions is written, if it asks for one
  // Directories of runs whose shards are merged; nothing is played then.
  std::vector<std::filesystem::path> merge;
};

/// Runs it. The results do not depend on threads, shards, ranks or interruptions. Throws UserError
/// for mistakes that only the world can show, and Interrupted.
ExperimentRun run_experiment(const ExperimentSpec& spec, Workspace& workspace,
                             const RunOptions& options = {}, const Progress& progress = {});

}  // namespace reprise
