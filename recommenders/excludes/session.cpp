#include "recommenders/sentence.h"

namespace reprise {
namespace {

class ExcludeSession final : public Exclude {
 public:
  bool excludes(TrackId track, const Request& request) const override {
    return request.playbacks.contains(track);
  }
};

const Registration<ExcludePart> registration("nothing played in this session",
                                             Parameters<NoParameters>("session"),
                                             [](const NoParameters&, Build&) {
                                               return std::make_unique<ExcludeSession>();
                                             });

}  // namespace
}  // namespace reprise
