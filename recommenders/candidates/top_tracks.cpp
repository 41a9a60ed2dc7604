#include <algorithm>

#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct TopTracksParameters {
  std::int64_t top = 100;
};

class TopTracks final : public Candidates {
 public:
  explicit TopTracks(std::span<const TrackId> tracks) : tracks_(tracks) {}
  TrackList list(TrackId, Request&) const override {
    return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), true};
  }
  bool lasting() const override { return true; }

 private:
  std::span<const TrackId> tracks_;
};

const Registration<CandidatesPart> registration(
    "the most popular tracks of the world's list, best first",
    Parameters<TopTracksParameters>("top_tracks")
        .add("top", &TopTracksParameters::top, "how many", {.min = 1, .max = 1e9})
        .short_form(),
    [](const TopTracksParameters& parameters, Build& build) {
      const std::span<const TrackId> all = build.world.top_tracks;
      const auto top = static_cast<std::size_t>(parameters.top);
      if (top > all.size() && all.size() < build.world.catalog.n_tracks()) {
        build.warnings.push_back(
            fmt::format("the {} most popular tracks were asked for, but the world's list has {}",
                        top, all.size()));
      }
      return std::make_unique<TopTracks>(all.first(std::min(top, all.size())));
    });

}  // namespace
}  // namespace reprise
