// Trained models on disk, and the lists they gave.
#pragma once

#include <filesystem>
#include <optional>

#include "recommenders/training/model.h"

namespace reprise {

struct KeptModel {
  std::shared_ptr<Model> model;
  TrainingReport report;
};

/// The directory of one model. What is in it is checked; a damaged part counts as missing. A
/// directory that cannot be written costs the next run time only.
class ModelCache {
 public:
  /// An empty directory keeps nothing. `world` outlives the models.
  ModelCache(std::filesystem::path directory, const World& world)
      : directory_(std::move(directory)), world_(world) {}

  /// The model that was kept, if its embeddings are there. `progress` gets a note where something
  /// is there and damaged.
  std::optional<KeptModel> load(const Progress& progress = {}) const;
  /// Keeps the model. What is returned keeps the lists it is asked for, too.
  KeptModel keep(std::shared_ptr<Model> model, TrainingReport report) const;

 private:
  std::filesystem::path directory_;
  const World& world_;
};

}  // namespace reprise
