#include <algorithm>

#include "recommenders/candidates/combined.h"
#include "recommenders/candidates/list_builder.h"

namespace reprise {
namespace {

class Interleave final : public Combined {
 public:
  Interleave(std::vector<std::unique_ptr<Candidates>> parts, Build& build)
      : Combined(std::move(parts), build), scratch_(build.add_scratch<ListScratch>()) {}

 protected:
  TrackList combine(const Lists& of, Request& request) const override {
    ListBuilder& builder = request.scratch_as<ListScratch>(scratch_).builder;
    builder.clear(total_size(of.lists));
    std::uint32_t longest = 0;
    for (const TrackList& list : of.lists) longest = std::max(longest, list.size);
    for (std::uint32_t rank = 0; rank < longest; ++rank) {
      for (const TrackList& list : of.lists) {
        if (rank < list.size) builder.add(list[rank]);
      }
    }
    return builder.list(ordered());
  }

 private:
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "all tracks of several candidates, each once: the heads of all lists, then the seconds, ...",
    CombinedParameters::declare("interleave"),
    [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Interleave>(parameters.make(build), build);
    });

}  // namespace
}  // namespace reprise
