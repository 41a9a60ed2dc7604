#include "recommenders/combinators/sources.h"

#include <algorithm>
#include <utility>

namespace reprise {
namespace {

// Notes which source made each recommendation of the session.
struct SourceNotes final : Scratch {
  struct Note {
    std::uint32_t playback;  // index among the session's playbacks
    std::uint32_t source;
  };
  std::vector<Note> notes;

  void clear() override { notes.clear(); }
};

class SourceLearner final : public Learner {
 public:
  SourceLearner(std::size_t n_sources, std::size_t notes) : n_sources_(n_sources), notes_(notes) {}

  std::size_t size() const override { return 2 * n_sources_; }

  void observe(const Playbacks& session, std::span<const std::unique_ptr<Scratch>> scratch,
               std::span<std::int64_t> totals) const override {
    for (const auto& [playback, source] : static_cast<SourceNotes&>(*scratch[notes_]).notes) {
      ++totals[2 * source];
      totals[2 * source + 1] += std::min(session.times()[playback], kWholeTrack);
    }
  }

 private:
  std::size_t n_sources_;
  std::size_t notes_;
};

}  // namespace

Sources::Sources(const std::vector<RecommenderRecipe>& recipes, Build& build)
    : notes_(build.add_scratch<SourceNotes>()),
      learner_(build.add_learner(std::make_unique<SourceLearner>(recipes.size(), notes_))) {
  const bool outer = std::exchange(build.drawn, true);
  for (const RecommenderRecipe& recipe : recipes) sources_.push_back(recipe.make(build));
  build.drawn = outer;
}

void Sources::tell(std::span<const double> chances, Request& request, double share,
                   Propensities& propensities) const {
  for (std::size_t source = 0; source < sources_.size(); ++source) {
    const double part = share * chances[source];
    if (part > 0) sources_[source]->tell(request, part, propensities);
  }
}

TrackId Sources::ask(std::size_t source, Request& request) const {
  auto& notes = request.scratch_as<SourceNotes>(notes_).notes;
  const auto playback = static_cast<std::uint32_t>(request.playbacks.size());
  // When the same playback is asked for again, only the last answer counts.
  if (!notes.empty() && notes.back().playback == playback) notes.pop_back();
  notes.push_back({playback, static_cast<std::uint32_t>(source)});
  return sources_[source]->next(request);
}

}  // namespace reprise
