#include "recommenders/sentence.h"

namespace reprise {
namespace {

// A previous track that is not in the list counts as the head of the list, as in upstream's
// `sequential`.
class Next final : public Pick {
 public:
  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    const TrackId previous = request.playbacks.last();
    std::uint32_t at = 0;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      if (list[i] == previous) {
        at = i;
        break;
      }
    }
    for (std::uint32_t i = 0; i < list.size; ++i) {
      at = at + 1 < list.size ? at + 1 : 0;
      if (exclude == nullptr || !exclude->excludes(list[at], request)) return list[at];
    }
    return std::nullopt;
  }
};

const Registration<PickPart> registration(
    "the one after the previous track in the list, from the end back to the head; a previous track "
    "that is not in the list counts as its head",
    Parameters<NoParameters>("next"),
    [](const NoParameters&, Build&) { return std::make_unique<Next>(); });

}  // namespace
}  // namespace reprise
