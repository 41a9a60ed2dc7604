#include <algorithm>

#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct FirstOfParameters {
  std::vector<Recipe<AnchorPart>> of;
};

class FirstOf final : public Anchor {
 public:
  explicit FirstOf(std::vector<std::unique_ptr<Anchor>> anchors) : anchors_(std::move(anchors)) {}

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    for (const std::unique_ptr<Anchor>& anchor : anchors_) {
      // An anchor of one track gives nothing when `tried` is not empty, even if another anchor's
      // track was tried. So each anchor is also asked with an empty list, and its track counts only
      // if it was not tried.
      for (const std::span<const TrackId> known : {std::span<const TrackId>{}, tried}) {
        const MaybeTrack track = anchor->next(request, known);
        if (track && std::find(tried.begin(), tried.end(), *track) == tried.end()) return track;
      }
    }
    return std::nullopt;
  }

  bool draws() const override {
    return std::any_of(anchors_.begin(), anchors_.end(),
                       [](const auto& anchor) { return anchor->draws(); });
  }
  void tell(Request& request, std::span<const TrackId> tried,
            std::vector<AnchorPropensity>& all) const override {
    const std::size_t begin = all.size();
    for (const std::unique_ptr<Anchor>& anchor : anchors_) {
      for (const std::span<const TrackId> known : {std::span<const TrackId>{}, tried}) {
        anchor->tell(request, known, all);
        double sum = 0;
        std::size_t kept = begin;
        for (std::size_t i = begin; i < all.size(); ++i) {
          if (std::find(tried.begin(), tried.end(), all[i].track) != tried.end()) continue;
          sum += all[i].propensity;
          all[kept++] = all[i];
        }
        all.resize(kept);
        // A draw that was tried is followed by a draw from the others, in the same proportions.
        for (std::size_t i = begin; i < kept; ++i) all[i].propensity /= sum;
        if (kept > begin) return;
      }
    }
  }

 private:
  std::vector<std::unique_ptr<Anchor>> anchors_;
};

const Registration<AnchorPart> registration(
    "the first of several anchors that there is; the others when its candidates run out",
    Parameters<FirstOfParameters>("first_of")
        .require_some("of", &FirstOfParameters::of, "the anchors, the one asked first first",
                      "anchor")
        .short_form(),
    [](const FirstOfParameters& parameters, Build& build) {
      std::vector<std::unique_ptr<Anchor>> anchors;
      for (const Recipe<AnchorPart>& anchor : parameters.of) anchors.push_back(anchor.make(build));
      if (anchors.size() > 1) build.anchors = NearestOf::all_tracks;
      return std::make_unique<FirstOf>(std::move(anchors));
    });

}  // namespace
}  // namespace reprise
