// JSON lines: one JSON object a line, each error with its line. An array of the objects will do,
// and so will an object of them under their ids.
#pragma once

#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/support/user_error.h"

namespace reprise {

/// One object of a file, mostly a line of JSON lines, with readers that complain about their own
/// place.
class JsonLine {
 public:
  JsonLine(nlohmann::json object, Place place)
      : object_(std::move(object)), place_(std::move(place)) {}

  const Place& place() const { return place_; }
  const nlohmann::json& object() const { return object_; }
  bool has(const char* key) const { return object_.contains(key); }

  /// An integer in [least, most]. Throws UserError when it is missing, not an integer or outside.
  std::int64_t integer(const char* key, std::int64_t least, std::int64_t most) const;
  /// The same, or an integer as text, "123": ids come as both.
  std::int64_t id(const char* key, std::int64_t least, std::int64_t most) const;
  /// A finite number (an integer will do).
  double number(const char* key) const;
  std::string text(const char* key) const;
  /// A list of ids, each in [least, most].
  std::vector<std::int64_t> ids(const char* key, std::int64_t least, std::int64_t most) const;
  /// A list of finite numbers.
  std::vector<double> numbers(const char* key) const;

  /// "'key' is VALUE; expected ..." at this line.
  UserError wrong(const char* key, const std::string& expected) const;

 private:
  const nlohmann::json& value(const char* key, const std::string& expected) const;
  std::string key_like(const char* key) const;

  nlohmann::json object_;
  Place place_;
};

/// The key that an id gets, and the key of a list that stands under its id alone: with "track" and
/// "tracks", {"3": [5, 7]} holds the object {"track": "3", "tracks": [5, 7]}.
struct IdKeys {
  const char* id = nullptr;
  const char* list = nullptr;
};

/// Calls `visit` for each line that is not blank, or for each object of an array or, where `keys`
/// are given, of an object of ids. One of them is in memory at a time. Throws UserError with
/// file:line, in arrays and objects file:line:column, for what is no JSON object.
void read_json_lines(const std::filesystem::path& path,
                     const std::function<void(const JsonLine&)>& visit, const IdKeys& keys = {});

/// Parses a value that begins at `place`. Throws UserError with the place of what is not JSON.
nlohmann::json parse_json(std::string_view text, const Place& place);

/// An integer or an integer as text; nothing for any other value, and for integers that 64 bits do
/// not hold.
std::optional<std::int64_t> id_of(const nlohmann::json& value);

/// "line 3", or "line 3, column 7": what is told of a place elsewhere in the same file.
std::string line_text(const Place& place);

/// A value as messages show it, long ones cut.
std::string shown(const nlohmann::json& value);

}  // namespace reprise
