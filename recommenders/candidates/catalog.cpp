#include "recommenders/sentence.h"

namespace reprise {
namespace {

class WholeCatalog final : public Candidates {
 public:
  TrackList list(TrackId, Request& request) const override {
    return {nullptr, static_cast<std::uint32_t>(request.world.catalog.n_tracks()), false};
  }
  bool ordered() const override { return false; }
  bool lasting() const override { return true; }
};

const Registration<CandidatesPart> registration("every track", Parameters<NoParameters>("catalog"),
                                                [](const NoParameters&, Build&) {
                                                  return std::make_unique<WholeCatalog>();
                                                });

}  // namespace
}  // namespace reprise
