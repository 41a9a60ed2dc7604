// JSON lines: one JSON object a line, each error with its line.
#pragma once

#include <filesystem>
#include <functional>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "sim/parameters/user_error.h"

namespace reprise {

/// One line of a JSON-lines file, with readers that complain about their own line.
class JsonLine {
 public:
  JsonLine(nlohmann::json object, Place place)
      : object_(std::move(object)), place_(std::move(place)) {}

  const Place& place() const { return place_; }
  const nlohmann::json& object() const { return object_; }
  bool has(const char* key) const { return object_.contains(key); }

  /// An integer in [least, most]. Throws UserError when it is missing, not an integer or outside.
  std::int64_t integer(const char* key, std::int64_t least, std::int64_t most) const;
  /// A finite number (an integer will do).
  double number(const char* key) const;
  std::string text(const char* key) const;
  /// A list of integers, each in [least, most].
  std::vector<std::int64_t> integers(const char* key, std::int64_t least, std::int64_t most) const;

  /// A list of finite numbers.
  std::vector<double> numbers(const char* key) const;

  /// "'key' is VALUE; expected ..." at this line.
  UserError wrong(const char* key, const std::string& expected) const;

 private:
  const nlohmann::json& value(const char* key, const std::string& expected) const;

  nlohmann::json object_;
  Place place_;
};

/// Calls `visit` for each line that is not blank. Throws UserError with file:line for lines that
/// are no JSON objects.
void read_json_lines(const std::filesystem::path& path,
                     const std::function<void(const JsonLine&)>& visit);

/// Parses a whole JSON text. Throws UserError at the file (and line) for what is not JSON.
nlohmann::json parse_json(const std::string& text, const Place& place);

}  // namespace reprise
