#include "sim/world_files/json_lines.h"

#include <cmath>

#include <fmt/format.h>

#include "sim/file.h"

namespace reprise {
namespace {

// A value as messages show it, long ones cut.
std::string shown(const nlohmann::json& value) {
  std::string text = value.dump(-1, ' ', true);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

}  // namespace

nlohmann::json parse_json(const std::string& text, const Place& place) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    Place at = place;
    if (at.line > 0) at.column = static_cast<int>(error.byte);
    throw UserError(at, "this is not JSON; check brackets, quotes and commas around here");
  } catch (const nlohmann::json::out_of_range&) {
    throw UserError(place,
                    "a number here is too large; expected numbers that fit a double (1e308)");
  }
}

const nlohmann::json& JsonLine::value(const char* key, const std::string& expected) const {
  const auto found = object_.find(key);
  if (found == object_.end()) {
    throw UserError(place_, fmt::format("the key '{}' is missing; expected {}", key, expected));
  }
  return *found;
}

UserError JsonLine::wrong(const char* key, const std::string& expected) const {
  return UserError(place_,
                   fmt::format("'{}' is {}; expected {}", key, shown(object_.at(key)), expected));
}

std::int64_t JsonLine::integer(const char* key, std::int64_t least, std::int64_t most) const {
  const bool any = least <= std::numeric_limits<std::int64_t>::min() + 1 &&
                   most == std::numeric_limits<std::int64_t>::max();
  const std::string expected =
      any ? "an integer" : fmt::format("an integer from {} to {}", least, most);
  const nlohmann::json& found = value(key, expected);
  if (!found.is_number_integer() ||
      (found.is_number_unsigned() &&
       found.get<std::uint64_t>() >
           static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))) {
    throw wrong(key, expected);
  }
  const auto integer = found.get<std::int64_t>();
  if (integer < least || integer > most) throw wrong(key, expected);
  return integer;
}

double JsonLine::number(const char* key) const {
  const nlohmann::json& found = value(key, "a finite number");
  if (!found.is_number() || !std::isfinite(found.get<double>()))
    throw wrong(key, "a finite number");
  return found.get<double>();
}

std::string JsonLine::text(const char* key) const {
  const nlohmann::json& found = value(key, "text");
  if (!found.is_string()) throw wrong(key, "text");
  return found.get<std::string>();
}

std::vector<std::int64_t> JsonLine::integers(const char* key, std::int64_t least,
                                             std::int64_t most) const {
  const std::string expected = fmt::format("a list of integers from {} to {}", least, most);
  const nlohmann::json& found = value(key, expected);
  if (!found.is_array()) throw wrong(key, expected);
  std::vector<std::int64_t> integers;
  integers.reserve(found.size());
  for (const nlohmann::json& item : found) {
    if (!item.is_number_integer() || item.get<std::int64_t>() < least ||
        item.get<std::int64_t>() > most) {
      throw UserError(place_,
                      fmt::format("'{}' holds {}; expected {}", key, shown(item), expected));
    }
    integers.push_back(item.get<std::int64_t>());
  }
  return integers;
}

std::vector<double> JsonLine::numbers(const char* key) const {
  const char* expected = "a list of finite numbers";
  const nlohmann::json& found = value(key, expected);
  if (!found.is_array()) throw wrong(key, expected);
  std::vector<double> numbers;
  numbers.reserve(found.size());
  for (const nlohmann::json& item : found) {
    if (!item.is_number() || !std::isfinite(item.get<double>())) {
      throw UserError(place_,
                      fmt::format("'{}' holds {}; expected {}", key, shown(item), expected));
    }
    numbers.push_back(item.get<double>());
  }
  return numbers;
}

void read_json_lines(const std::filesystem::path& path,
                     const std::function<void(const JsonLine&)>& visit) {
  const std::string text = read_file(path);
  int line_number = 0;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    ++line_number;
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Place place{path.string(), line_number, 0};
    nlohmann::json object = parse_json(line, place);
    if (!object.is_object()) {
      throw UserError(place, fmt::format("{} is not a JSON object; expected one {{...}} a line",
                                         shown(object)));
    }
    visit(JsonLine(std::move(object), place));
  }
}

}  // namespace reprise
