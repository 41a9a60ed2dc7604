// World: a catalog of tracks and the users who listen to them. A world never changes once it is
// made, and all threads share it. Its arrays may lie in a mapped file, and worlds that are made of
// another one share its arrays.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/arithmetic.h"
#include "sim/world/embeddings.h"
#include "sim/world/ids.h"

namespace reprise {

class UserModel;

/// Strings in one array. Text i is bytes[begin[i], begin[i+1]).
struct Texts {
  std::span<const std::uint64_t> begin;  // n + 1 offsets
  std::span<const char> bytes;

  std::size_t size() const { return begin.empty() ? 0 : begin.size() - 1; }
  std::string_view operator[](std::size_t i) const {
    return {bytes.data() + begin[i], static_cast<std::size_t>(begin[i + 1] - begin[i])};
  }
};

/// The tracks, their artists and their embeddings.
struct Catalog {
  Embeddings embeddings;
  std::span<const ArtistId> artist_of;  // per track
  Texts artists;                        // names of artists
  Texts titles;                         // per track
  std::span<const GenreId> genre_of;    // per track; empty when the world has no genres
  Texts genres;                         // names of genres

  // The tracks of each artist, in ascending order: artist a has places [begin[a], begin[a+1]) of
  // tracks_of_artist.
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

/// The traits that decide how one user listens. The defaults are the Python simulator's.
struct UserTraits {
  std::int32_t interest_neighbours = 10;  // the first track is drawn among this many neighbours
  std::int32_t session_budget = 5;        // steps that cost budget before the session ends
  double consume_bias = 5.0;              // the score at which half a track is listened to
  double consume_sharpness = 1.0;         // slope of the logistic at the bias
  double artist_discount_gamma = 0.8;     // factor per earlier playback of the artist
};

/// The factors by which one user's listening times are multiplied.
class Discounts {
 public:
  static constexpr std::uint32_t kTabulated = 64;

  Discounts() = default;
  /// `powers` holds gamma^0 to gamma^(kTabulated - 1).
  Discounts(const double* powers, double gamma) : powers_(powers), gamma_(gamma) {}

  /// Returns gamma^plays, as pow() gives it. `plays` is how often the track's artist was played
  /// before.
  double after(std::uint32_t plays) const {
    return plays < kTabulated ? powers_[plays] : std::pow(gamma_, plays);
  }
  /// Returns an array that holds after(plays) for all plays below kTabulated.
  const double* tabulated() const { return powers_; }

 private:
  const double* powers_ = nullptr;
  double gamma_ = 1;
};

/// The users as columns, in the order of users.json.
struct Users {
  std::span<const std::int64_t> ids;  // as logs and splits name users; unique
  std::span<const UserTraits> traits;
  std::span<const std::uint64_t> interests_begin;  // n + 1 offsets
  std::span<const TrackId> interests_flat;
  std::span<const UserIndex> original;  // of resampled users, by user; empty: users are themselves

  // The powers of each gamma in use. The table of user u begins at discounts[discounts_begin[u]].
  std::vector<double> discounts;
  std::vector<std::uint32_t> discounts_begin;

  std::size_t size() const { return ids.size(); }
  /// Returns the user of the world before users were resampled.
  UserIndex original_of(UserIndex user) const { return original.empty() ? user : original[user]; }
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

/// 128 bits of a hash of the content, in hexadecimal. It names cache files and goes into the
/// manifest.
using Fingerprint = std::string;

struct World {
  Catalog catalog;
  Users users;
  std::span<const TrackId> top_tracks;  // most popular first
  Arithmetic arithmetic = Arithmetic::numpy_1;
  // How users respond; null: as botify's user does (sim/sessions/session.h).
  std::shared_ptr<const UserModel> user_model;
  // Of all arrays above. A world made of another one has a hash of that one's and of the change.
  Fingerprint fingerprint;
  Fingerprint embeddings_fingerprint;   // of the embeddings alone, on which nearest tracks depend
  std::shared_ptr<const void> storage;  // keeps alive everything that the spans point into
};

/// The arrays from which a world is made.
struct WorldData {
  std::size_t dim = 0;
  // The one or the other: n_tracks x dim, not padded.
  std::vector<float> embeddings;
  std::vector<Half> half_embeddings;
  std::vector<ArtistId> artist_of;
  std::vector<std::string> artists;
  std::vector<std::string> titles;
  std::vector<GenreId> genre_of;    // empty, or one per track
  std::vector<std::string> genres;  // names of genres
  std::vector<std::int64_t> user_ids;
  std::vector<UserTraits> traits;
  std::vector<std::vector<TrackId>> interests;
  std::vector<TrackId> top_tracks;
  std::vector<std::string> remarks;  // what a reader of files noticed, for people

  bool has_embeddings() const { return !embeddings.empty() || !half_embeddings.empty(); }
  std::size_t embedding_rows() const {
    return dim == 0 ? 0 : (embeddings.size() + half_embeddings.size()) / dim;
  }
};

/// Copies the arrays into one aligned block, pads the rows and indexes the artists. The data must
/// be consistent (equal lengths, ids in range): readers check user files before they call this.
World make_world(const WorldData& data);

/// Returns the same world with other user traits, one element per user. Everything else is shared.
/// The fingerprint is a hash of the world's and of the traits, which costs less than one of all
/// arrays.
World with_traits(const World& world, std::vector<UserTraits> traits);

/// Returns the same world with times computed by another arithmetic. Everything is shared; the
/// fingerprint is a hash of the world's and of the arithmetic. Pure.
World with_arithmetic(const World& world, Arithmetic arithmetic);

/// Returns the same world with users who respond by another model, or by botify's if it is null.
/// `sentence` is the model as text, and stands for it in the fingerprint. Everything is shared. A
/// model must have been made for this world. Pure.
World with_user_model(const World& world, std::shared_ptr<const UserModel> model,
                      std::string_view sentence);

/// Returns the same world with resampled users: user i has the traits and interests of the world's
/// user drawn[i] (in range; a user may be drawn several times or never) and the id i. Everything
/// else is shared; the popularity list stays as it was. The fingerprint is a hash of the world's
/// and of `drawn`. Pure.
World with_resampled_users(const World& world, std::span<const UserIndex> drawn);

/// Writes a world, however it was made, so that load_world maps one with equal columns and
/// fingerprints. Equal worlds give equal bytes. Throws UserError when the file cannot be written.
void save_world(const World& world, const std::string& path);

/// Maps a saved world. Returns null when the file is missing, of another version, or damaged (its
/// checksum does not match); `why` then says which of these.
std::unique_ptr<World> load_world(const std::string& path, std::string* why = nullptr);

}  // namespace reprise
