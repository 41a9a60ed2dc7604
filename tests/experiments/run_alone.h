// Runs an experiment in a workspace of its own, so that it shares nothing with another.
#pragma once

#include "experiments/studies/run_experiment.h"

namespace reprise {

inline ExperimentRun run_alone(const ExperimentSpec& spec, std::int64_t threads = 0,
                               const std::filesystem::path& cache = {}) {
  Workspace workspace(cache);
  RunOptions options;
  options.threads = threads;
  return run_experiment(spec, workspace, options);
}

}  // namespace reprise
