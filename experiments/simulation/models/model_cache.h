// Keeps trained models on disk, with the recommendation lists that they gave.
#pragma once

#include <filesystem>
#include <optional>

#include "recommenders/training/model.h"

namespace reprise {

struct KeptModel {
  std::shared_ptr<Model> model;
  TrainingReport report;
};

/// The directory of one model. Its files are checked when they are read; a damaged file counts as
/// missing. If the directory cannot be written, the only loss is the time of the next run.
class ModelCache {
 public:
  /// If `directory` is empty, nothing is kept. `world` must outlive the models.
  ModelCache(std::filesystem::path directory, const World& world)
      : directory_(std::move(directory)), world_(world) {}

  /// Returns the model that was kept, or nothing if its files are missing or damaged. If they are
  /// damaged, `progress` gets a note.
  std::optional<KeptModel> load(const Progress& progress = {}) const;
  /// Writes the model to the directory. The returned model also keeps the lists that it is asked
  /// for.
  KeptModel keep(std::shared_ptr<Model> model, TrainingReport report) const;

 private:
  std::filesystem::path directory_;
  const World& world_;
};

}  // namespace reprise
