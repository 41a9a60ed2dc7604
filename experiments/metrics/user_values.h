// A metric's value for each user of a treatment: what designs compare.
#pragma once

#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// The users with at least one session, in order; all vectors have one entry for each of them.
struct UserValues {
  std::vector<UserIndex> users;
  std::vector<double> values;
  std::vector<double> sessions;
  // Tracks - time - session budget, per session: what chance alone gave the user. Its mean is 0.
  std::vector<double> budget_residual;

  bool any() const { return !users.empty(); }

  /// Those of the users who are in `others` as well; both in rising order.
  UserValues among(const std::vector<UserIndex>& others) const {
    UserValues some;
    auto other = others.begin();
    for (std::size_t i = 0; i < users.size(); ++i) {
      while (other != others.end() && *other < users[i]) ++other;
      if (other == others.end() || *other != users[i]) continue;
      some.users.push_back(users[i]);
      some.values.push_back(values[i]);
      some.sessions.push_back(sessions[i]);
      some.budget_residual.push_back(budget_residual[i]);
    }
    return some;
  }
};

}  // namespace reprise
