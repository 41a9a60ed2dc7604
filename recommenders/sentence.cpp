#include "recommenders/sentence.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/support/parameters/left_out_name.h"

namespace reprise {

template class Registry<AnchorPart>;
template class Registry<CandidatesPart>;
template class Registry<ExcludePart>;
template class Registry<PickPart>;

void Anchor::tell(Request& request, std::span<const TrackId> tried,
                  std::vector<AnchorPropensity>& anchors) const {
  const std::uint32_t word = request.draws.peek();
  const MaybeTrack track = next(request, tried);
  check_undrawn(request, word, AnchorPart::kind);
  if (track) anchors.push_back({*track, 1});
}

void Candidates::tell(TrackId anchor, Request& request, const VisitList& visit) const {
  const std::uint32_t word = request.draws.peek();
  const TrackList found = list(anchor, request);
  check_undrawn(request, word, CandidatesPart::kind);
  visit(found, 1);
}

bool Pick::tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
                Propensities& propensities) const {
  const std::uint32_t word = request.draws.peek();
  const MaybeTrack track = pick(list, exclude, request);
  check_undrawn(request, word, PickPart::kind);
  if (track) propensities.add(*track, share);
  return track.has_value();
}

// The lists are prefetched first: while one list is on its way from memory, the others are
// requested.
void Pick::pick_each(std::span<const TrackList> lists, const Exclude* exclude,
                     std::span<Request* const> requests, std::span<MaybeTrack> tracks) const {
  for (const TrackList& list : lists) __builtin_prefetch(list.tracks);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    tracks[i] = lists[i].size == 0 ? MaybeTrack() : pick(lists[i], exclude, *requests[i]);
  }
}

namespace {

enum class Exhausted { fallback, restart };
std::vector<std::string> choices(Exhausted) { return {"fallback", "restart"}; }

struct SentenceParts {
  std::optional<Recipe<AnchorPart>> anchor;
  std::optional<Recipe<CandidatesPart>> candidates;
  std::optional<Recipe<ExcludePart>> exclude;
  std::optional<Recipe<PickPart>> pick;
  Exhausted exhausted = Exhausted::fallback;
  std::optional<RecommenderRecipe> fallback;
};

Parameters<SentenceParts> declare() {
  return Parameters<SentenceParts>("sentence")
      .add("anchor", &SentenceParts::anchor, "the track whose list is asked for")
      .otherwise("previous_track")
      .require("candidates", &SentenceParts::candidates, "where the next track may come from")
      .add("exclude", &SentenceParts::exclude, "which candidates may not be played")
      .otherwise("nothing")
      .add("pick", &SentenceParts::pick, "which of the others it is")
      .otherwise("uniform")
      .add("exhausted", &SentenceParts::exhausted,
           "when everything in the list is excluded: ask the fallback, or restart the list")
      .add("fallback", &SentenceParts::fallback,
           "who is asked when there is no list or nothing in it")
      .otherwise("random");
}

// The recommender `random`, the end of every chain of fallbacks. It cannot fail.
class AnyTrack final : public Recommender {
 public:
  TrackId next(Request& request) const override {
    return uniform_index(request.draws,
                         static_cast<std::uint32_t>(request.world.catalog.n_tracks()));
  }
  void tell(Request& request, double share, Propensities& propensities) const override {
    propensities.add_to_all_but({}, share / static_cast<double>(request.world.catalog.n_tracks()));
  }
};

class Sentence final : public Recommender {
 public:
  Sentence(std::unique_ptr<Anchor> anchor, std::unique_ptr<Candidates> candidates,
           std::unique_ptr<Exclude> exclude, std::unique_ptr<Pick> pick, Exhausted exhausted,
           std::unique_ptr<Recommender> fallback)
      : anchor_(std::move(anchor)),
        candidates_(std::move(candidates)),
        exclude_(std::move(exclude)),
        pick_(std::move(pick)),
        exhausted_(exhausted),
        fallback_(std::move(fallback)) {
    if (anchor_->always_there()) fixed_ = candidates_->fixed().value_or(TrackList{});
  }

  // Almost every sentence answers with its first anchor, so this path does none of the work that
  // further anchors need.
  TrackId next(Request& request) const override {
    bool found_list = false;
    if (fixed_.size > 0) {
      if (const auto track = try_list(fixed_, request, found_list)) return *track;
    }
    const MaybeTrack anchor = anchor_->next(request, {});
    if (anchor && fixed_.size == 0) {
      if (const auto track = try_anchor(*anchor, request, found_list)) return *track;
    }
    return next_of_others(anchor, found_list, request);
  }

  void next_of(std::span<Request* const> requests, std::span<TrackId> tracks) const override {
    while (!requests.empty()) {
      const std::size_t n = std::min(requests.size(), kAtOnce);
      if (fixed_.size > 0) {
        next_of_fixed(requests.first(n), tracks.first(n));
      } else {
        next_by_stages(requests.first(n), tracks.first(n));
      }
      requests = requests.subspan(n);
      tracks = tracks.subspan(n);
    }
  }

