// Reads ids of users, and the fields of users.json that are neither interests nor traits.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/support/files/json_lines.h"
#include "sim/world/user_fields.h"

namespace reprise {

/// Reads a user's id, a whole number or any other text but an empty one, as its number
/// (number_of_user). Throws UserError for other values. Pure.
std::int64_t read_user_id(const JsonLine& line, const char* key);

/// Collects the fields of users, one user after the other. Not safe to use from several threads.
class UserFieldReader {
 public:
  /// Adds a user. Keys in `known` are no fields. Values that are lists, maps or null are as if they
  /// were not there. true and false are texts.
  void add(const JsonLine& line, std::span<const char* const> known);
  /// Returns the fields of all users that were added. A field whose values are numbers for some
  /// users and texts for others is one of texts.
  UserFields finish() &&;

 private:
  std::map<std::string, std::vector<std::pair<UserIndex, nlohmann::json>>> values_;
  std::vector<std::string> ids_;
  bool text_ids_ = false;
};

}  // namespace reprise
