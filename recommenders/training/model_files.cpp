#include "recommenders/training/model_files.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "sim/support/check.h"
#include "sim/support/files/file.h"
#include "sim/support/files/npy_file.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

std::filesystem::path beside(const std::filesystem::path& stem, const char* ending) {
  std::filesystem::path path = stem;
  path += ending;
  return path;
}

}  // namespace

void write_table(const std::filesystem::path& path, const EmbeddingTable& table) {
  write_npy(path, table.values(), table.dim(), table.stride());
}

EmbeddingTable read_table(const std::filesystem::path& path) {
  const NpyArray array = read_npy(path);
  EmbeddingTable table(array.rows, array.columns);
  for (std::size_t row = 0; row < array.rows; ++row) {
    std::copy_n(&array.values[row * array.columns], array.columns, table.row(row));
  }
  return table;
}

void write_lists(const std::filesystem::path& path, const Lists& lists, ListOf of,
                 std::span<const std::int64_t> user_ids, bool with_scores) {
  const std::size_t n = lists.begin.size() - 1;
  REPRISE_CHECK(of == ListOf::tracks || user_ids.size() == n, "{} users, {} lists", user_ids.size(),
                n);
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::uint32_t key = 0; key < n; ++key) {
    const std::span<const TrackId> list = lists.of(key);
    if (list.empty()) continue;
    if (of == ListOf::users) {
      fmt::format_to(out, R"({{"user": {}, "tracks": [{}])", user_ids[key], fmt::join(list, ", "));
    } else {
      fmt::format_to(out, R"({{"track": {}, "tracks": [{}])", key, fmt::join(list, ", "));
    }
    if (with_scores && !lists.scores.empty()) {
      const auto scores = std::span(lists.scores).subspan(lists.begin[key], list.size());
      fmt::format_to(out, R"(, "scores": [{}])", fmt::join(scores, ", "));
    }
    text += "}\n";
  }
  write_file(path, text);
}

void write_model(const std::filesystem::path& stem, const EmbeddingModel& model) {
  write_table(beside(stem, "_contexts.npy"), model.contexts);
  write_table(beside(stem, "_tracks.npy"), model.tracks);
}

EmbeddingModel read_model(const std::filesystem::path& stem) {
  EmbeddingModel model{read_table(beside(stem, "_contexts.npy")),
                       read_table(beside(stem, "_tracks.npy"))};
  if (model.contexts.dim() != model.tracks.dim()) {
    throw UserError({beside(stem, "_tracks.npy").string(), 0, 0},
                    fmt::format("has {} columns, but the contexts' file has {}; expected two "
                                "tables of one model",
                                model.tracks.dim(), model.contexts.dim()));
  }
  return model;
}

}  // namespace reprise
