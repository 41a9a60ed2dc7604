// botify's files of a world: tracks.npy, tracks.json, users.json, and the popularity list.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/world.h"

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
/// ignored as upstream does. Interests must lie in the catalog that `data` holds.
void read_users(const std::filesystem::path& path, WorldData& data);

/// Reads a JSON array of track ids, most popular first, into top_tracks; every id in the catalog
/// that `data` holds, none twice.
void read_top_tracks(const std::filesystem::path& path, WorldData& data);

/// Writes tracks.npy, tracks.json, users.json and top_tracks.json into a directory, so that the
/// Python simulator can load them.
void write_world_files(const World& world, const std::filesystem::path& directory);

}  // namespace reprise
