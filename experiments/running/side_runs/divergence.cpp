#include "experiments/running/side_runs/divergence.h"

#include <algorithm>

#include "experiments/simulation/engine/session_slots.h"

namespace reprise {
namespace {

constexpr std::uint64_t kSessions = 500;

// Keeps the tracks of the last session, without its first track, which was not recommended.
class LastTracks final : public SessionSink::Block {
 public:
  void add(const Session& session, std::uint64_t, std::span<const Told>) override {
    const std::span<const TrackId> tracks = session.playbacks().tracks();
    tracks_.assign(tracks.begin() + 1, tracks.end());
  }
  const std::vector<TrackId>& tracks() const { return tracks_; }
  // Forgets the last session, because a user who has gone for good plays no further one.
  void clear() { tracks_.clear(); }

 private:
  std::vector<TrackId> tracks_;
};

// One treatment that plays one session after the other.
struct Replayed {
  SessionSlots slots;
  TreatmentState state;
  Totals totals;
  LastTracks last;
};

// Returns the first step at which the two lists differ, from 1; 0 when they are equal.
std::uint64_t first_difference(const std::vector<TrackId>& a, const std::vector<TrackId>& b) {
  const auto [at, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at == a.end() && in_b == b.end()) return 0;
  return static_cast<std::uint64_t>(at - a.begin()) + 1;
}

}  // namespace

std::vector<std::optional<Divergence>> divergence_from_control(const Prepared& prepared) {
  const std::size_t n_treatments = prepared.treatments.size();
  std::vector<std::optional<Divergence>> found(n_treatments);
  if (!prepared.assignment.empty() || !prepared.repeatable()) return found;
  // Make the slots, state and totals of each treatment.
  const World& world = prepared.world();
  const std::uint64_t seed = prepared.seeds.front();
  const StreamDraws draws(world, seed);
  std::vector<Replayed> treatments;
  for (std::size_t treatment = 0; treatment < n_treatments; ++treatment) {
    treatments.push_back({SessionSlots(world, prepared.treatments[treatment],
                                       static_cast<std::uint32_t>(prepared.spec.max_steps)),
                          TreatmentState(prepared.treatments[treatment], world.users.size()),
                          Totals(world.users.size(), prepared.observables->size(),
                                 world.catalog.n_tracks(), prepared.treatments[treatment]),
                          {}});
  }
  // Play each session under every treatment, and note the step at which it parts from the
  // control's.
  const auto sessions = std::min(kSessions, static_cast<std::uint64_t>(prepared.spec.episodes));
  std::vector<std::vector<std::uint64_t>> steps(n_treatments);
  for (std::uint64_t number = 0; number < sessions; ++number) {
    const Episode episode{number, start_of(draws.start(number), prepared.nearest())};
    for (std::size_t treatment = 0; treatment < n_treatments; ++treatment) {
      Replayed& one = treatments[treatment];
      one.last.clear();
      one.slots.play(std::span(&episode, 1), seed, draws, *prepared.observables, one.state,
                     one.totals, &one.last);
      const std::uint64_t step =
          treatment == 0 ? 0 : first_difference(treatments[0].last.tracks(), one.last.tracks());
      if (step > 0) steps[treatment].push_back(step);
    }
  }
  for (std::size_t treatment = 1; treatment < n_treatments; ++treatment) {
    // Summarise the steps by their median.
    Divergence divergence{sessions, steps[treatment].size(), 0};
    if (!steps[treatment].empty()) {
      const auto middle =
          steps[treatment].begin() + static_cast<std::ptrdiff_t>((steps[treatment].size() - 1) / 2);
      std::nth_element(steps[treatment].begin(), middle, steps[treatment].end());
      divergence.median_step = *middle;
    }
    found[treatment] = divergence;
  }
  return found;
}

}  // namespace reprise
