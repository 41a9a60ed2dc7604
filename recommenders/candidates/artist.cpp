#include "recommenders/sentence.h"

namespace reprise {
namespace {

class TracksOfArtist final : public Candidates {
 public:
  TrackList list(TrackId anchor, Request& request) const override {
    const Catalog& catalog = request.world.catalog;
    const std::span<const TrackId> tracks = catalog.tracks_of(catalog.artist_of[anchor]);
    return {tracks.data(), static_cast<std::uint32_t>(tracks.size()), false};
  }
  bool ordered() const override { return false; }
  bool lasting() const override { return true; }
  bool distinct() const override { return true; }
};

const Registration<CandidatesPart> registration(
    "all tracks by the anchor's artist, the anchor included", Parameters<NoParameters>("artist"),
    [](const NoParameters&, Build&) { return std::make_unique<TracksOfArtist>(); });

}  // namespace
}  // namespace reprise
