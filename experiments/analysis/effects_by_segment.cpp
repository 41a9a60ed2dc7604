#include "experiments/analysis/effects_by_segment.h"

#include "experiments/analysis/compare_treatments.h"
#include "experiments/analysis/headline_metric.h"
#include "sim/world/user_traits.h"

namespace reprise {
namespace {

constexpr std::size_t kGroups = 10;

}  // namespace

std::vector<SegmentEffect> effects_by_segment(const Prepared& prepared, const RunState& run_state) {
  std::vector<SegmentEffect> effects;
  const EffectSettings settings = effect_settings(prepared.spec);
  const Metric* headline = headline_metric(prepared.spec);
  if (headline == nullptr) return {};
  const Metric& metric = *headline;
  const std::unique_ptr<Estimator> estimator = plain_mean();
  const auto values = [&](std::size_t treatment, const UserSegment& group) {
    return run_state.totals()[treatment].values(metric, *prepared.observables, group.users);
  };
  for (const UserCut& cut : user_cuts(prepared.world().users, prepared.shared->open.fields)) {
    std::vector<UserSegment> groups = cut.segments(kGroups);
    // Of so few users, nothing is known; their intervals would hide everything else in a figure.
    std::erase_if(groups, [](const UserSegment& group) {
      return group.value && group.users.size() < kFewestAlike;
    });
    if (groups.size() < 2) continue;
    for (std::size_t treatment = 1; treatment < prepared.treatments.size(); ++treatment) {
      if (prepared.treatments[treatment].capabilities.observes_latent_state) continue;
      for (const UserSegment& group : groups) {
        const UserValues control = values(0, group);
        // Each effect is tested by itself. Among many segments some look different by chance, and
        // the report says so.
        effects.push_back(
            {.trait = cut.name,
             .from = group.from,
             .to = group.to,
             .value = group.value,
             .users = control.users.size(),
             .effect = build_effects(
                           settings,
                           {compare_users(
                               settings, *prepared.design, *estimator, metric.name,
                               {prepared.treatments[0].name, control},
                               {prepared.treatments[treatment].name, values(treatment, group)})})
                           .front()});
      }
    }
  }
  return effects;
}

}  // namespace reprise
