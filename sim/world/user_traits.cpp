#include "sim/world/user_traits.h"

#include <algorithm>

namespace reprise {

const std::vector<UserTrait>& user_traits() {
  static const std::vector<UserTrait> traits{
      {"consume_bias",
       "how good a match a track must be to be heard half through; the more, the harder to please",
       [](const UserTraits& user) { return user.consume_bias; }},
      {"consume_sharpness",
       "how fast the time listened falls from good matches to bad ones; the more, the nearer to "
       "all or nothing",
       [](const UserTraits& user) { return user.consume_sharpness; }},
      {"session_budget", "how many disappointing tracks end a session; the more, the more patient",
       [](const UserTraits& user) { return static_cast<double>(user.session_budget); }}};
  return traits;
}

std::vector<UserSegment> segments_by_trait(const Users& users, const UserTrait& trait,
                                           std::size_t most) {
  const auto value = [&](UserIndex user) { return trait.of(users.traits[user]); };
  std::vector<UserIndex> order(users.size());
  for (UserIndex user = 0; user < order.size(); ++user) order[user] = user;
  std::stable_sort(order.begin(), order.end(),
                   [&](UserIndex a, UserIndex b) { return value(a) < value(b); });
  std::vector<UserSegment> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double x = value(order[i]);
    const bool full = !groups.empty() && i >= groups.size() * order.size() / most;
    if (groups.empty() || (full && x != groups.back().to)) groups.push_back({x, x, {}});
    groups.back().to = x;
    groups.back().users.push_back(order[i]);
  }
  return groups;
}

}  // namespace reprise
