// Users with sessions of random lengths, for tests of quantiles.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "experiments/statistics/session_quantile.h"

namespace reprise {

/// The lengths of the sessions of each user.
using UserSessions = std::vector<std::vector<std::int64_t>>;

inline UserDistributions distributions_of(const UserSessions& users) {
  UserDistributions result;
  result.begin.push_back(0);
  for (std::vector<std::int64_t> sessions : users) {
    std::ranges::sort(sessions);
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      if (i > 0 && sessions[i] == sessions[i - 1]) {
        ++result.counts.back();
      } else {
        result.values.push_back(sessions[i]);
        result.counts.push_back(1);
      }
    }
    result.begin.push_back(result.values.size());
  }
  return result;
}

/// Returns up to four sessions for each user, and at least one for the first user. Lengths are more
/// alike within users than between them. A large `scale` leaves hardly two equal lengths.
inline UserSessions draw_sessions(std::uint64_t seed, std::size_t users, double scale) {
  boost::random::mt19937_64 random(seed);
  boost::random::uniform_int_distribution<int> number(0, 4);
  boost::random::gamma_distribution<double> person(2.0, scale);
  boost::random::gamma_distribution<double> noise(3.0, 1.0);
  UserSessions found(users);
  for (std::size_t user = 0; user < users; ++user) {
    const double own = person(random);
    const int sessions = std::max(number(random), user == 0 ? 1 : 0);
    for (int i = 0; i < sessions; ++i) {
      found[user].push_back(static_cast<std::int64_t>(own * noise(random)));
    }
  }
  return found;
}

}  // namespace reprise
