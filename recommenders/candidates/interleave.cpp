#include <algorithm>

#include "recommenders/candidates/combined.h"

namespace reprise {
namespace {

class Interleave final : public Combined {
 public:
  using Combined::Combined;

 protected:
  TrackList combine(const Lists& of, ListBuilder& builder) const override {
    std::uint32_t longest = 0;
    for (const TrackList& list : of.lists) longest = std::max(longest, list.size);
    for (std::uint32_t rank = 0; rank < longest; ++rank) {
      for (const TrackList& list : of.lists) {
        if (rank < list.size) builder.add(list[rank]);
      }
    }
    return builder.list(ordered());
  }
};

const Registration<CandidatesPart> registration(
    "all tracks of several candidates, each once: the heads of all lists, then the seconds, ...",
    CombinedParameters::declare("interleave"),
    [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Interleave>(parameters.make(build), build);
    });

}  // namespace
}  // namespace reprise
