// Writes trained models to files that other programs read: lists as botify's JSON lines, embeddings
// as NumPy arrays. Also reads the embeddings back.
#pragma once

#include <filesystem>

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/top_lists.h"

namespace reprise {

/// Writes one line {"track": t, "tracks": [...]} or {"user": id, "tracks": [...]} per list, the
/// form that read_lists reads. Empty lists are left out. "scores": [...] is added when the lists
/// have scores and `with_scores` is true. Users are named by `user_ids`, given per user index.
/// Throws UserError when the file cannot be written; the old file then stays.
void write_lists(const std::filesystem::path& path, const Lists& lists, ListOf of,
                 std::span<const std::int64_t> user_ids = {}, bool with_scores = false);

/// Write a table as a .npy file, float32, and read it back to the bit. Both throw UserError.
void write_table(const std::filesystem::path& path, const EmbeddingTable& table);
EmbeddingTable read_table(const std::filesystem::path& path);

/// Writes <stem>_contexts.npy and <stem>_tracks.npy, rows by id, float32. Throws UserError.
void write_model(const std::filesystem::path& stem, const EmbeddingModel& model);

/// Reads the files of write_model, to the bit. Throws UserError for files that are not two matrices
/// of one dimension.
EmbeddingModel read_model(const std::filesystem::path& stem);

}  // namespace reprise
