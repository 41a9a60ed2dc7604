// Runs an experiment from its spec to its results: opens the world, makes the treatments, plays the
// sessions and compares the treatments.
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
  // true: the results are complete. A shard has played only its part and has no results; of several
  // ranks, only rank 0 has results.
  bool complete = true;
  Results results;
  std::vector<UserRow> users;      // empty unless the experiment asks for users.csv
  std::vector<std::string> notes;  // for the user: the fate of the checkpoints
  Timings timings;
};

struct RunOptions {
  std::int64_t threads = 0;  // 0: the experiment's number, else all processors
  PlayOptions play;
  std::int64_t simulate_coverage = 0;  // number of runs of the coverage simulation; 0: none
  bool allow_commands = false;         // the experiment may run its command between days
  std::filesystem::path log;  // path of a log of the sessions, if the experiment asks for one
  // Directories of runs whose shards are merged. If there are any, nothing is played.
  std::vector<std::filesystem::path> merge;
};

/// Runs an experiment. The results do not depend on threads, shards, ranks or interruptions. Throws
/// UserError for mistakes that only the world can show, and Interrupted.
ExperimentRun run_experiment(const ExperimentSpec& spec, Workspace& workspace,
                             const RunOptions& options = {}, const Progress& progress = {});

}  // namespace reprise
