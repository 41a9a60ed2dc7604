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
  bool lasting() const override { return true; }
  bool distinct() const override { return true; }

 private:
  const NearestTracks& nearest_;
  std::uint32_t top_;
};

// The scores of the list for the last anchor that was asked for.
struct NearestScores final : Scratch {
  std::optional<TrackId> anchor;
  std::vector<float> scores;

  void clear() override { anchor.reset(); }
};

class ScoredNearest final : public Candidates {
 public:
  ScoredNearest(const NearestTracks& nearest, std::uint32_t top, std::size_t scratch)
      : nearest_(nearest, top), scratch_(scratch) {}

  TrackList list(TrackId anchor, Request& request) const override {
    auto& scratch = request.scratch_as<NearestScores>(scratch_);
    TrackList list = nearest_.list(anchor, request);
    if (scratch.anchor != anchor) {
      scratch.anchor = anchor;
      scratch.scores.clear();
      for (std::uint32_t i = 0; i < list.size; ++i) {
        scratch.scores.push_back(request.world.catalog.embeddings.score(anchor, list[i]));
      }
    }
    list.scores = scratch.scores.data();
    return list;
  }
  bool scored() const override { return true; }
  bool distinct() const override { return true; }

 private:
  Nearest nearest_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the tracks with the largest true inner products with the anchor, itself included, best first: "
    "an "
    "oracle-side source, what a perfectly trained ranker would list",
    Parameters<NearestParameters>("nearest")
        .add("top", &NearestParameters::top, "how many", {.min = 1, .max = 1e9})
        .short_form(),
    Capabilities{.privileged = true},
    [](const NearestParameters& parameters, Build& build) -> std::unique_ptr<Candidates> {
      const auto top = static_cast<std::uint32_t>(std::min<std::int64_t>(
          parameters.top, static_cast<std::int64_t>(build.world.catalog.n_tracks())));
      build.nearest_needs.push_back({build.anchors, top});
      if (build.wants_scores) {
        return std::make_unique<ScoredNearest>(build.nearest, top,
                                               build.add_scratch<NearestScores>());
      }
      return std::make_unique<Nearest>(build.nearest, top);
    });

}  // namespace
}  // namespace reprise
