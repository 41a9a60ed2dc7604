// Trains the models of an experiment in the order in which they are written, or takes them from the
// cache.
#pragma once

#include <filesystem>

#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"
#include "recommenders/training/model.h"

namespace reprise {

struct TrainedModels {
  Models models;
  std::vector<TrainingReport> reports;  // in the order of the experiment's models
  std::vector<std::string> warnings;
};

/// Trains every model of the experiment. A model that was trained before, from the same world and
/// with the same settings, is taken from `shared` or read from `cache` (an empty path: models are
/// not kept on disk). Throws UserError.
TrainedModels train_models(const ExperimentSpec& spec, SharedWorld& shared,
                           const std::filesystem::path& cache, const Progress& progress);

}  // namespace reprise
