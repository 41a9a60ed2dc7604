// Chooses users of a world by their fields and traits: `only:` of a world's users.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/support/parameters/parameters.h"
#include "sim/world/user_fields.h"
#include "sim/world/world.h"

namespace reprise {

/// What a field or trait of a user must be: one of the values, or a number in a range.
struct UserCondition {
  std::string field;
  std::vector<std::string> values;  // empty for a range
  std::optional<double> from;       // both ends belong to the range
  std::optional<double> to;
  Place place;
};

/// Users who meet all conditions.
struct UserFilter {
  std::vector<UserCondition> all;

  /// Returns "country = DE, age from 18 to 30".
  std::string text() const;
};

template <>
struct ParameterType<UserFilter> {
  static std::string name() { return "map of fields"; }
  /// Reads {country: DE}, {country: [DE, FR]}, {age: {from: 18, to: 30}}. Throws UserError.
  static UserFilter read(const Node& node, const std::string& what);
  static Node write(const UserFilter& filter);
};

/// Returns the users who meet the filter, in ascending order. Throws UserError where no user has
/// such a field, a range is of a field of texts, or nobody meets the filter. Pure.
std::vector<UserIndex> users_of(const UserFilter& filter, const Users& users,
                                const UserFields& fields);

}  // namespace reprise
