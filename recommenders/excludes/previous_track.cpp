#include "recommenders/sentence.h"

namespace reprise {
namespace {

class ExcludePreviousTrack final : public Exclude {
 public:
  bool excludes(TrackId track, const Request& request) const override {
    return track == request.playbacks.last();
  }
};

const Registration<ExcludePart> registration("not the track played last",
                                             Parameters<NoParameters>("previous_track"),
                                             [](const NoParameters&, Build&) {
                                               return std::make_unique<ExcludePreviousTrack>();
                                             });

}  // namespace
}  // namespace reprise
