#include <cmath>
#include <utility>

#include "recommenders/candidates/list_builder.h"

namespace reprise {
namespace {

enum class By { rank, score };
std::vector<std::string> choices(By) { return {"rank", "score"}; }

struct ArtistFatigueParameters {
  std::optional<Recipe<CandidatesPart>> candidates;
  double factor = 0.8;
  By by = By::rank;
};

class ArtistFatigue final : public Candidates {
 public:
  ArtistFatigue(std::unique_ptr<Candidates> candidates, double factor, By by, std::size_t scratch)
      : candidates_(std::move(candidates)), factor_(factor), by_(by), scratch_(scratch) {}

  TrackList list(TrackId anchor, Request& request) const override {
    return ordered_anew(candidates_->list(anchor, request), request);
  }
  bool draws() const override { return candidates_->draws(); }
  void tell(TrackId anchor, Request& request, const VisitList& visit) const override {
    candidates_->tell(anchor, request, [&](const TrackList& all, double propensity) {
      visit(ordered_anew(all, request), propensity);
    });
  }
  bool scored() const override { return true; }

 private:
  TrackList ordered_anew(const TrackList& all, Request& request) const {
    ListBuilder& builder = request.scratch_as<ListScratch>(scratch_).builder;
    builder.clear();
    for (std::uint32_t i = 0; i < all.size; ++i) {
      if (builder.contains(all[i])) continue;
      const std::uint32_t plays =
          request.playbacks.plays_of(request.world.catalog.artist_of[all[i]]);
      const double worth = by_ == By::rank ? 1.0 - static_cast<double>(i) / all.size
                                           : static_cast<double>(all.scores[i]);
      // A score below 0 stays as it is, because the factor would raise it.
      const double tired = worth > 0 ? worth * std::pow(factor_, plays) : worth;
      builder.add(all[i], tired);
    }
    builder.sort_by_score();
    return builder.scored_list();
  }

  std::unique_ptr<Candidates> candidates_;
  double factor_;
  By by_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "a list ordered anew: what a track is worth is multiplied by a factor for every time its "
    "artist "
    "was played in this session",
    Parameters<ArtistFatigueParameters>("artist_fatigue")
        .require("candidates", &ArtistFatigueParameters::candidates, "the list")
        .add("factor", &ArtistFatigueParameters::factor, "for each playback of the artist",
             {.min = 0, .max = 1})
        .add("by", &ArtistFatigueParameters::by,
             "what a track is worth: its rank, from 1 at the head down to 1/n at the end, or its "
             "score"),
    [](const ArtistFatigueParameters& parameters, Build& build) {
      const Place place = build.place;
      const bool outer = std::exchange(build.wants_scores, parameters.by == By::score);
      auto candidates = parameters.candidates->make(build);
      build.wants_scores = outer;
      if (parameters.by == By::score && !candidates->scored()) {
        throw UserError(place,
                        "artist_fatigue by score needs candidates with scores; write 'by: rank'");
      }
      return std::make_unique<ArtistFatigue>(std::move(candidates), parameters.factor,
                                             parameters.by, build.add_scratch<ListScratch>());
    });

}  // namespace
}  // namespace reprise
