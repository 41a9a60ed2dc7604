#include <algorithm>

#include "recommenders/candidates/combined.h"
#include "recommenders/candidates/list_builder.h"

namespace reprise {
namespace {

class Difference final : public Combined {
 public:
  Difference(std::vector<std::unique_ptr<Candidates>> parts, Build& build)
      : Combined(std::move(parts), build), scratch_(build.add_scratch<ListScratch>()) {}

  bool ordered() const override { return first().ordered(); }
  bool scored() const override { return first().scored(); }

 protected:
  TrackList combine(const Lists& of, Request& request) const override {
    ListBuilder& builder = request.scratch_as<ListScratch>(scratch_).builder;
    builder.clear(of.lists.front().size);
    std::vector<TrackId> others;
    bool scored = true;
    for (std::size_t i = 0; i < of.lists.size(); ++i) {
      const TrackList& list = of.lists[i];
      if (of.part_of[i] == 0) {
        scored &= list.scores != nullptr;
      } else {
        for (std::uint32_t rank = 0; rank < list.size; ++rank) others.push_back(list[rank]);
      }
    }
    std::sort(others.begin(), others.end());
    for (std::size_t i = 0; i < of.lists.size() && of.part_of[i] == 0; ++i) {
      const TrackList& list = of.lists[i];
      for (std::uint32_t rank = 0; rank < list.size; ++rank) {
        if (std::binary_search(others.begin(), others.end(), list[rank])) continue;
        if (scored) {
          builder.add(list[rank], list.scores[rank]);
        } else {
          builder.add(list[rank]);
        }
      }
    }
    return builder.list(of.part_of.front() == 0 ? of.lists.front().ordered : ordered());
  }

 private:
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the tracks of the first of several candidates that none of the others has, in their order: "
    "[{nearest: 100}, artist] leaves out the anchor's artist",
    CombinedParameters::declare("difference"),
    [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Difference>(parameters.make(build, build.wants_scores), build);
    });

}  // namespace
}  // namespace reprise
