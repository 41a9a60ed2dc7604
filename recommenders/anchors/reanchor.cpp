#include <algorithm>

#include "recommenders/listened_time.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct ReanchorParameters {
  std::optional<Recipe<AnchorPart>> from;
  std::optional<Recipe<AnchorPart>> to;
  std::int64_t every = 0;
  ListenedTime at_least;
  bool when_exhausted = true;
};

// The held anchor and the recommendation at which it was taken. `before` is the state at the start
// of the present step, so that the same step gets the same answer when it is asked again.
struct Held final : Scratch {
  struct Taken {
    MaybeTrack track;
    std::uint32_t since = 0;
  };
  Taken now;
  Taken before;
  std::uint32_t step = 0;

  void begin(std::uint32_t new_step) {
    if (new_step == step) {
      now = before;
    } else {
      before = now;
      step = new_step;
    }
  }
  void clear() override {
    now = before = Taken{};
    step = 0;
  }
};

class Reanchor final : public Anchor {
 public:
  Reanchor(std::unique_ptr<Anchor> from, std::unique_ptr<Anchor> to,
           const ReanchorParameters& parameters, std::size_t scratch)
      : from_(std::move(from)),
        to_(std::move(to)),
        every_(static_cast<std::uint32_t>(parameters.every)),
        at_least_(parameters.at_least.hundredths),
        when_exhausted_(parameters.when_exhausted),
        scratch_(scratch) {}

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    Held& held = request.scratch_as<Held>(scratch_);
    const auto step = static_cast<std::uint32_t>(request.playbacks.size());
    if (tried.empty()) {
      held.begin(step);
      if (!held.now.track) {
        take(held, from_->next(request, tried), step);
      } else if (every_ > 0 && step - held.now.since >= every_ &&
                 request.playbacks.last_time() >= at_least_) {
        take(held, to_->next(request, tried), step);
      }
      return held.now.track;
    }
    if (!when_exhausted_) return std::nullopt;
    MaybeTrack track = to_->next(request, {});
    if (!track || is_in(tried, *track)) track = to_->next(request, tried);
    if (!track || is_in(tried, *track)) return std::nullopt;
    take(held, track, step);
    return track;
  }

 private:
  static bool is_in(std::span<const TrackId> tracks, TrackId track) {
    return std::find(tracks.begin(), tracks.end(), track) != tracks.end();
  }

  static void take(Held& held, MaybeTrack track, std::uint32_t step) {
    if (track) held.now = {track, step};
  }

  std::unique_ptr<Anchor> from_;
  std::unique_ptr<Anchor> to_;
  std::uint32_t every_;
  Hundredths at_least_;
  bool when_exhausted_;
  std::size_t scratch_;
};

const Registration<AnchorPart> registration(
    "an anchor that is kept for a while and then replaced by another one",
    Parameters<ReanchorParameters>("reanchor")
        .add("from", &ReanchorParameters::from, "the one to begin with")
        .otherwise("first_track")
        .add("to", &ReanchorParameters::to, "where the next one comes from")
        .otherwise("previous_track")
        .add("every", &ReanchorParameters::every,
             "recommendations after which it is replaced; 0 for never", {.min = 0, .max = 1e9})
        .add("at_least", &ReanchorParameters::at_least,
             "replace it only after a track that was listened to for that time")
        .add("when_exhausted", &ReanchorParameters::when_exhausted,
             "replace it as well when its candidates run out"),
    [](const ReanchorParameters& parameters, Build& build) {
      const Place place = build.place;
      auto from = make_or(parameters.from, "first_track", build);
      auto to = make_or(parameters.to, "previous_track", build);
      build.anchors = NearestOf::all_tracks;
      if (from->draws() || to->draws()) {
        build.untold.push_back(
            {place, "reanchor keeps an anchor that was drawn, and a log does not say which"});
      } else if (build.drawn) {
        build.untold.push_back(
            {place, "a draw decides at which steps reanchor is asked, and a log does not say"});
      }
      return std::make_unique<Reanchor>(std::move(from), std::move(to), parameters,
                                        build.add_scratch<Held>());
    });

}  // namespace
}  // namespace reprise
