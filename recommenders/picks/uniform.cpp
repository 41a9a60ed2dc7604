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
