#include <utility>

#include "recommenders/candidates/united_lists.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct EachParameters {
  std::optional<Recipe<AnchorPart>> anchor;
  std::optional<Recipe<CandidatesPart>> candidates;
  std::int64_t most = 100;
};

struct EachScratch final : Scratch {
  std::vector<TrackId> anchors;
  std::vector<TrackList> lists;
  std::vector<std::vector<TrackId>> kept;  // copies of lists whose views do not last
  UnitedLists united;

  void clear() override { united.clear(); }
};

class Each final : public Candidates {
 public:
  Each(std::unique_ptr<Anchor> anchor, std::unique_ptr<Candidates> candidates, std::size_t most,
       std::size_t scratch)
      : anchor_(std::move(anchor)),
        candidates_(std::move(candidates)),
        most_(most),
        scratch_(scratch) {}

  TrackList list(TrackId anchor, Request& request) const override {
    auto& scratch = request.scratch_as<EachScratch>(scratch_);
    scratch.lists.clear();
    lists(anchor, request, scratch.lists);
    if (!lists_last()) scratch.united.clear();
    return scratch.united.of(scratch.lists, ordered());
  }

  void lists(TrackId, Request& request, std::vector<TrackList>& into) const override {
    auto& scratch = request.scratch_as<EachScratch>(scratch_);
    scratch.anchors.clear();
    anchor_->all(request, scratch.anchors);
    if (scratch.anchors.size() > most_) scratch.anchors.resize(most_);
    if (scratch.kept.size() < scratch.anchors.size()) scratch.kept.resize(scratch.anchors.size());
    for (std::size_t i = 0; i < scratch.anchors.size(); ++i) {
      TrackList list = candidates_->list(scratch.anchors[i], request);
      if (list.size == 0) continue;
      if (!candidates_->lasting() && list.tracks != nullptr) {
        scratch.kept[i].assign(list.tracks, list.tracks + list.size);
        list.tracks = scratch.kept[i].data();
        list.scores = nullptr;
      }
      into.push_back(list);
    }
  }

  bool ordered() const override { return candidates_->ordered(); }
  bool lists_last() const override { return candidates_->lasting(); }

 private:
  std::unique_ptr<Anchor> anchor_;
  std::unique_ptr<Candidates> candidates_;
  std::size_t most_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the candidates of every one of several anchors: their union, or as many lists where "
    "candidates "
    "are combined",
    Parameters<EachParameters>("each")
        .require("anchor", &EachParameters::anchor, "where the anchors come from")
        .require("candidates", &EachParameters::candidates, "what each is asked for")
        .add("most", &EachParameters::most, "anchors that are used, the first ones",
             {.min = 1, .max = 1e9}),
    [](const EachParameters& parameters, Build& build) {
      const Place place = build.place;
      const NearestOf outer = build.anchors;
      build.anchors = NearestOf::all_tracks;
      auto anchor = parameters.anchor->make(build);
      const bool outer_scores = std::exchange(build.wants_scores, false);
      auto candidates = parameters.candidates->make(build);
      build.anchors = outer;
      build.wants_scores = outer_scores;
      if (anchor->all_draws() || candidates->draws()) {
        build.untold.push_back(
            {place,
             "the order of the anchors of 'each' is drawn, so there are too many ways to a "
             "track"});
      }
      return std::make_unique<Each>(std::move(anchor), std::move(candidates),
                                    static_cast<std::size_t>(parameters.most),
                                    build.add_scratch<EachScratch>());
    });

}  // namespace
}  // namespace reprise
