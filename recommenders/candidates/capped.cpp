#include "recommenders/candidates/list_builder.h"

namespace reprise {
namespace {

struct CappedParameters {
  std::optional<Recipe<CandidatesPart>> candidates;
  std::int64_t per_artist = 5;
};

struct CappedScratch final : Scratch {
  ListBuilder builder;
  SessionTable<std::uint32_t> of_artist;  // tracks in the list

  void clear() override {}
};

class Capped final : public Candidates {
 public:
  Capped(std::unique_ptr<Candidates> candidates, std::uint32_t per_artist, std::size_t scratch)
      : candidates_(std::move(candidates)), per_artist_(per_artist), scratch_(scratch) {}

  TrackList list(TrackId anchor, Request& request) const override {
    return capped(candidates_->list(anchor, request), request);
  }
  bool draws() const override { return candidates_->draws(); }
  void tell(TrackId anchor, Request& request, const VisitList& visit) const override {
    candidates_->tell(anchor, request, [&](const TrackList& all, double propensity) {
      visit(capped(all, request), propensity);
    });
  }
  bool ordered() const override { return candidates_->ordered(); }
  bool scored() const override { return candidates_->scored(); }
  bool distinct() const override { return true; }

 private:
  TrackList capped(const TrackList& all, Request& request) const {
    auto& scratch = request.scratch_as<CappedScratch>(scratch_);
    ListBuilder& builder = scratch.builder;
    builder.clear(all.size);
    scratch.of_artist.clear(all.size);
    for (std::uint32_t i = 0; i < all.size; ++i) {
      std::uint32_t& of_artist = scratch.of_artist[request.world.catalog.artist_of[all[i]]];
      if (of_artist == per_artist_) continue;
      of_artist += all.scores == nullptr ? builder.add(all[i]) : builder.add(all[i], all.scores[i]);
    }
    return builder.list(all.ordered);
  }

  std::unique_ptr<Candidates> candidates_;
  std::uint32_t per_artist_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "at most so many tracks of one artist, the first ones of a list",
    Parameters<CappedParameters>("capped")
        .require("candidates", &CappedParameters::candidates, "the list")
        .add("per_artist", &CappedParameters::per_artist, "tracks of one artist",
             {.min = 1, .max = 1e9}),
    [](const CappedParameters& parameters, Build& build) {
      return std::make_unique<Capped>(parameters.candidates->make(build),
                                      static_cast<std::uint32_t>(parameters.per_artist),
                                      build.add_scratch<CappedScratch>());
    });

}  // namespace
}  // namespace reprise
