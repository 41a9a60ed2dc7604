// Reads and writes botify's files of a world: tracks.npy, tracks.json, users.json and the
// popularity list. The JSON files may be packed by gzip, their objects may stand one a line or in
// an array, and ids may be text.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/world/user_fields.h"
#include "sim/world/world.h"

namespace reprise {

/// Reads tracks.npy into data.dim and data.embeddings, or data.half_embeddings if it holds float16.
/// If artist_of is filled already, the number of rows must agree with it.
void read_embeddings(const std::filesystem::path& path, WorldData& data);

/// Reads tracks.json into artist_of, artists and titles. Each line is {"track": id, "artist": name,
/// "title": name}, in any order; ids are exactly 0..n-1. Either all tracks have a "genre": name or
/// none has. If there are embeddings already, n must agree with them.
void read_tracks(const std::filesystem::path& path, WorldData& data);

/// The traits that read_users takes.
enum class TraitLimits {
  meaningful,  // a budget of at least 1, a sharpness of at least 0, a gamma from 0 to 1
  upstream,    // all that the Python simulator plays, to reproduce its traces
};

/// Reads users.json. Each line is {"user": id, "interests": [track, ...]}, with optional
/// consume_bias, consume_sharpness, session_budget, interest_neighbours and artist_discount_gamma.
/// `user_model` has values of the user's model (user_values.h). Other keys go into `fields`, if it
/// is not null, and decide nothing; keys that look like a misspelt one of these are refused. An id
/// may be any text: number_of_user gives its number.
/// `defaults` are the traits of users who do not have them. Interests must lie in the catalog that
/// `data` holds. Throws UserError, also for traits outside of `limits`.
void read_users(const std::filesystem::path& path, WorldData& data,
                TraitLimits limits = TraitLimits::meaningful, const UserTraits& defaults = {},
                UserFields* fields = nullptr);

/// Reads a popularity list: track ids, most popular first, each below `n_tracks` and none twice.
/// The file is a JSON array, has one id a line, or is one object with the list under "tracks" or
/// "recommendations". An id may also be given by an object with a "track" or "item_id". Throws
/// UserError.
std::vector<TrackId> read_top_tracks(const std::filesystem::path& path, std::size_t n_tracks);

/// Writes tracks.npy, tracks.json, users.json and top_tracks.json into a directory, so that the
/// Python simulator can load them; it takes no ids that are texts. `fields` are of the world's
/// users, or empty. A user model and the arithmetic of scores have no place in these files.
void write_world_files(const World& world, const std::filesystem::path& directory,
                       const UserFields& fields = {});

}  // namespace reprise
