// A world: a catalog of tracks and the users who listen to them. Immutable once made and shared by
// all threads; its arrays live in one block of memory, which may be a mapped file.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/embeddings.h"
#include "sim/world/ids.h"

namespace reprise {

/// Strings in one array: text i is bytes[begin[i], begin[i+1]).
struct Texts {
  std::span<const std::uint64_t> begin;  // n + 1 offsets
  std::span<const char> bytes;

  std::size_t size() const { return begin.empty() ? 0 : begin.size() - 1; }
  std::string_view operator[](std::size_t i) const {
    return {bytes.data() + begin[i], static_cast<std::size_t>(begin[i + 1] - begin[i])};
  }
};

/// Tracks, their artists and their embeddings.
struct Catalog {
  Embeddings embeddings;
  std::span<const ArtistId> artist_of;  // per track
  Texts artists;                        // names
  Texts titles;                         // per track
  std::span<const GenreId> genre_of;    // per track; empty when the world knows no genres
  Texts genres;                         // names

  // The tracks of each artist in ascending order: artist a owns [begin[a], begin[a+1]).
  std::vector<std::uint32_t> tracks_of_begin;
  std::vector<TrackId> tracks_of_artist;

  std::size_t n_tracks() const { return artist_of.size(); }
  bool knows_genres() const { return !genre_of.empty(); }
  std::size_t n_artists() const { return artists.size(); }
  std::span<const TrackId> tracks_of(ArtistId artist) const {
    return std::span(tracks_of_artist)
        .subspan(tracks_of_begin[artist], tracks_of_begin[artist + 1] - tracks_of_begin[artist]);
  }
};

/// What one user does with a track; the defaults are the Python simulator's.
struct UserTraits {
  std::int32_t interest_neighbours = 10;  // first tracks are drawn among this many
  std::int32_t session_budget = 5;        // leave draws until the session ends
  double consume_bias = 5.0;              // score at which half a track is listened to
  double consume_sharpness = 1.0;         // slope of the logistic there
  double artist_discount_gamma = 0.8;     // factor per earlier playback of the artist
};

/// What one user's times are multiplied by.
class Discounts {
 public:
  static constexpr std::uint32_t kTabulated = 64;

  Discounts() = default;
  /// `powers`: gamma^0 .. gamma^(kTabulated - 1).
  Discounts(const double* powers, double gamma) : powers_(powers), gamma_(gamma) {}

  /// gamma^plays, as pow() gives it: for the track of an artist who was played so often.
  double after(std::uint32_t plays) const {
    return plays < kTabulated ? powers_[plays] : std::pow(gamma_, plays);
  }
  /// after(plays) for plays below kTabulated.
  const double* tabulated() const { return powers_; }

 private:
  const double* powers_ = nullptr;
  double gamma_ = 1;
};

/// Users as columns, in the order of users.json.
struct Users {
  std::span<const std::int64_t> ids;  // as logs and splits name them; unique
  std::span<const UserTraits> traits;
  std::span<const std::uint64_t> interests_begin;  // n + 1 offsets
  std::span<const TrackId> interests_flat;

  // Powers of each gamma in use: user u's are the tabulated ones from
  // discounts[discounts_begin[u]].
  std::vector<double> discounts;
  std::vector<std::uint32_t> discounts_begin;

  std::size_t size() const { return ids.size(); }
  Discounts discounts_of(UserIndex user) const {
    return {&discounts[discounts_begin[user]], traits[user].artist_discount_gamma};
  }
  double discount(UserIndex user, std::uint32_t plays) const {
    return discounts_of(user).after(plays);
  }
  std::span<const TrackId> interests(UserIndex user) const {
    return interests_flat.subspan(interests_begin[user],
                                  interests_begin[user + 1] - interests_begin[user]);
  }
};

/// 128 bits of the content, in hexadecimal: names cache files and goes into the manifest.
using Fingerprint = std::string;

struct World {
  Catalog catalog;
  Users users;
  std::span<const TrackId> top_tracks;  // most popular first
  Fingerprint fingerprint;              // of all arrays above
  Fingerprint embeddings_fingerprint;   // of the embeddings alone: what nearest tracks depend on
  std::shared_ptr<const void> storage;  // what the spans point into
};

/// The arrays of a world while it is being made.
struct WorldData {
  std::size_t dim = 0;
  std::vector<float> embeddings;  // n_tracks x dim, not padded
  std::vector<ArtistId> artist_of;
  std::vector<std::string> artists;
  std::vector<std::string> titles;
  std::vector<GenreId> genre_of;    // empty, or one for each track
  std::vector<std::string> genres;  // names
  std::vector<std::int64_t> user_ids;
  std::vector<UserTraits> traits;
  std::vector<std::vector<TrackId>> interests;
  std::vector<TrackId> top_tracks;
};

/// Moves the arrays into one aligned block, pads the rows and indexes the artists. The data must be
/// consistent (equal lengths, ids in range): readers check what users wrote before they call this.
World make_world(const WorldData& data);

/// The same world with other traits of its users, one for each; everything else is shared.
World with_traits(const World& world, std::vector<UserTraits> traits);

/// The same world with other people in it: user i has the traits and interests of the world's user
/// persons[i] (in range; any of them may be there several times or never) and the id i. Everything
/// else is shared; the popularity list stays what it was. Pure.
World with_resampled_users(const World& world, std::span<const UserIndex> persons);

/// Writes a world so that load_world can map it. Throws UserError when it cannot be written.
void save_world(const World& world, const std::string& path);

/// Maps a saved world. Returns nothing when the file is missing, of another version, or damaged
/// (its checksum does not match); `why` then says which.
std::unique_ptr<World> load_world(const std::string& path, std::string* why = nullptr);

}  // namespace reprise
