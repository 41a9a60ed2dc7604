#include "sim/generator/generate_users.h"

#include <algorithm>

#include <boost/random/uniform_01.hpp>

#include "sim/generator/preset_response.h"
#include "sim/random/streams.h"

namespace reprise {
namespace {

using Unit = boost::random::uniform_01<double>;

// Draws tracks by popularity.
class PopularTracks {
 public:
  explicit PopularTracks(const Popularity& popularity) {
    double total = 0;
    for (const double weight : popularity.weight) cumulative_.push_back(total += weight);
  }

  TrackId draw(Stream& stream) const {
    // A draw of 32 bits would not reach the least popular of millions of tracks evenly, so two
    // draws are combined.
    Unit unit;
    const double high = unit(stream);
    const double place = (high + unit(stream) * 0x1p-32) * cumulative_.back();
    const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, place);
    return static_cast<TrackId>(at - cumulative_.begin());
  }

 private:
  std::vector<double> cumulative_;
};

// Draws the interests of users of 2026.
class KindredArtists {
 public:
  KindredArtists(const WorldData& data, const PopularTracks& popular)
      : data_(data), popular_(popular), tracks_of_(data.artists.size()) {
    for (TrackId track = 0; track < data.artist_of.size(); ++track) {
      tracks_of_[data.artist_of[track]].push_back(track);
    }
  }

  std::vector<TrackId> interests(Stream& stream) const {
    constexpr int kMostFurther = 5;
    Unit unit;
    const double openness = 0.25 + 0.5 * unit(stream);
    int further = 0;
    for (int i = 0; i < kMostFurther; ++i) further += unit(stream) < 0.5 ? 1 : 0;
    std::vector<TrackId> interests = {popular_.draw(stream)};
    for (int i = 0; i < further; ++i) {
      const bool anew = unit(stream) < openness || data_.genre_of.empty();
      interests.push_back(anew ? popular_.draw(stream) : kindred(interests.back(), stream));
    }
    return interests;
  }

 private:
  // Draws a track of an artist of the same genre. Some artists are looked at, drawn by popularity;
  // where none is of the genre, the last one will do.
  TrackId kindred(TrackId track, Stream& stream) const {
    constexpr int kCandidates = 30;
    TrackId found = popular_.draw(stream);
    for (int i = 1; i < kCandidates && data_.genre_of[found] != data_.genre_of[track]; ++i) {
      found = popular_.draw(stream);
    }
    const std::vector<TrackId>& tracks = tracks_of_[data_.artist_of[found]];
    return tracks[uniform_index(stream, static_cast<std::uint32_t>(tracks.size()))];
  }

  const WorldData& data_;
  const PopularTracks& popular_;
  std::vector<std::vector<TrackId>> tracks_of_;
};

}  // namespace

void generate_users(WorldData& data, const Popularity& popularity, const WorldRecipe& recipe) {
  const PopularTracks popular(popularity);
  const KindredArtists kindred(data, popular);
  const StreamKey key = stream_key(static_cast<std::uint64_t>(recipe.seed), "world/users");
  Unit unit;
  for (std::int64_t user = 0; user < recipe.users; ++user) {
    Stream stream(key, static_cast<std::uint64_t>(user));
    UserTraits traits;
    std::vector<TrackId> interests;
    if (recipe.preset == Preset::y2026) {
      traits.consume_bias = 0.5 * unit(stream);
      traits.consume_sharpness = 4 + 11 * unit(stream);
      interests = kindred.interests(stream);
    } else {
      constexpr int kInterests = 3;
      const PresetResponse response = draw_preset_response(stream);
      traits.consume_bias = response.bias;
      traits.consume_sharpness = response.sharpness;
      for (int i = 0; i < kInterests; ++i) interests.push_back(popular.draw(stream));
    }
    data.user_ids.push_back(user);
    data.traits.push_back(traits);
    data.interests.push_back(std::move(interests));
  }
}

}  // namespace reprise
