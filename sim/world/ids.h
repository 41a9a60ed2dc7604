// The types of the ids in a world. An id is a position in the world's arrays.
#pragma once

#include <cstdint>

namespace reprise {

using TrackId = std::uint32_t;    // 0..n_tracks-1, also the id in botify's files
using ArtistId = std::uint32_t;   // 0..n_artists-1, in order of first appearance
using GenreId = std::uint32_t;    // 0..n_genres-1, in order of first appearance
using UserIndex = std::uint32_t;  // line of users.json; a user's own id may be another number

}  // namespace reprise
