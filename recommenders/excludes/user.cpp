#include "recommenders/sentence.h"

namespace reprise {
namespace {

class ExcludeUser final : public Exclude {
 public:
  bool excludes(TrackId track, const Request& request) const override {
    return request.playbacks.contains(track) ||
           (request.history != nullptr && request.history->contains(track));
  }
};

const Registration<ExcludePart> registration("nothing ever played to this user",
                                             Parameters<NoParameters>("user"),
                                             Capabilities{.reads_history = true},
                                             [](const NoParameters&, Build&) {
                                               return std::make_unique<ExcludeUser>();
                                             });

}  // namespace
}  // namespace reprise
