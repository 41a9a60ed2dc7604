#include "experiments/analysis/effects_by_segment.h"

#include "experiments/analysis/headline_metric.h"

namespace reprise {
namespace {

constexpr std::size_t kGroups = 10;

}  // namespace

std::vector<SegmentEffect> effects_in_cuts(std::span<const UserCut> cuts,
                                           const SegmentComparison& comparison) {
  std::vector<SegmentEffect> effects;
  const std::unique_ptr<Estimator> estimator = plain_mean();
  for (const UserCut& cut : cuts) {
    std::vector<UserSegment> groups = cut.segments(kGroups);
    // Of so few users, nothing is known; their intervals would hide everything else in a figure.
    std::erase_if(groups, [](const UserSegment& group) {
      return group.value && group.users.size() < kFewestAlike;
    });
    if (groups.size() < 2) continue;
    for (std::size_t treatment = 1; treatment < comparison.treatments.size(); ++treatment) {
      for (const UserSegment& group : groups) {
        const UserValues control = comparison.values(0, group);
        // Each effect is tested by itself. Among many segments some look different by chance, and
        // the report says so.
        effects.push_back(
            {.trait = cut.name,
             .from = group.from,
             .to = group.to,
             .value = group.value,
             .users = control.users.size(),
             .effect = build_effects(
                           comparison.settings,
                           {compare_users(comparison.settings, comparison.design, *estimator,
                                          comparison.metric, {comparison.treatments[0], control},
                                          {comparison.treatments[treatment],
                                           comparison.values(treatment, group)})})
                           .front()});
      }
    }
  }
  return effects;
}

std::vector<SegmentEffect> effects_by_segment(const Prepared& prepared, const RunState& run_state) {
  const EffectSettings settings = effect_settings(prepared.spec);
  const Metric* metric = headline_metric(prepared.spec);
  if (metric == nullptr) return {};
  std::vector<std::size_t> compared{0};
  std::vector<std::string> names{prepared.treatments[0].name};
  for (std::size_t treatment = 1; treatment < prepared.treatments.size(); ++treatment) {
    if (prepared.treatments[treatment].capabilities.observes_latent_state) continue;
    compared.push_back(treatment);
    names.push_back(prepared.treatments[treatment].name);
  }
  const auto values = [&](std::size_t treatment, const UserSegment& group) {
    return run_state.totals()[compared[treatment]].values(*metric, *prepared.observables,
                                                          group.users);
  };
  return effects_in_cuts(user_cuts(prepared.world().users, prepared.shared->open.fields),
                         {.settings = settings,
                          .design = *prepared.design,
                          .metric = metric->name,
                          .treatments = std::move(names),
                          .values = values});
}

}  // namespace reprise
