// A model whose lists are the largest inner products of two tables.
#pragma once

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/model.h"

namespace reprise {

class EmbeddingListModel final : public Model {
 public:
  /// `artist_of` (per track) outlives the model.
  EmbeddingListModel(EmbeddingModel model, ListOf of, std::span<const ArtistId> artist_of)
      : model_(std::move(model)), of_(of), artist_of_(artist_of) {}

  ListOf list_of() const override { return of_; }
  bool write_files(const std::filesystem::path& stem) const override;

 protected:
  Lists make_lists(const ModelLists& settings, const Progress& progress) const override;

 private:
  EmbeddingModel model_;
  ListOf of_;
  std::span<const ArtistId> artist_of_;
};

/// The lists of several models, merged by reciprocal ranks.
class MergedModel final : public Model {
 public:
  /// At least one model, all with lists for the same.
  explicit MergedModel(std::vector<std::shared_ptr<Model>> models) : models_(std::move(models)) {}

  ListOf list_of() const override { return models_.front()->list_of(); }
  bool write_files(const std::filesystem::path& stem) const override;

 protected:
  Lists make_lists(const ModelLists& settings, const Progress& progress) const override;

 private:
  std::vector<std::shared_ptr<Model>> models_;
};

/// What write_files of either class wrote; null when it is not there. Throws UserError for files
/// that are damaged.
std::shared_ptr<Model> read_embedding_model(const std::filesystem::path& stem, ListOf of,
                                            std::span<const ArtistId> artist_of);

}  // namespace reprise
