// Trained models as files that others read: lists in botify's JSON lines, embeddings as NumPy
// arrays.
#pragma once

#include <filesystem>

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/top_lists.h"

namespace reprise {

/// Writes {"track": t, "tracks": [...]} a line, or {"user": id, "tracks": [...]}: what read_lists
/// reads. Empty lists are left out; "scores": [...] is added when there are scores and
/// `with_scores`. Users are named by `user_ids`, per user index. Throws UserError when the file
/// cannot be written; the old one then stays.
void write_lists(const std::filesystem::path& path, const Lists& lists, ListOf of,
                 std::span<const std::int64_t> user_ids = {}, bool with_scores = false);

/// Writes a table as a .npy file, float32, and reads it back to the bit. Both throw UserError.
void write_table(const std::filesystem::path& path, const EmbeddingTable& table);
EmbeddingTable read_table(const std::filesystem::path& path);

/// Writes <stem>_contexts.npy and <stem>_tracks.npy, rows by id, float32. Throws UserError.
void write_model(const std::filesystem::path& stem, const EmbeddingModel& model);

/// Reads what write_model wrote, to the bit. Throws UserError for files that are no matrices of one
/// dimension.
EmbeddingModel read_model(const std::filesystem::path& stem);

}  // namespace reprise
