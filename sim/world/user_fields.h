// The fields of users.json that mean nothing to the simulation, such as a country or an age, and
// ids of users that are text. Users are cut into segments by these fields, and chosen by them.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// A field as a column: of numbers, or of texts.
struct UserField {
  static constexpr std::uint32_t kNoValue = std::numeric_limits<std::uint32_t>::max();

  std::string name;
  std::vector<double> numbers;          // per user, NaN where a user lacks it; empty for texts
  std::vector<std::string> values;      // the texts, each once, sorted; empty for numbers
  std::vector<std::uint32_t> value_of;  // per user, an index of `values` or kNoValue

  bool is_text() const { return !values.empty(); }

  friend bool operator==(const UserField&, const UserField&) = default;
};

/// Everything that a file says of users beside their interests and traits. Users are in the order
/// of the world's.
struct UserFields {
  std::vector<UserField> columns;  // by name
  std::vector<std::string> ids;    // as written, if the id of any user is text; else empty

  bool empty() const { return columns.empty() && ids.empty(); }
  /// Returns the field of this name, or null.
  const UserField* find(std::string_view name) const;
  /// Returns a user's id as it was written; `number` is the user's id in the world.
  std::string id_text(UserIndex user, std::int64_t number) const {
    return ids.empty() ? std::to_string(number) : ids[user];
  }
};

/// Returns the number of a user whose id is written as text: the number itself, if the text is a
/// whole number, else the lower 62 bits of the text's XXH3. Worlds, lists and logs use the same
/// numbers, so they may all write "anna". Pure.
std::int64_t number_of_user(std::string_view text);

/// Returns the fields of some users, in the order of `users`. Pure.
UserFields fields_of(const UserFields& fields, const std::vector<UserIndex>& users);

/// Writes fields as JSON, and reads them again. read throws UserError for any other text.
std::string write_user_fields(const UserFields& fields);
UserFields read_user_fields(std::string_view text, std::size_t users);

}  // namespace reprise
