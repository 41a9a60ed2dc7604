#include "tests/fuzz/small_catalog.h"

namespace reprise {

const WorldData& small_catalog_data() {
  static const WorldData data = [] {
    WorldData made;
    made.dim = 4;
    constexpr std::uint32_t kTracks = 20;
    constexpr std::uint32_t kArtists = 5;
    for (std::uint32_t track = 0; track < kTracks; ++track) {
      made.artist_of.push_back(track % kArtists);
      made.titles.push_back("title " + std::to_string(track));
      made.genre_of.push_back(track % 2);
      made.top_tracks.push_back(track);
      for (std::uint32_t i = 0; i < made.dim; ++i) {
        made.embeddings.push_back(static_cast<float>((track * 7 + i * 3) % 11) - 5);
      }
    }
    for (std::uint32_t artist = 0; artist < kArtists; ++artist) {
      made.artists.push_back("artist " + std::to_string(artist));
    }
    made.genres = {"jazz", "rock"};
    for (std::int64_t user = 0; user < 6; ++user) {
      made.user_ids.push_back(user);
      made.traits.emplace_back();
      made.interests.push_back({static_cast<TrackId>(user), static_cast<TrackId>(user + 7)});
    }
    made.user_ids.push_back(-9'000'000'000);
    made.traits.push_back({100, 0, -1e6, 0, 0});
    made.interests.push_back({19});
    return made;
  }();
  return data;
}

const World& small_catalog() {
  static const World world = make_world(small_catalog_data());
  return world;
}

}  // namespace reprise
