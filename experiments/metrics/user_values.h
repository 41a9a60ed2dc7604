// The values of a metric for each user of a treatment. Designs compare these values.
#pragma once

#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// All vectors have one entry for each user with at least one session, in ascending order of users.
struct UserValues {
  std::vector<UserIndex> users;
  std::vector<double> values;
  std::vector<double> sessions;
  // Tracks - time - session budget, per session. The residual is the effect of chance alone on the
  // user; its mean is 0.
  std::vector<double> budget_residual;

  bool any() const { return !users.empty(); }

  /// Returns the values of the users who are also in `others`; both lists of users are ascending.
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
