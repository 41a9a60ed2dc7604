#include "recommenders/sentence.h"

namespace reprise {
namespace {

class MostPopular final : public Pick {
 public:
  explicit MostPopular(const World& world)
      : rank_of_(world.catalog.n_tracks(), static_cast<std::uint32_t>(-1)) {
    for (std::uint32_t rank = 0; rank < world.top_tracks.size(); ++rank) {
      rank_of_[world.top_tracks[rank]] = rank;
    }
  }

  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    MaybeTrack best;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      if (best && rank_of_[list[i]] >= rank_of_[*best]) continue;
      if (exclude == nullptr || !exclude->excludes(list[i], request)) best = list[i];
    }
    return best;
  }

 private:
  std::vector<std::uint32_t> rank_of_;  // rank of each track in the world's popularity list
};

const Registration<PickPart> registration(
    "the one that is highest in the world's popularity list; the first of the list when none is in "
    "it",
    Parameters<NoParameters>("most_popular"),
    [](const NoParameters&, Build& build) { return std::make_unique<MostPopular>(build.world); });

}  // namespace
}  // namespace reprise
