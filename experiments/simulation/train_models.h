// The models of an experiment: trained in the order they are written, or taken from the cache.
#pragma once

#include <filesystem>

#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"
#include "recommenders/training/model.h"

namespace reprise {

struct TrainedModels {
  Models models;
  std::vector<TrainingReport> reports;  // in the order of the experiment
  std::vector<std::string> warnings;
};

/// Trains every model of the experiment. What was trained before, from the same world and the same
/// settings, is taken from `shared`, or read from `cache` (empty: keep nothing). Throws UserError.
TrainedModels train_models(const ExperimentSpec& spec, SharedWorld& shared,
                           const std::filesystem::path& cache, const Progress& progress);

}  // namespace reprise
