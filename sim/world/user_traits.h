// The traits that users differ in, by the names they have in files: what groups and strata of users
// are made by.
#pragma once

#include <string>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

struct UserTrait {
  const char* name;
  const char* meaning;  // for readers of reports: the rest of a sentence that begins with the name
  double (*of)(const UserTraits&);
};

/// consume_bias, consume_sharpness, session_budget.
const std::vector<UserTrait>& user_traits();

/// Users of about the same value of a trait.
struct UserSegment {
  double from = 0;  // the lowest and the highest value in it
  double to = 0;
  std::vector<UserIndex> users;
};

/// All users by the trait's value, cut into at most `most` groups of about equal size, never
/// between equal values; in rising order. Pure.
std::vector<UserSegment> segments_by_trait(const Users& users, const UserTrait& trait,
                                           std::size_t most);

}  // namespace reprise
