#include "recommenders/sentence.h"

namespace reprise {
namespace {

class BestTrack final : public Anchor {
 public:
  explicit BestTrack(Scope scope) : scope_(scope) {}

  std::optional<TrackId> next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty()) return std::nullopt;
    TrackId best = request.playbacks.last();
    Hundredths best_time = -1;
    request.for_each_playback(scope_ == Scope::user,
                              [&](TrackId track, Hundredths time, std::size_t) {
                                if (time > best_time) {
                                  best = track;
                                  best_time = time;
                                }
                              });
    return best;
  }

 private:
  Scope scope_;
};

struct BestTrackParameters {
  Scope scope = Scope::session;
};

const Registration<AnchorPart> registration(
    "the track listened to longest, the latest among equals",
    Parameters<BestTrackParameters>("best_track")
        .add("scope", &BestTrackParameters::scope, "best of this session, or of all the user's")
        .short_form(),
    [](const BestTrackParameters& parameters, Build& build) {
      build.needs_history |= parameters.scope == Scope::user;
      return std::make_unique<BestTrack>(parameters.scope);
    });

}  // namespace
}  // namespace reprise
