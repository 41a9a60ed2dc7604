#include "experiments/running/side_runs/side_runs.h"

#include <string_view>

#include "experiments/running/side_runs/divergence.h"
#include "experiments/running/side_runs/reference_times.h"

namespace reprise {
namespace {

bool has_played(const Prepared& prepared, const RunState& run_state, std::string_view recommender) {
  for (std::size_t treatment = 0; treatment < prepared.treatments.size(); ++treatment) {
    if (prepared.treatments[treatment].recommender_name == recommender &&
        run_state.totals()[treatment].sessions > 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

SideRuns play_side_runs(const Prepared& prepared, const RunState& run_state, const StopFlag* stop,
                        const Progress& progress) {
  const auto reference = [&](const char* recommender) -> std::optional<MetricEstimate> {
    if (has_played(prepared, run_state, recommender)) return std::nullopt;
    return reference_time(prepared, recommender, stop, progress);
  };
  return {.random_time = reference("random"),
          .oracle_time = reference("oracle"),
          .divergence = divergence_from_control(prepared),
          .repeated = repeat_sessions(prepared)};
}

}  // namespace reprise
