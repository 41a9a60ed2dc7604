#include "recommenders/picks/uniform_of.h"

namespace reprise {
namespace {

class Uniform final : public Pick {
 public:
  std::optional<TrackId> pick(const TrackList& list, const Exclude* exclude,
                              Request& request) const override {
    return uniform_of(list, list.size, exclude, request);
  }
  void pick_each(const TrackList& list, const Exclude* exclude, std::span<Request* const> requests,
                 std::span<std::optional<TrackId>> tracks) const override {
    if (exclude != nullptr) return Pick::pick_each(list, exclude, requests, tracks);
    const UniformIndex index(list.size);
    for (std::size_t i = 0; i < requests.size(); ++i) tracks[i] = list[index(requests[i]->draws)];
  }
  void prefetch(const TrackList& list, const Request& request) const override {
    __builtin_prefetch(list.tracks + UniformIndex(list.size).guess(request.draws));
  }
};

const Registration<PickPart> registration("each with the same chance",
                                          Parameters<NoParameters>("uniform"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<Uniform>();
                                          });

}  // namespace
}  // namespace reprise
