#include "recommenders/listened_time.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct PreviousTrackParameters {
  std::optional<ListenedTime> at_least;
};

class PreviousTrack final : public Anchor {
 public:
  explicit PreviousTrack(Hundredths at_least) : at_least_(at_least) {}

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty() || request.playbacks.last_time() < at_least_) return std::nullopt;
    return request.playbacks.last();
  }
  bool always_there() const override { return at_least_ <= 0; }

 private:
  Hundredths at_least_;
};

const Registration<AnchorPart> registration(
    "the track played last",
    Parameters<PreviousTrackParameters>("previous_track")
        .add("at_least", &PreviousTrackParameters::at_least,
             "none unless it was listened to for that time"),
    [](const PreviousTrackParameters& parameters, Build&) {
      return std::make_unique<PreviousTrack>(
          parameters.at_least.value_or(ListenedTime{}).hundredths);
    });

}  // namespace
}  // namespace reprise
