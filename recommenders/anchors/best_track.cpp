#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct BestTrackParameters {
  Scope scope = Scope::session;
  std::int64_t last = 0;
};

class BestTrack final : public Anchor {
 public:
  explicit BestTrack(const BestTrackParameters& parameters) : parameters_(parameters) {}

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty()) return std::nullopt;
    const auto window = static_cast<std::size_t>(parameters_.last);
    TrackId best = request.playbacks.last();
    Hundredths best_time = -1;
    request.for_each_playback(parameters_.scope == Scope::user,
                              [&](TrackId track, Hundredths time, std::size_t age) {
                                if (time > best_time && (window == 0 || age < window)) {
                                  best = track;
                                  best_time = time;
                                }
                              });
    return best;
  }

 private:
  BestTrackParameters parameters_;
};

const Registration<AnchorPart> registration(
    "the track listened to longest, the latest among equals",
    Parameters<BestTrackParameters>("best_track")
        .add("scope", &BestTrackParameters::scope, "best of this session, or of all the user's")
        .short_form()
        .add("last", &BestTrackParameters::last, "of the last so many playbacks; 0 for all",
             {.min = 0, .max = 1e9}),
    reads_scope, [](const BestTrackParameters& parameters, Build&) {
      return std::make_unique<BestTrack>(parameters);
    });

}  // namespace
}  // namespace reprise
