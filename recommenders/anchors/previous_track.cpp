#include "recommenders/sentence.h"

namespace reprise {
namespace {

class PreviousTrack final : public Anchor {
 public:
  std::optional<TrackId> next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty()) return std::nullopt;
    return request.playbacks.last();
  }
};

const Registration<AnchorPart> registration("the track played last",
                                            Parameters<NoParameters>("previous_track"),
                                            [](const NoParameters&, Build&) {
                                              return std::make_unique<PreviousTrack>();
                                            });

}  // namespace
}  // namespace reprise
