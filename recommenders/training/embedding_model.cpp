#include "recommenders/training/embedding_model.h"

#include <algorithm>

#include "recommenders/training/merge_lists.h"
#include "recommenders/training/model_files.h"
#include "recommenders/training/top_lists.h"

namespace reprise {
namespace {

ListSettings list_settings(const ModelLists& settings, ListOf of,
                           std::span<const ArtistId> artist_of) {
  return {.top = static_cast<std::uint32_t>(settings.top),
          .artist_cap = static_cast<std::uint32_t>(settings.per_artist),
          .with_anchor = settings.with_anchor || of == ListOf::users,
          .artist_of = artist_of};
}

}  // namespace

bool EmbeddingListModel::write_files(const std::filesystem::path& stem) const {
  write_model(stem, model_);
  return true;
}

Lists EmbeddingListModel::make_lists(const ModelLists& settings, const Progress& progress) {
  return top_lists(model_.contexts.view(), model_.tracks.view(),
                   list_settings(settings, of_, artist_of_), progress);
}

std::shared_ptr<ListsOnDemand> EmbeddingListModel::make_on_demand(const ModelLists& settings,
                                                                  const Progress&) {
  const auto maker = std::make_shared<TopLists>(model_.contexts.view(), model_.tracks.view(),
                                                list_settings(settings, of_, artist_of_));
  const auto longest = static_cast<std::uint32_t>(
      std::min(static_cast<std::size_t>(settings.top), model_.tracks.size()));
  return std::make_shared<ListsOnDemand>(
      of_, model_.contexts.size(), longest,
      [maker](std::span<const std::uint32_t> contexts) { return maker->of(contexts); });
}

namespace {

std::filesystem::path member(const std::filesystem::path& stem, std::size_t i) {
  return stem.string() + "_" + std::to_string(i);
}

bool is_there(const std::filesystem::path& stem) {
  std::error_code error;
  return std::filesystem::exists(stem.string() + "_contexts.npy", error) &&
         std::filesystem::exists(stem.string() + "_tracks.npy", error);
}

}  // namespace

bool MergedModel::write_files(const std::filesystem::path& stem) const {
  for (std::size_t i = 0; i < models_.size(); ++i) {
    if (!models_[i]->write_files(member(stem, i))) return false;
  }
  return true;
}

Lists MergedModel::make_lists(const ModelLists& settings, const Progress& progress) {
  std::vector<Lists> lists;
  for (const std::shared_ptr<Model>& model : models_) {
    lists.push_back(*model->lists(settings, progress));
  }
  return merge_lists(lists, list_settings(settings, list_of(), artist_of_));
}

std::shared_ptr<Model> read_embedding_model(const std::filesystem::path& stem, ListOf of,
                                            std::span<const ArtistId> artist_of) {
  if (is_there(stem)) {
    return std::make_shared<EmbeddingListModel>(read_model(stem), of, artist_of);
  }
  std::vector<std::shared_ptr<Model>> members;
  while (is_there(member(stem, members.size()))) {
    members.push_back(std::make_shared<EmbeddingListModel>(read_model(member(stem, members.size())),
                                                           of, artist_of));
  }
  return members.empty() ? nullptr : std::make_shared<MergedModel>(std::move(members), artist_of);
}

}  // namespace reprise
