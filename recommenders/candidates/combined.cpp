#include "recommenders/candidates/combined.h"

#include <algorithm>
#include <utility>

namespace reprise {

struct Combined::CombinedScratch final : Scratch {
  Lists of;
  Lists combined_of;  // the lists that `combined` was made of; empty if it is no longer known
  TrackList combined;

  void clear() override { combined_of.clear(); }
};

Combined::Combined(std::vector<std::unique_ptr<Candidates>> parts, Build& build)
    : parts_(std::move(parts)),
      parts_last_(std::all_of(parts_.begin(), parts_.end(),
                              [](const auto& part) { return part->lists_last(); })),
      scratch_(build.add_scratch<CombinedScratch>()) {}

TrackList Combined::list(TrackId anchor, Request& request) const {
  auto& scratch = request.scratch_as<CombinedScratch>(scratch_);
  Lists& of = scratch.of;
  of.clear();
  for (std::size_t part = 0; part < parts_.size(); ++part) add_lists(part, anchor, request, of);
  if (of.lists.empty()) return {};
  if (parts_last_ && of == scratch.combined_of) return scratch.combined;
  scratch.combined = combine(of, request);
  std::swap(scratch.combined_of, of);
  return scratch.combined;
}

void Combined::add_lists(std::size_t part, TrackId anchor, Request& request, Lists& to) const {
  const std::size_t before = to.lists.size();
  parts_[part]->lists(anchor, request, to.lists);
  to.part_of.resize(to.lists.size(), part);
  to.complete &= to.lists.size() > before;
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
  auto& scratch = request.scratch_as<CombinedScratch>(scratch_);
  scratch.of.clear();
  scratch.combined_of.clear();
  tell_from(0, anchor, request, 1, visit);
}

void Combined::tell_from(std::size_t part, TrackId anchor, Request& request, double propensity,
                         const VisitList& visit) const {
  auto& scratch = request.scratch_as<CombinedScratch>(scratch_);
  Lists& of = scratch.of;
  if (part == parts_.size()) {
    visit(of.lists.empty() ? TrackList{} : combine(of, request), propensity);
    return;
  }
  const std::size_t before = of.lists.size();
  const bool complete_before = of.complete;
  const auto go_on = [&](double chance) {
    tell_from(part + 1, anchor, request, propensity * chance, visit);
    of.lists.resize(before);
    of.part_of.resize(before);
    of.complete = complete_before;
  };
  if (!parts_[part]->draws()) {
    add_lists(part, anchor, request, of);
    go_on(1);
    return;
  }
  parts_[part]->tell(anchor, request, [&](const TrackList& list, double chance) {
    if (list.size > 0) {
      of.lists.push_back(list);
      of.part_of.push_back(part);
    } else {
      of.complete = false;
    }
    go_on(chance);
  });
}

Parameters<CombinedParameters> CombinedParameters::declare(const char* name) {
  return Parameters<CombinedParameters>(name)
      .require_some("of", &CombinedParameters::of, "the candidates it is made of",
                    "source of candidates")
      .short_form();
}

std::vector<std::unique_ptr<Candidates>> CombinedParameters::make(Build& build,
                                                                  bool needs_scores) const {
  const bool outer = std::exchange(build.wants_scores, needs_scores);
  std::vector<std::unique_ptr<Candidates>> made;
  for (const Recipe<CandidatesPart>& recipe : of) made.push_back(recipe.make(build));
  build.wants_scores = outer;
  return made;
}

}  // namespace reprise
