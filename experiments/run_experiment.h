// From an experiment to its results: opens the world, makes the treatments, plays, compares.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "experiments/experiment_spec.h"
#include "reports/results.h"
#include "sim/progress.h"

namespace reprise {

/// Seconds spent in each stage, in order; not part of the results.
using Timings = std::vector<std::pair<std::string, double>>;

/// A value of one user under one treatment, for users.csv.
struct UserRow {
  std::int64_t user = 0;
  std::string treatment;
  std::vector<double> values;  // in the order of the experiment's metrics
};

struct ExperimentRun {
  Results results;
  std::vector<UserRow> users;  // empty unless the experiment asks for users.csv
  Timings timings;
};

struct RunOptions {
  std::filesystem::path cache;  // empty keeps nothing
  std::int64_t threads = 0;  // 0: what the experiment says, and all processors if it says nothing
};

/// Runs it. The results do not depend on the threads. Throws UserError for mistakes that only the
/// world can show.
ExperimentRun run_experiment(const ExperimentSpec& spec, const RunOptions& options,
                             const Progress& progress = {});

}  // namespace reprise
