#include "recommenders/picks/uniform_of.h"

namespace reprise {
namespace {

class Uniform final : public Pick {
 public:
  std::optional<TrackId> pick(const TrackList& list, const Exclude* exclude,
                              Request& request) const override {
    return uniform_of(list, list.size, exclude, request);
  }
  void prefetch(const TrackList& list, const Request& request) const override {
    // The first one that pick() draws.
    Stream draws = request.draws;
    __builtin_prefetch(list.tracks + uniform_index(draws, list.size));
  }
};

const Registration<PickPart> registration("each with the same chance",
                                          Parameters<NoParameters>("uniform"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<Uniform>();
                                          });

}  // namespace
}  // namespace reprise
