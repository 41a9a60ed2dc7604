#include "recommenders/candidates/combined.h"

#include <algorithm>

namespace reprise {
namespace {

struct CombinedScratch final : Scratch {
  std::vector<TrackList> lists;
  std::vector<std::size_t> part_of;  // of each list
  ListBuilder builder;

  void clear() override {}
};

}  // namespace

Combined::Combined(std::vector<std::unique_ptr<Candidates>> parts, Build& build)
    : parts_(std::move(parts)), scratch_(build.add_scratch<CombinedScratch>()) {}

TrackList Combined::list(TrackId anchor, Request& request) const {
  auto& scratch = request.scratch_as<CombinedScratch>(scratch_);
  scratch.lists.clear();
  scratch.builder.clear();
  scratch.part_of.clear();
  bool complete = true;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const std::size_t before = scratch.lists.size();
    parts_[part]->lists(anchor, request, scratch.lists);
    scratch.part_of.resize(scratch.lists.size(), part);
    complete &= scratch.lists.size() > before;
  }
  if (scratch.lists.empty()) return {};
  return combine_parts(scratch.lists, scratch.part_of, complete, scratch.builder);
}

TrackList Combined::combine_parts(const std::vector<TrackList>& lists,
                                  const std::vector<std::size_t>&, bool complete,
                                  ListBuilder& builder) const {
  return combine(lists, complete, builder);
}

bool Combined::ordered() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const auto& part) { return part->ordered(); });
}

bool Combined::draws() const {
  return std::any_of(parts_.begin(), parts_.end(), [](const auto& part) { return part->draws(); });
}

void Combined::tell(TrackId anchor, Request& request, const VisitList& visit) const {
  if (!draws()) return Candidates::tell(anchor, request, visit);
  request.scratch_as<CombinedScratch>(scratch_).lists.clear();
  tell_from(0, true, anchor, request, 1, visit);
}

void Combined::tell_from(std::size_t part, bool complete, TrackId anchor, Request& request,
                         double propensity, const VisitList& visit) const {
  auto& scratch = request.scratch_as<CombinedScratch>(scratch_);
  if (part == parts_.size()) {
    scratch.builder.clear();
    visit(scratch.lists.empty() ? TrackList{} : combine(scratch.lists, complete, scratch.builder),
          propensity);
    return;
  }
  const std::size_t before = scratch.lists.size();
  const auto go_on = [&](double chance) {
    tell_from(part + 1, complete && scratch.lists.size() > before, anchor, request,
              propensity * chance, visit);
    scratch.lists.resize(before);
  };
  if (!parts_[part]->draws()) {
    parts_[part]->lists(anchor, request, scratch.lists);
    go_on(1);
    return;
  }
  parts_[part]->tell(anchor, request, [&](const TrackList& list, double chance) {
    if (list.size > 0) scratch.lists.push_back(list);
    go_on(chance);
  });
}

Parameters<CombinedParameters> CombinedParameters::declare(const char* name) {
  return Parameters<CombinedParameters>(name)
      .require_some("of", &CombinedParameters::of, "the candidates it is made of",
                    "source of candidates")
      .short_form();
}

std::vector<std::unique_ptr<Candidates>> CombinedParameters::make(Build& build) const {
  std::vector<std::unique_ptr<Candidates>> made;
  for (const Recipe<CandidatesPart>& recipe : of) made.push_back(recipe.make(build));
  return made;
}

}  // namespace reprise
