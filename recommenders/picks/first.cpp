#include "recommenders/sentence.h"

namespace reprise {
namespace {

class First final : public Pick {
 public:
  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    for (std::uint32_t i = 0; i < list.size; ++i) {
      if (exclude == nullptr || !exclude->excludes(list[i], request)) return list[i];
    }
    return std::nullopt;
  }
  bool needs_order() const override { return true; }
};

const Registration<PickPart> registration("the head of the list", Parameters<NoParameters>("first"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<First>();
                                          });

}  // namespace
}  // namespace reprise
