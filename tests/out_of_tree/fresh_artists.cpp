#include "recommenders/recommender.h"

namespace {

using namespace reprise;

struct FreshArtistsParameters {
  std::int64_t top = 100;
};

// The most popular track of the artist who was played least in this session.
class FreshArtists final : public Recommender {
 public:
  explicit FreshArtists(std::span<const TrackId> tracks) : tracks_(tracks) {}

  TrackId next(Request& request) const override {
    const auto plays = [&](TrackId track) {
      return request.playbacks.plays_of(request.world.catalog.artist_of[track]);
    };
    TrackId best = tracks_.front();
    for (const TrackId track : tracks_) {
      if (request.playbacks.contains(track)) continue;
      if (request.playbacks.contains(best) || plays(track) < plays(best)) best = track;
    }
    return best;
  }

 private:
  std::span<const TrackId> tracks_;
};

const Registration<RecommenderPart> registration(
    "popular tracks, those of artists first who were not played yet",
    Parameters<FreshArtistsParameters>("fresh_artists")
        .add("top", &FreshArtistsParameters::top, "length of the popularity list",
             {.min = 1, .max = 1e9})
        .short_form(),
    [](const FreshArtistsParameters& parameters, Build& build) {
      const std::span<const TrackId> all = build.world.top_tracks;
      const auto top = std::min(static_cast<std::size_t>(parameters.top), all.size());
      return std::make_unique<FreshArtists>(all.first(top));
    });

}  // namespace
