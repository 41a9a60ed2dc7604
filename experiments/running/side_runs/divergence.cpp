#include "experiments/running/side_runs/divergence.h"

#include <algorithm>
#include <span>

#include "experiments/simulation/engine/kept_sessions.h"

namespace reprise {
namespace {

constexpr std::uint64_t kSessions = 500;

// Returns the first step at which the two lists differ, from 1; 0 when they are equal.
std::uint64_t first_difference(std::span<const TrackId> a, std::span<const TrackId> b) {
  const auto [at, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at == a.end() && in_b == b.end()) return 0;
  return static_cast<std::uint64_t>(at - a.begin()) + 1;
}

}  // namespace

std::vector<std::optional<Divergence>> divergence_from_control(const Prepared& prepared) {
  const std::size_t n_treatments = prepared.treatments.size();
  std::vector<std::optional<Divergence>> found(n_treatments);
  if (!prepared.assignment.empty() || !prepared.repeatable()) return found;
  // Play the sessions.
  const auto sessions = std::min(kSessions, static_cast<std::uint64_t>(prepared.spec.episodes));
  KeptSessions kept;
  const Simulation simulation{.world = prepared.world(),
                              .nearest = prepared.nearest(),
                              .treatments = prepared.treatments,
                              .assignment = {},
                              .observables = *prepared.observables,
                              .max_steps = static_cast<std::uint32_t>(prepared.spec.max_steps),
                              .sink = &kept,
                              .stop = nullptr,
                              .resampled_users = prepared.resampled_users()};
  std::vector<TreatmentState> states = fresh_states(simulation);
  simulate(simulation, prepared.seeds.front(), {0, sessions}, states);
  // Note the step at which each session parts from the control's. A user who has gone for good
  // plays no further session; that is a session without tracks here.
  std::vector<std::vector<std::span<const TrackId>>> tracks(
      n_treatments, std::vector<std::span<const TrackId>>(sessions));
  kept.for_each([&](const KeptSessions::Kept& session) {
    // The first track was not recommended.
    tracks[session.treatment][session.episode] = session.tracks.subspan(1);
  });
  for (std::size_t treatment = 1; treatment < n_treatments; ++treatment) {
    // A ceiling may play fewer sessions.
    const std::uint64_t both = std::min(
        {sessions, prepared.treatments[0].episodes, prepared.treatments[treatment].episodes});
    std::vector<std::uint64_t> steps;
    for (std::uint64_t episode = 0; episode < both; ++episode) {
      const std::uint64_t step = first_difference(tracks[0][episode], tracks[treatment][episode]);
      if (step > 0) steps.push_back(step);
    }
    // Summarise the steps by their median.
    Divergence divergence{both, steps.size(), 0};
    if (!steps.empty()) {
      const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
      std::nth_element(steps.begin(), middle, steps.end());
      divergence.median_step = *middle;
    }
    found[treatment] = divergence;
  }
  return found;
}

}  // namespace reprise
