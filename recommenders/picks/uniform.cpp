#include <limits>

#include "recommenders/picks/uniform_of.h"

namespace reprise {
namespace {

class Uniform final : public Pick {
 public:
  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    return uniform_of(list, kAll, exclude, request);
  }
  void pick_each(std::span<const TrackList> lists, const Exclude* exclude,
                 std::span<Request* const> requests, std::span<MaybeTrack> tracks) const override {
    uniform_of_each(lists, kAll, exclude, requests, tracks);
  }

  void pick_each_of(const TrackList& list, const Exclude* exclude,
                    std::span<Request* const> requests,
                    std::span<MaybeTrack> tracks) const override {
    if (exclude != nullptr) return Pick::pick_each_of(list, exclude, requests, tracks);
    const UniformIndexOfMany index(list.size);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      tracks[i] = list[index(requests[i]->draws)];
    }
  }
  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    return tell_uniform_of(list, kAll, exclude, request, share, propensities);
  }

 private:
  static constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();
};

const Registration<PickPart> registration("each with the same chance",
                                          Parameters<NoParameters>("uniform"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<Uniform>();
                                          });

}  // namespace
}  // namespace reprise
