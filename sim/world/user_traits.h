// The traits in which users differ, under the names that they have in files. Segments and strata of
// users are made by these traits.
#pragma once

#include <string>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

struct UserTrait {
  const char* name;
  const char* meaning;  // completes, in reports, a sentence that begins with the name
  double (*of)(const UserTraits&);
};

/// Returns the traits consume_bias, consume_sharpness and session_budget.
const std::vector<UserTrait>& user_traits();

/// The users whose value of a trait lies in one interval.
struct UserSegment {
  double from = 0;  // lowest value in the segment; `to` is the highest
  double to = 0;
  std::vector<UserIndex> users;
};

/// Sorts all users by their value of the trait and cuts them into at most `most` segments of about
/// equal size, in rising order. Users of equal value are never separated. Pure.
std::vector<UserSegment> segments_by_trait(const Users& users, const UserTrait& trait,
                                           std::size_t most);

}  // namespace reprise
