#include <algorithm>

#include "recommenders/candidates/combined.h"
#include "recommenders/candidates/list_builder.h"
#include "recommenders/candidates/united_lists.h"

namespace reprise {
namespace {

struct IntersectScratch final : Scratch {
  std::vector<TrackId> common;     // in the order of the first list
  std::vector<TrackList> made_of;  // the lists that have them in common; empty if none are known
  SessionTable<bool> found;  // tracks of the shorter list, and whether the longer one has them
  ListBuilder builder;
  UnitedLists united;

  void clear() override {
    made_of.clear();
    united.clear();
  }
};

class Intersect final : public Combined {
 public:
  Intersect(std::vector<std::unique_ptr<Candidates>> parts, Build& build, bool else_union)
      : Combined(std::move(parts), build),
        else_union_(else_union),
        scratch_(build.add_scratch<IntersectScratch>()) {}

 protected:
  TrackList combine(const Lists& of, Request& request) const override {
    auto& scratch = request.scratch_as<IntersectScratch>(scratch_);
    const std::vector<TrackList>& lists = of.lists;
    std::vector<TrackId>& common = scratch.common;
    std::size_t left = lists.size() - 1;  // lists after the first that have not been looked at
    if (of.complete && parts_last() && goes_on(scratch.made_of, lists)) {
      left = lists.size() - scratch.made_of.size();
    } else {
      common.clear();
      if (of.complete) append(lists.front(), common);  // a missing list holds no tracks
    }
    for (std::size_t i = 1; i <= left && !common.empty(); ++i) {
      keep_those_of(lists[i], common, scratch.found);
    }
    scratch.made_of.clear();
    if (of.complete) scratch.made_of = lists;
    if (common.empty() && else_union_) {
      if (!parts_last()) scratch.united.clear();
      return scratch.united.of(lists, ordered());
    }
    scratch.builder.clear(common.size());
    for (const TrackId track : common) scratch.builder.add(track);
    return scratch.builder.list(ordered());
  }

 private:
  // Returns whether `lists` are those of `before`, and perhaps more between the first and the
  // second.
  static bool goes_on(const std::vector<TrackList>& before, const std::vector<TrackList>& lists) {
    return !before.empty() && before.size() <= lists.size() && before.front() == lists.front() &&
           std::equal(before.rbegin(), before.rend() - 1, lists.rbegin());
  }

  static void append(const TrackList& list, std::vector<TrackId>& tracks) {
    for (std::uint32_t i = 0; i < list.size; ++i) tracks.push_back(list[i]);
  }

  // Keeps the common tracks that the list has, too. The table holds the shorter ones, because a
  // track is looked up in less time than it is put there.
  static void keep_those_of(const TrackList& list, std::vector<TrackId>& common,
                            SessionTable<bool>& found) {
    if (list.size < common.size()) {
      found.clear(list.size);
      for (std::uint32_t i = 0; i < list.size; ++i) found[list[i]] = true;
    } else {
      found.clear(common.size());
      for (const TrackId track : common) found[track] = false;
      for (std::uint32_t i = 0; i < list.size; ++i) {
        if (bool* is_common = found.find(list[i])) *is_common = true;
      }
    }
    std::erase_if(common, [&](TrackId track) {
      const bool* in_both = found.find(track);
      return in_both == nullptr || !*in_both;
    });
  }

  bool else_union_;
  std::size_t scratch_;
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
