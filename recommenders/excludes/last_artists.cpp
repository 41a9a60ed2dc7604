#include <algorithm>

#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct LastArtistsParameters {
  std::int64_t n = 1;
};

class ExcludeLastArtists final : public Exclude {
 public:
  explicit ExcludeLastArtists(std::size_t n) : n_(n) {}

  bool excludes(TrackId track, const Request& request) const override {
    const std::span<const ArtistId> artist_of = request.world.catalog.artist_of;
    const ArtistId artist = artist_of[track];
    if (request.playbacks.plays_of(artist) == 0) return false;
    const std::span<const TrackId> tracks = request.playbacks.tracks();
    const std::span<const TrackId> last = tracks.last(std::min(n_, tracks.size()));
    return std::any_of(last.begin(), last.end(),
                       [&](TrackId played) { return artist_of[played] == artist; });
  }

 private:
  std::size_t n_;
};

const Registration<ExcludePart> registration(
    "no artist of the last tracks of this session: with 1, another artist than the previous "
    "track's",
    Parameters<LastArtistsParameters>("last_artists")
        .add("n", &LastArtistsParameters::n, "tracks", {.min = 1, .max = 1e9})
        .short_form(),
    [](const LastArtistsParameters& parameters, Build&) {
      return std::make_unique<ExcludeLastArtists>(static_cast<std::size_t>(parameters.n));
    });

}  // namespace
}  // namespace reprise