  void tell(Request& request, double share, Propensities& propensities) const override {
    double left = share;  // of the draws that have named no track yet
    if (fixed_.size > 0) {
      // Every anchor has this list.
      if (tell_list(fixed_, request, left, propensities)) return;
    } else {
      std::vector<TrackId> tried;
      std::vector<AnchorPropensity> anchors;
      while (left > 0) {
        anchors.clear();
        anchor_->tell(request, tried, anchors);
        if (anchors.empty()) break;
        left = tell_anchors(anchors, request, left, propensities);
        for (const AnchorPropensity& anchor : anchors) tried.push_back(anchor.track);
      }
    }
    if (left > 0) fallback_->tell(request, left, propensities);
  }

 private:
  static constexpr std::size_t kAtOnce = 16;  // requests

  // Tells what the list names. Returns false where it names nothing.
  bool tell_list(const TrackList& list, Request& request, double share,
                 Propensities& propensities) const {
    if (list.size == 0) return false;
    if (pick_->tell(list, exclude_.get(), request, share, propensities)) return true;
    return exhausted_ == Exhausted::restart &&
           pick_->tell(list, nullptr, request, share, propensities);
  }

  // Tells what the first of these anchors with a track to name names: each is tried with its
  // probability, and without replacement. So the anchors that name something are the first one in
  // proportion to their probabilities. Returns the share that none of them names. Where the
  // candidates draw, there is one anchor.
  double tell_anchors(std::span<const AnchorPropensity> anchors, Request& request, double share,
                      Propensities& propensities) const {
    if (anchors.size() == 1) {
      double left = 0;
      candidates_->tell(anchors[0].track, request, [&](const TrackList& list, double propensity) {
        const double part = share * propensity;
        if (!tell_list(list, request, part, propensities)) left += part;
      });
      return left;
    }
    double named = 0;
    std::vector<bool> names;
    for (const AnchorPropensity& anchor : anchors) {
      names.push_back(
          tell_list(candidates_->list(anchor.track, request), request, 0, propensities));
      if (names.back()) named += anchor.propensity;
    }
    if (named <= 0) return share;
    for (std::size_t i = 0; i < anchors.size(); ++i) {
      if (!names[i]) continue;
      tell_list(candidates_->list(anchors[i].track, request), request,
                share * anchors[i].propensity / named, propensities);
    }
    return 0;
  }

  // Answers requests that all use the fixed list.
  void next_of_fixed(std::span<Request* const> requests, std::span<TrackId> tracks) const {
    std::array<MaybeTrack, kAtOnce> picked;
    pick_->pick_each_of(fixed_, exclude_.get(), requests, std::span(picked).first(requests.size()));
    for (std::size_t i = 0; i < requests.size(); ++i) {
      Request& request = *requests[i];
      ++request.tally.lists_asked;
      ++request.tally.lists_found;
      if (!picked[i]) picked[i] = restarted(fixed_, request);
      tracks[i] = picked[i]
                      ? *picked[i]
                      : next_of_others(anchor_->next(request, {}), /*found_list=*/true, request);
    }
  }

  // Runs each stage for all requests before the next stage: while memory loads for one request, the
  // others are asked.
  void next_by_stages(std::span<Request* const> requests, std::span<TrackId> tracks) const {
    const std::size_t n = requests.size();
    std::array<MaybeTrack, kAtOnce> anchors;
    std::array<TrackList, kAtOnce> lists;
    std::array<MaybeTrack, kAtOnce> picked;
    for (std::size_t i = 0; i < n; ++i) anchors[i] = anchor_->next(*requests[i], {});
    for (std::size_t i = 0; i < n; ++i) {
      // The list is constructed in place, because a copy would wait until each field is written.
      std::construct_at(&lists[i],
                        anchors[i] ? candidates_->list(*anchors[i], *requests[i]) : TrackList{});
    }
    pick_->pick_each(std::span(lists).first(n), exclude_.get(), requests,
                     std::span(picked).first(n));
    for (std::size_t i = 0; i < n; ++i) {
      Request& request = *requests[i];
      const bool found_list = lists[i].size > 0;
      if (found_list) {
        ++request.tally.lists_asked;
        ++request.tally.lists_found;
        if (!picked[i]) picked[i] = restarted(lists[i], request);
      } else if (anchors[i]) {
        ++request.tally.lists_asked;
      }
      if (picked[i]) {
        tracks[i] = *picked[i];
        continue;
      }
      tracks[i] = next_of_others(anchors[i], found_list, request);
    }
  }

