#include "recommenders/picks/uniform_of.h"

namespace reprise {
namespace {

class Uniform final : public Pick {
 public:
  std::optional<TrackId> pick(const TrackList& list, const Exclude* exclude,
                              Request& request) const override {
    return uniform_of(list, list.size, exclude, request);
  }
};

const Registration<PickPart> registration("each with the same chance",
                                          Parameters<NoParameters>("uniform"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<Uniform>();
                                          });

}  // namespace
}  // namespace reprise
