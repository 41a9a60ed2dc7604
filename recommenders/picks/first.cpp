#include "recommenders/sentence.h"

namespace reprise {
namespace {

// Takes from an unsorted list what First takes from it once it is sorted.
class FirstByScore final : public Pick {
 public:
  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    MaybeTrack first;
    float highest = 0;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      if (first && !(list.scores[i] > highest)) continue;
      if (exclude != nullptr && exclude->excludes(list[i], request)) continue;
      first = list[i];
      highest = list.scores[i];
    }
    return first;
  }
};

class First final : public Pick {
 public:
  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    for (std::uint32_t i = 0; i < list.size; ++i) {
      if (exclude == nullptr || !exclude->excludes(list[i], request)) return list[i];
    }
    return std::nullopt;
  }
  bool needs_order() const override { return true; }
  std::unique_ptr<Pick> of_unsorted() const override { return std::make_unique<FirstByScore>(); }
};

const Registration<PickPart> registration("the head of the list", Parameters<NoParameters>("first"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<First>();
                                          });

}  // namespace
}  // namespace reprise
