#include "experiments/running/side_runs/repeated_sessions.h"

#include <algorithm>

namespace reprise {

std::optional<RepeatedSessions> repeat_sessions(const Prepared& prepared) {
  constexpr std::int64_t kRepeated = 100;
  if (!prepared.assignment.empty() || !prepared.repeatable()) return std::nullopt;
  RepeatedSessions repeated;
  repeated.sessions = static_cast<std::uint64_t>(std::min(kRepeated, prepared.spec.episodes));
  const Simulation simulation{.world = prepared.world(),
                              .nearest = prepared.nearest(),
                              .treatments = prepared.treatments,
                              .assignment = prepared.assignment,
                              .observables = *prepared.observables,
                              .max_steps = static_cast<std::uint32_t>(prepared.spec.max_steps)};
  const auto play = [&] {
    std::vector<TreatmentState> states = fresh_states(simulation);
    return simulate(simulation, prepared.seeds.front(), {.begin = 0, .end = repeated.sessions},
                    states);
  };
  const std::vector<Totals> once = play();
  const std::vector<Totals> again = play();
  for (std::size_t treatment = 0; treatment < once.size(); ++treatment) {
    if (once[treatment].counts != again[treatment].counts ||
        once[treatment].plays != again[treatment].plays) {
      repeated.differing.push_back(treatment);
    }
  }
  return repeated;
}

}  // namespace reprise
