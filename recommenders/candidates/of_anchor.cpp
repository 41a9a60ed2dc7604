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
  bool draws() const override { return anchor_->draws() || candidates_->draws(); }
  void tell(TrackId, Request& request, const VisitList& visit) const override {
    std::vector<TrackId> tried;
    std::vector<AnchorPropensity> anchors;
    double left = 1;  // of the draws that have found no list yet
    while (left > 0) {
      anchors.clear();
      anchor_->tell(request, tried, anchors);
      if (anchors.empty()) break;
      if (anchors.size() == 1) {
        double missing = 0;
        candidates_->tell(anchors[0].track, request, [&](const TrackList& list, double chance) {
          if (list.size == 0) {
            missing += left * chance;
          } else {
            visit(list, left * chance);
          }
        });
        left = missing;
      } else if (const double found = share_with_list(anchors, request); found > 0) {
        // The anchors are tried without replacement, so those with a list keep their proportions.
        for (const AnchorPropensity& anchor : anchors) {
          const TrackList list = candidates_->list(anchor.track, request);
          if (list.size > 0) visit(list, left * anchor.propensity / found);
        }
        return;
      }
      for (const AnchorPropensity& anchor : anchors) tried.push_back(anchor.track);
    }
    if (left > 0) visit(TrackList{}, left);
  }
  bool ordered() const override { return candidates_->ordered(); }
  bool scored() const override { return candidates_->scored(); }
  bool lasting() const override { return candidates_->lasting(); }
  bool distinct() const override { return candidates_->distinct(); }

 private:
  double share_with_list(std::span<const AnchorPropensity> anchors, Request& request) const {
    double found = 0;
    for (const AnchorPropensity& anchor : anchors) {
      if (candidates_->list(anchor.track, request).size > 0) found += anchor.propensity;
    }
    return found;
  }

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
      const Place place = build.place;
      const NearestOf outer = build.anchors;
      build.anchors = NearestOf::all_tracks;
      auto anchor = parameters.anchor->make(build);
      auto candidates = parameters.candidates->make(build);
      build.anchors = outer;
      if (anchor->draws() && candidates->draws()) {
        build.untold.push_back({place,
                                "anchors are drawn, and so are the lists of each, so there are "
                                "too many ways to a track"});
      }
      return std::make_unique<OfAnchor>(std::move(anchor), std::move(candidates),
                                        build.add_scratch<TriedAnchors>());
    });

}  // namespace
}  // namespace reprise
