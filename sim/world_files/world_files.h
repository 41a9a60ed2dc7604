// botify's files of a world: tracks.npy, tracks.json, users.json, and the popularity list. Those of
// JSON may be packed by gzip, objects may stand one a line or in an array, and ids may be text.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Reads tracks.npy into data.embeddings and data.dim. When artist_of is filled already, the number
/// of rows must agree with it.
void read_embeddings(const std::filesystem::path& path, WorldData& data);

/// Reads tracks.json, {"track": id, "artist": name, "title": name} a line in any order, ids exactly
/// 0..n-1, into artist_of, artists and titles. All may have a "genre": name, or none has. When
/// embeddings are there, n must agree with them.
void read_tracks(const std::filesystem::path& path, WorldData& data);

/// Reads users.json, {"user": id, "interests": [track, ...]} a line, with optional consume_bias,
/// consume_sharpness, session_budget, interest_neighbours and artist_discount_gamma; other keys are
/// ignored as upstream does, but for those that look like one of these misspelt. Interests must lie
/// in the catalog that `data` holds.
void read_users(const std::filesystem::path& path, WorldData& data);

/// Reads a popularity list: track ids, most popular first, each below `n_tracks` and none twice, as
/// a JSON array, one a line, or as the "tracks" or "recommendations" of one object. Instead of an
/// id there may be an object with a "track" or "item_id". Throws UserError.
std::vector<TrackId> read_top_tracks(const std::filesystem::path& path, std::size_t n_tracks);

/// Writes tracks.npy, tracks.json, users.json and top_tracks.json into a directory, so that the
/// Python simulator can load them.
void write_world_files(const World& world, const std::filesystem::path& directory);

}  // namespace reprise
