#include "experiments/analysis/null_comparison.h"

#include <boost/random/uniform_int_distribution.hpp>

namespace reprise {
namespace {

void take(UserValues& into, const UserValues& from, std::size_t i) {
  into.users.push_back(from.users[i]);
  into.values.push_back(from.values[i]);
  into.sessions.push_back(from.sessions[i]);
  into.budget_residual.push_back(from.budget_residual[i]);
}

}  // namespace

std::pair<UserValues, UserValues> swapped_at_random(const UserValues& first,
                                                    const UserValues& second, Stream draws) {
  UserValues one;
  UserValues other;
  for (std::size_t i = 0; i < first.users.size(); ++i) {
    const bool swap = (draws() & 1) != 0;
    take(one, swap ? second : first, i);
    take(other, swap ? first : second, i);
  }
  return {std::move(one), std::move(other)};
}

std::pair<UserValues, UserValues> reassigned_at_random(const UserValues& first,
                                                       const UserValues& second, Stream draws) {
  UserValues one;
  UserValues other;
  std::size_t left_of_one = first.users.size();
  std::size_t left = left_of_one + second.users.size();
  // Each user in turn gets one of the places that are left, and each place is equally likely.
  for (const UserValues* users : {&first, &second}) {
    for (std::size_t i = 0; i < users->users.size(); ++i, --left) {
      boost::random::uniform_int_distribution<std::size_t> place(0, left - 1);
      const bool to_one = place(draws) < left_of_one;
      left_of_one -= to_one;
      take(to_one ? one : other, *users, i);
    }
  }
  return {std::move(one), std::move(other)};
}

}  // namespace reprise
