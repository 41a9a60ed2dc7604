#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct OfAnchorParameters {
  std::optional<Recipe<AnchorPart>> anchor;
  std::optional<Recipe<CandidatesPart>> candidates;
};

struct TriedAnchors final : Scratch {
  std::vector<TrackId> tracks;

  void clear() override {}
};

class OfAnchor final : public Candidates {
 public:
  OfAnchor(std::unique_ptr<Anchor> anchor, std::unique_ptr<Candidates> candidates,
           std::size_t scratch)
      : anchor_(std::move(anchor)), candidates_(std::move(candidates)), scratch_(scratch) {}

  TrackList list(TrackId, Request& request) const override {
    std::vector<TrackId>& tried = request.scratch_as<TriedAnchors>(scratch_).tracks;
    tried.clear();
    while (const MaybeTrack anchor = anchor_->next(request, tried)) {
      const TrackList list = candidates_->list(*anchor, request);
      if (list.size > 0) return list;
      tried.push_back(*anchor);
    }
    return {};
  }
  bool ordered() const override { return candidates_->ordered(); }
  bool scored() const override { return candidates_->scored(); }

 private:
  std::unique_ptr<Anchor> anchor_;
  std::unique_ptr<Candidates> candidates_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "candidates asked for with an anchor of their own instead of the sentence's",
    Parameters<OfAnchorParameters>("of_anchor")
        .require("anchor", &OfAnchorParameters::anchor, "their anchor")
        .require("candidates", &OfAnchorParameters::candidates, "the candidates"),
    [](const OfAnchorParameters& parameters, Build& build) {
      const NearestOf outer = build.anchors;
      build.anchors = NearestOf::all_tracks;
      auto anchor = parameters.anchor->make(build);
      auto candidates = parameters.candidates->make(build);
      build.anchors = outer;
      return std::make_unique<OfAnchor>(std::move(anchor), std::move(candidates),
                                        build.add_scratch<TriedAnchors>());
    });

}  // namespace
}  // namespace reprise
