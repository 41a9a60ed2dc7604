// Reads files of JSON lines: one JSON object a line. A file may also be one array of the objects,
// or one object that holds them under their ids. Every error names its line.
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

/// One object of a file, usually one line. Its functions read values by key and name the place of
/// the object in their errors.
class JsonLine {
 public:
  JsonLine(nlohmann::json object, Place place)
      : object_(std::move(object)), place_(std::move(place)) {}

  const Place& place() const { return place_; }
  const nlohmann::json& object() const { return object_; }
  bool has(const char* key) const { return object_.contains(key); }

  /// Returns an integer in [least, most]. Throws UserError when the key is missing or its value is
  /// not an integer or out of range.
  std::int64_t integer(const char* key, std::int64_t least, std::int64_t most) const;
  /// Does the same as integer(), but also accepts an integer as text, "123", because some files
  /// write ids as text.
  std::int64_t id(const char* key, std::int64_t least, std::int64_t most) const;
  /// Returns a finite number; an integer is accepted.
  double number(const char* key) const;
  std::string text(const char* key) const;
  /// Returns a list of ids, each in [least, most].
  std::vector<std::int64_t> ids(const char* key, std::int64_t least, std::int64_t most) const;
  /// Returns a list of finite numbers.
  std::vector<double> numbers(const char* key) const;

  /// Returns the error "'key' is VALUE; expected ..." at the place of this object.
  UserError wrong(const char* key, const std::string& expected) const;

 private:
  const nlohmann::json& value(const char* key, const std::string& expected) const;
  std::string key_like(const char* key) const;

  nlohmann::json object_;
  Place place_;
};

/// The keys that are added to a value under an id: `id` is the key for the id, `list` the key for a
/// value that is not an object, such as a list. With "track" and "tracks", {"3": [5, 7]} holds the
/// object {"track": "3", "tracks": [5, 7]}.
struct IdKeys {
  const char* id = nullptr;
  const char* list = nullptr;
};

/// Calls `visit` for each line that is not blank, or for each object of an array. If `keys` are
/// given, the file may also be an object of ids, and `visit` is called for each of its values. Only
/// one value is in memory at a time. Throws UserError for a value that is not a JSON object, with
/// file:line, or file:line:column in arrays and objects.
void read_json_lines(const std::filesystem::path& path,
                     const std::function<void(const JsonLine&)>& visit, const IdKeys& keys = {});

/// Parses a JSON value that begins at `place`. Throws UserError with the place of the first error.
nlohmann::json parse_json(std::string_view text, const Place& place);

/// Returns an integer, or an integer written as text. Returns nothing for any other value and for
/// integers that do not fit 64 bits.
std::optional<std::int64_t> id_of(const nlohmann::json& value);

/// Returns "line 3" or "line 3, column 7", to name another place of the same file in a message.
std::string line_text(const Place& place);

/// Returns a value as messages show it; long values are cut.
std::string shown(const nlohmann::json& value);

}  // namespace reprise
