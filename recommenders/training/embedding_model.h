// A model whose lists hold the tracks with the largest inner products of two tables.
#pragma once

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/model.h"

namespace reprise {

class EmbeddingListModel final : public Model {
 public:
  /// `artist_of` (per track) must outlive the model.
  EmbeddingListModel(EmbeddingModel model, ListOf of, std::span<const ArtistId> artist_of)
      : model_(std::move(model)), of_(of), artist_of_(artist_of) {}

  ListOf list_of() const override { return of_; }
  bool write_files(const std::filesystem::path& stem) const override;

 protected:
  Lists make_lists(const ModelLists& settings, const Progress& progress) override;
  std::shared_ptr<ListsOnDemand> make_on_demand(const ModelLists& settings,
                                                const Progress& progress) override;

 private:
  EmbeddingModel model_;
  ListOf of_;
  std::span<const ArtistId> artist_of_;
};

/// A model that merges the lists of several models by reciprocal ranks.
class MergedModel final : public Model {
 public:
  /// Takes at least one model. All models must have the same list_of(). `artist_of` (per track)
  /// must outlive the model.
  MergedModel(std::vector<std::shared_ptr<Model>> models, std::span<const ArtistId> artist_of)
      : models_(std::move(models)), artist_of_(artist_of) {}

  ListOf list_of() const override { return models_.front()->list_of(); }
  bool write_files(const std::filesystem::path& stem) const override;

 protected:
  Lists make_lists(const ModelLists& settings, const Progress& progress) override;

 private:
  std::vector<std::shared_ptr<Model>> models_;
  std::span<const ArtistId> artist_of_;
};

/// Reads a model that write_files of either class wrote. Returns null when there are no such files.
/// Throws UserError for files that are damaged.
std::shared_ptr<Model> read_embedding_model(const std::filesystem::path& stem, ListOf of,
                                            std::span<const ArtistId> artist_of);

}  // namespace reprise
