#include "recommenders/sentence.h"

namespace reprise {
namespace {

class WholeCatalog final : public Candidates {
 public:
  explicit WholeCatalog(std::uint32_t n_tracks) : n_tracks_(n_tracks) {}
  TrackList list(TrackId, Request&) const override { return all(); }
  std::optional<TrackList> fixed() const override { return all(); }
  bool ordered() const override { return false; }
  bool lasting() const override { return true; }
  bool distinct() const override { return true; }

 private:
  TrackList all() const { return {nullptr, n_tracks_, false}; }

  std::uint32_t n_tracks_;
};

const Registration<CandidatesPart> registration("every track", Parameters<NoParameters>("catalog"),
                                                [](const NoParameters&, Build& build) {
                                                  return std::make_unique<WholeCatalog>(
                                                      static_cast<std::uint32_t>(
                                                          build.world.catalog.n_tracks()));
                                                });

}  // namespace
}  // namespace reprise
