#include "experiments/outcome/effects_by_trait.h"

#include <algorithm>
#include <array>

#include "experiments/outcome/compare_arms.h"
#include "reports/comparison.h"

namespace reprise {
namespace {

constexpr std::size_t kGroups = 10;

struct Trait {
  const char* name;
  double (*of)(const UserTraits&);
};

constexpr std::array kTraits{
    Trait{"consume_bias", [](const UserTraits& user) { return user.consume_bias; }},
    Trait{"consume_sharpness", [](const UserTraits& user) { return user.consume_sharpness; }},
    Trait{"session_budget",
          [](const UserTraits& user) { return static_cast<double>(user.session_budget); }}};

struct Group {
  double from = 0;
  double to = 0;
  std::vector<UserIndex> users;
};

// Users by the trait's value, cut at about every tenth, never between equal values.
std::vector<Group> groups_of(const Users& users, const Trait& trait) {
  const auto value = [&](UserIndex user) { return trait.of(users.traits[user]); };
  std::vector<UserIndex> order(users.size());
  for (UserIndex user = 0; user < order.size(); ++user) order[user] = user;
  std::stable_sort(order.begin(), order.end(),
                   [&](UserIndex a, UserIndex b) { return value(a) < value(b); });
  std::vector<Group> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double x = value(order[i]);
    const bool full = !groups.empty() && i >= groups.size() * order.size() / kGroups;
    if (groups.empty() || (full && x != groups.back().to)) groups.push_back({x, x, {}});
    groups.back().to = x;
    groups.back().users.push_back(order[i]);
  }
  return groups;
}

// Only these users, as far as they have values.
UserValues among(const UserValues& all, const std::vector<UserIndex>& users) {
  UserValues some;
  for (const UserIndex user : users) {
    some.value.push_back(all.value[user]);
    some.present.push_back(all.present[user]);
  }
  return some;
}

const Metric& headline(const ExperimentSpec& spec) {
  for (const std::string_view name : kHeadlineMetrics) {
    for (const Metric* metric : spec.metrics) {
      if (metric->name == name) return *metric;
    }
  }
  return *spec.metrics.front();
}

}  // namespace

std::vector<GroupEffect> effects_by_trait(const Prepared& prepared, const Played& played) {
  std::vector<GroupEffect> effects;
  const EffectSettings settings = effect_settings(prepared.spec);
  const Metric& metric = headline(prepared.spec);
  std::vector<UserValues> values;
  for (const Totals& totals : played.totals()) {
    values.push_back(totals.values(metric, *prepared.observables));
  }
  for (const Trait& trait : kTraits) {
    const std::vector<Group> groups = groups_of(prepared.world().users, trait);
    if (groups.size() < 2) continue;
    for (std::size_t arm = 1; arm < prepared.arms.size(); ++arm) {
      if (prepared.arms[arm].needs_hidden) continue;
      for (const Group& group : groups) {
        const UserValues control = among(values[0], group.users);
        GroupEffect effect{trait.name, group.from, group.to, 0, {}};
        effect.users = static_cast<std::uint64_t>(
            std::count(control.present.begin(), control.present.end(), std::uint8_t{1}));
        effect.effect = effect_of(settings, *prepared.design, metric.name, prepared.arms[arm].name,
                                  control, among(values[arm], group.users));
        effects.push_back(std::move(effect));
      }
    }
  }
  return effects;
}

}  // namespace reprise
