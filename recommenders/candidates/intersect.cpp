#include <algorithm>

#include "recommenders/candidates/combined.h"

namespace reprise {
namespace {

class Intersect final : public Combined {
 public:
  Intersect(std::vector<std::unique_ptr<Candidates>> parts, Build& build, bool else_union)
      : Combined(std::move(parts), build), else_union_(else_union) {}

 protected:
  TrackList combine(const Lists& of, ListBuilder& builder) const override {
    const std::vector<TrackList>& lists = of.lists;
    // Each list has one vote per track, even if it holds the track more than once.
    std::vector<TrackId> common;
    if (of.complete) common = tracks_of(lists.front());  // a missing list holds no tracks
    for (std::size_t i = 1; i < lists.size() && !common.empty(); ++i) {
      builder.clear();
      unite({lists[i]}, builder);
      std::erase_if(common, [&](TrackId track) { return !builder.contains(track); });
    }
    builder.clear();
    for (const TrackId track : common) builder.add(track);
    if (builder.size() == 0 && else_union_) unite(lists, builder);
    return builder.list(ordered());
  }

 private:
  static std::vector<TrackId> tracks_of(const TrackList& list) {
    std::vector<TrackId> tracks;
    for (std::uint32_t i = 0; i < list.size; ++i) tracks.push_back(list[i]);
    return tracks;
  }

  bool else_union_;
};

const Registration<CandidatesPart> intersect(
    "the tracks that all of several candidates have, in the order of the first",
    CombinedParameters::declare("intersect"),
    [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Intersect>(parameters.make(build), build, false);
    });
const Registration<CandidatesPart> intersect_else_union(
    "the tracks that all of several candidates have, in the order of the first; where there are "
    "none, their union",
    CombinedParameters::declare("intersect_else_union"),
    [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Intersect>(parameters.make(build), build, true);
    });

}  // namespace
}  // namespace reprise