  // Returns a track of the anchor's list. Sets found_list if the list exists.
  MaybeTrack try_anchor(TrackId anchor, Request& request, bool& found_list) const {
    return try_list(candidates_->list(anchor, request), request, found_list);
  }
  MaybeTrack try_list(const TrackList& list, Request& request, bool& found_list) const {
    if (list.size == 0) {
      ++request.tally.lists_asked;
      return std::nullopt;
    }
    found_list = true;
    ++request.tally.lists_asked;
    ++request.tally.lists_found;
    const auto track = pick_->pick(list, exclude_.get(), request);
    return track ? track : restarted(list, request);
  }
  // Handles a list whose tracks are all excluded: returns one of its tracks all the same if the
  // sentence asks for it.
  MaybeTrack restarted(const TrackList& list, Request& request) const {
    if (exhausted_ == Exhausted::fallback) return std::nullopt;
    return pick_->pick(list, nullptr, request);
  }

  // Handles a request for which the first anchor, if there was one, gave no track: tries the later
  // anchors, then the fallback.
  [[gnu::noinline]] TrackId next_of_others(MaybeTrack anchor, bool found_list,
                                           Request& request) const {
    const bool found_anchor = anchor.has_value();
    std::vector<TrackId> tried;
    while (anchor) {
      tried.push_back(*anchor);
      anchor = anchor_->next(request, tried);
      if (!anchor) break;
      if (const auto track = try_anchor(*anchor, request, found_list)) return *track;
    }
    if (!request.fell_back) {
      SourceTally& tally = request.tally;
      ++(found_list ? tally.exhausted : found_anchor ? tally.no_list : tally.no_anchor);
      request.fell_back = true;
    }
    return fallback_->next(request);
  }

  std::unique_ptr<Anchor> anchor_;
  std::unique_ptr<Candidates> candidates_;
  std::unique_ptr<Exclude> exclude_;
  std::unique_ptr<Pick> pick_;
  TrackList fixed_;  // the first anchor's list if it is the same for every request; else empty
  Exhausted exhausted_;
  std::unique_ptr<Recommender> fallback_;
};

const Registration<RecommenderPart> registration(
    "anchor -> candidates -> exclude -> pick, else fallback; may be written without its name",
    declare(), [](const SentenceParts& parts, Build& build) -> std::unique_ptr<Recommender> {
      // The anchor and the pick are made before the candidates: the anchor decides which tracks
      // candidates are asked with, and the pick decides whether candidates need scores.
      const NearestOf outer = build.anchors;
      const Place place = build.place;
      build.anchors = NearestOf::all_tracks;
      const std::size_t scratch_before = build.scratch.size();
      auto anchor = make_or(parts.anchor, "previous_track", build);
      const bool anchor_notes = build.scratch.size() > scratch_before;
      auto pick = make_or(parts.pick, "uniform", build);
      const bool outer_scores = std::exchange(build.wants_scores, pick->needs_scores());
      auto candidates = parts.candidates->make(build);
      build.anchors = outer;
      build.wants_scores = outer_scores;
      auto exclude = make_or(parts.exclude, "nothing", build);
      // Checks that the candidates have the scores and the order that the pick needs.
      if (pick->needs_scores() && !candidates->scored()) {
        throw UserError(parts.pick->place,
                        fmt::format("the pick '{}' needs scores, and these candidates have none; "
                                    "nearest, fuse, artist_fatigue and list files with 'scores' "
                                    "have",
                                    parts.pick->name));
      }
      if (pick->needs_order() && !candidates->ordered()) {
        build.warnings.push_back(
            fmt::format("the pick '{}' takes the head of lists that are not known to begin with "
                        "the best: first is then not best (a file of such lists says 'ordered: "
                        "true')",
                        parts.pick->name));
      }
      if (auto of_unsorted = pick->of_unsorted(); of_unsorted && candidates->leave_unsorted()) {
        pick = std::move(of_unsorted);
      }
      if (candidates->draws() && anchor->draws()) {
        build.untold.push_back({place,
                                "anchors are drawn, and so are the lists of each, so there are "
                                "too many ways to a track"});
      }
      if (candidates->draws() && anchor_notes) {
        build.untold.push_back({place,
                                "lists are drawn, and the anchor notes which ones were exhausted, "
                                "which a log does not say"});
      }
      const bool outer_drawn = build.drawn;
      build.drawn |= candidates->draws();
      auto fallback = parts.fallback ? parts.fallback->make(build) : std::make_unique<AnyTrack>();
      build.drawn = outer_drawn;
      return std::make_unique<Sentence>(std::move(anchor), std::move(candidates),
                                        std::move(exclude), std::move(pick), parts.exhausted,
                                        std::move(fallback));
    });

}  // namespace

Recipe<ExcludePart> ParameterType<Recipe<ExcludePart>>::read(const Node& node,
                                                             const std::string& what) {
  if (!node.is_sequence()) return Registry<ExcludePart>::instance().read(node, what);
  Node any = Node::make_map(node.place);
  any.set("any", node);
  return Registry<ExcludePart>::instance().read(any, what);
}

namespace {

bool is_part(std::string_view key) { return is_parameter_of<RecommenderPart>("sentence", key); }

const LeftOutNameRegistration left_out({"sentence", is_part});

}  // namespace

bool is_sentence(const Node& node) {
  return std::any_of(node.fields.begin(), node.fields.end(),
                     [](const Field& field) { return is_part(field.key); });
}

}  // namespace reprise
