#include "experiments/analysis/divergence.h"

#include <algorithm>

#include "experiments/simulation/engine/lanes.h"

namespace reprise {
namespace {

constexpr std::uint64_t kSessions = 500;

// Keeps the tracks of the session that was played last.
class LastTracks final : public SessionSink::Block {
 public:
  void add(const Session& session, std::uint64_t) override {
    const std::span<const TrackId> tracks = session.playbacks().tracks();
    tracks_.assign(tracks.begin() + 1, tracks.end());
  }
  const std::vector<TrackId>& tracks() const { return tracks_; }

 private:
  std::vector<TrackId> tracks_;
};

// One arm, playing one session after the other.
struct Replayed {
  Lanes lanes;
  Memory memory;
  Totals totals;
  LastTracks last;
};

// From 1; 0 where they are the same to the end.
std::uint64_t first_difference(const std::vector<TrackId>& a, const std::vector<TrackId>& b) {
  const auto [at, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at == a.end() && in_b == b.end()) return 0;
  return static_cast<std::uint64_t>(at - a.begin()) + 1;
}

}  // namespace

std::vector<std::optional<Divergence>> divergence_from_control(const Prepared& prepared) {
  const std::size_t n_arms = prepared.arms.size();
  std::vector<std::optional<Divergence>> found(n_arms);
  if (!prepared.assignment.empty() || !prepared.repeatable()) return found;
  const World& world = prepared.world();
  const std::uint64_t seed = prepared.seeds.front();
  const StreamDraws draws(world, seed);
  std::vector<Replayed> arms;
  for (std::size_t arm = 0; arm < n_arms; ++arm) {
    arms.push_back(
        {Lanes(world, prepared.arms[arm], static_cast<std::uint32_t>(prepared.spec.max_steps)),
         Memory(prepared.arms[arm], world.users.size()),
         Totals(world.users.size(), prepared.observables->size(), world.catalog.n_tracks(),
                prepared.arms[arm]),
         {}});
  }
  const auto sessions = std::min(kSessions, static_cast<std::uint64_t>(prepared.spec.episodes));
  std::vector<std::vector<std::uint64_t>> steps(n_arms);
  for (std::uint64_t number = 0; number < sessions; ++number) {
    const Episode episode{number, start_of(draws.start(number), prepared.nearest())};
    for (std::size_t arm = 0; arm < n_arms; ++arm) {
      Replayed& one = arms[arm];
      one.lanes.play(std::span(&episode, 1), seed, draws, *prepared.observables, one.memory,
                     one.totals, &one.last);
      const std::uint64_t step =
          arm == 0 ? 0 : first_difference(arms[0].last.tracks(), one.last.tracks());
      if (step > 0) steps[arm].push_back(step);
    }
  }
  for (std::size_t arm = 1; arm < n_arms; ++arm) {
    Divergence divergence{sessions, steps[arm].size(), 0};
    if (!steps[arm].empty()) {
      const auto middle =
          steps[arm].begin() + static_cast<std::ptrdiff_t>((steps[arm].size() - 1) / 2);
      std::nth_element(steps[arm].begin(), middle, steps[arm].end());
      divergence.median_step = *middle;
    }
    found[arm] = divergence;
  }
  return found;
}

}  // namespace reprise
