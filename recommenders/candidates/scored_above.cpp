#include <fmt/format.h>

#include "recommenders/candidates/list_builder.h"

namespace reprise {
namespace {

struct ScoredAboveParameters {
  std::optional<Recipe<CandidatesPart>> candidates;
  double score = 0;
};

class ScoredAbove final : public Candidates {
 public:
  ScoredAbove(std::unique_ptr<Candidates> candidates, double score, std::size_t scratch)
      : candidates_(std::move(candidates)), score_(score), scratch_(scratch) {}

  TrackList list(TrackId anchor, Request& request) const override {
    return highest(candidates_->list(anchor, request), request);
  }
  bool draws() const override { return candidates_->draws(); }
  void tell(TrackId anchor, Request& request, const VisitList& visit) const override {
    candidates_->tell(anchor, request, [&](const TrackList& all, double propensity) {
      visit(highest(all, request), propensity);
    });
  }
  bool ordered() const override { return candidates_->ordered(); }
  bool scored() const override { return true; }
  bool distinct() const override { return true; }

 private:
  TrackList highest(const TrackList& all, Request& request) const {
    ListBuilder& builder = request.scratch_as<ListScratch>(scratch_).builder;
    builder.clear();
    for (std::uint32_t i = 0; i < all.size; ++i) {
      if (static_cast<double>(all.scores[i]) >= score_) builder.add(all[i], all.scores[i]);
    }
    return builder.list(all.ordered);
  }

  std::unique_ptr<Candidates> candidates_;
  double score_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the tracks of a list whose score is high enough; without one, there is no list",
    Parameters<ScoredAboveParameters>("scored_above")
        .require("candidates", &ScoredAboveParameters::candidates, "the list, which has scores")
        .require("score", &ScoredAboveParameters::score, "the lowest score that stays"),
    [](const ScoredAboveParameters& parameters, Build& build) {
      const bool outer_scores = std::exchange(build.wants_scores, true);
      auto candidates = parameters.candidates->make(build);
      build.wants_scores = outer_scores;
      if (!candidates->scored()) {
        throw UserError(parameters.candidates->place,
                        fmt::format("'scored_above' needs scores, and '{}' has none; nearest, "
                                    "fuse, artist_fatigue and list files with 'scores' have",
                                    parameters.candidates->name));
      }
      return std::make_unique<ScoredAbove>(std::move(candidates), parameters.score,
                                           build.add_scratch<ListScratch>());
    });

}  // namespace
}  // namespace reprise
