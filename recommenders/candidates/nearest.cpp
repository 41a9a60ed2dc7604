#include <algorithm>

#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct NearestParameters {
  std::int64_t top = 100;
};

class Nearest final : public Candidates {
 public:
  Nearest(const NearestTracks& nearest, std::uint32_t top) : nearest_(nearest), top_(top) {}

  TrackList list(TrackId anchor, Request&) const override {
    const std::span<const TrackId> list = nearest_.of(anchor);
    return {list.data(), std::min(static_cast<std::uint32_t>(list.size()), top_), true};
  }

 private:
  const NearestTracks& nearest_;
  std::uint32_t top_;
};

const Registration<CandidatesPart> registration(
    "the tracks with the largest true inner products with the anchor, itself included, best first: "
    "an "
    "oracle-side source, what a perfectly trained ranker would list",
    Parameters<NearestParameters>("nearest")
        .add("top", &NearestParameters::top, "how many", {.min = 1, .max = 1e9})
        .short_form(),
    [](const NearestParameters& parameters, Build& build) {
      const auto top = static_cast<std::uint32_t>(std::min<std::int64_t>(
          parameters.top, static_cast<std::int64_t>(build.world.catalog.n_tracks())));
      build.nearest_needs.push_back({build.anchors, top});
      build.oracle_side = true;
      return std::make_unique<Nearest>(build.nearest, top);
    });

}  // namespace
}  // namespace reprise
