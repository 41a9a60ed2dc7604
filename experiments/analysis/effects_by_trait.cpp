#include "experiments/analysis/effects_by_trait.h"

#include "experiments/analysis/compare_arms.h"
#include "experiments/analysis/headline_metric.h"
#include "sim/world/user_traits.h"

namespace reprise {
namespace {

constexpr std::size_t kGroups = 10;

}  // namespace

std::vector<GroupEffect> effects_by_trait(const Prepared& prepared, const Played& played) {
  std::vector<GroupEffect> effects;
  const EffectSettings settings = effect_settings(prepared.spec);
  const Metric* headline = headline_metric(prepared.spec);
  if (headline == nullptr) return {};
  const Metric& metric = *headline;
  const std::unique_ptr<Estimator> estimator = plain_mean();
  const auto values = [&](std::size_t arm, const UserGroup& group) {
    return played.totals()[arm].values(metric, *prepared.observables, group.users);
  };
  for (const UserTrait& trait : user_traits()) {
    const std::vector<UserGroup> groups = groups_by_trait(prepared.world().users, trait, kGroups);
    if (groups.size() < 2) continue;
    for (std::size_t arm = 1; arm < prepared.arms.size(); ++arm) {
      if (prepared.arms[arm].needs_hidden) continue;
      for (const UserGroup& group : groups) {
        const UserValues control = values(0, group);
        // By itself: of many groups some look different by chance, and the report says so.
        effects.push_back(
            {trait.name, group.from, group.to, control.users.size(),
             tell_effects(settings, {compare_named(settings, *prepared.design, *estimator,
                                                   metric.name, {prepared.arms[0].name, control},
                                                   {prepared.arms[arm].name, values(arm, group)})})
                 .front()});
      }
    }
  }
  return effects;
}

}  // namespace reprise
