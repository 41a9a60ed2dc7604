#include "sim/support/files/json_lines.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/support/files/json_values.h"
#include "sim/support/number_text.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

// Returns the place of byte number `byte` (counted from 1), where a parser stopped, in a text that
// begins at `begin`.
Place place_of_byte(const Place& begin, std::string_view text, std::size_t byte) {
  if (begin.line == 0) return begin;
  const std::size_t at = std::min(byte > 0 ? byte - 1 : 0, text.size());
  const std::string_view before = text.substr(0, at);
  const std::size_t line_end = before.rfind('\n');
  if (line_end == std::string_view::npos) {
    return {begin.source, begin.line, std::max(begin.column, 1) + static_cast<int>(at)};
  }
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return {begin.source, begin.line + static_cast<int>(lines), static_cast<int>(at - line_end)};
}

// Returns the letters around the byte at which a parser gave up, counted from 1.
std::string_view word_at(std::string_view text, std::size_t byte) {
  const auto is_letter = [&](std::size_t i) {
    return (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
  };
  const std::size_t middle = std::min(byte == 0 ? 0 : byte - 1, text.size());
  std::size_t begin = middle;
  while (begin > 0 && is_letter(begin - 1)) --begin;
  std::size_t end = middle;
  while (end < text.size() && is_letter(end)) ++end;
  return text.substr(begin, end - begin);
}

}  // namespace

std::string shown(const nlohmann::json& value) {
  std::string text = value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

nlohmann::json parse_json(std::string_view text, const Place& place) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const Place at = place_of_byte(place, text, error.byte);
    const std::string_view word = word_at(text, error.byte);
    for (const std::string_view number : {"NaN", "nan", "Infinity", "inf", "None"}) {
      if (word != number) continue;
      throw UserError(at,
                      fmt::format("'{}' is no JSON: a value that is not known is left out, with "
                                  "its name",
                                  word));
    }
    throw UserError(at, "this is not JSON; check brackets, quotes and commas around here");
  } catch (const nlohmann::json::out_of_range&) {
    throw UserError(place,
                    "a number here is too large; expected numbers that fit a double (1e308)");
  }
}

std::optional<std::int64_t> id_of(const nlohmann::json& value) {
  if (value.is_string()) {
    return number_of_text<std::int64_t>(value.get_ref<const std::string&>());
  }
  if (!value.is_number_integer()) return std::nullopt;
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > kMost) return std::nullopt;
  return value.get<std::int64_t>();
}

std::string line_text(const Place& place) {
  return place.column == 0 ? fmt::format("line {}", place.line)
                           : fmt::format("line {}, column {}", place.line, place.column);
}

// Returns " (is it 'intrests'?)" when the object has a key that looks like a misspelt `key`, else
// "".
std::string JsonLine::key_like(const char* key) const {
  const std::string_view wanted = key;
  for (const auto& [name, item] : object_.items()) {
    if (wanted.size() >= 4 && name.size() <= 64 && edit_distance(name, wanted) <= 2) {
      return fmt::format(" (is it '{}'?)", name);
    }
  }
  return "";
}

const nlohmann::json& JsonLine::value(const char* key, const std::string& expected) const {
  const auto found = object_.find(key);
  if (found == object_.end()) {
    throw UserError(place_, fmt::format("the key '{}' is missing{}; expected {}", key,
                                        key_like(key), expected));
  }
  return *found;
}

UserError JsonLine::wrong(const char* key, const std::string& expected) const {
  return UserError(place_,
                   fmt::format("'{}' is {}; expected {}", key, shown(object_.at(key)), expected));
}

namespace {

std::string integer_from_to(std::int64_t least, std::int64_t most) {
  const bool any = least <= std::numeric_limits<std::int64_t>::min() + 1 &&
                   most == std::numeric_limits<std::int64_t>::max();
  return any ? "an integer" : fmt::format("an integer from {} to {}", least, most);
}

}  // namespace

std::int64_t JsonLine::id(const char* key, std::int64_t least, std::int64_t most) const {
  const std::string expected = integer_from_to(least, most);
  const std::optional<std::int64_t> id = id_of(value(key, expected));
  if (!id || *id < least || *id > most) throw wrong(key, expected);
  return *id;
}

std::int64_t JsonLine::integer(const char* key, std::int64_t least, std::int64_t most) const {
  const std::string expected = integer_from_to(least, most);
  if (value(key, expected).is_string()) throw wrong(key, expected);
  return id(key, least, most);
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

std::vector<std::int64_t> JsonLine::ids(const char* key, std::int64_t least,
                                        std::int64_t most) const {
  const std::string expected = fmt::format("a list of integers from {} to {}", least, most);
  const nlohmann::json& found = value(key, expected);
  if (!found.is_array()) throw wrong(key, expected);
  std::vector<std::int64_t> ids;
  ids.reserve(found.size());
  for (const nlohmann::json& item : found) {
    const std::optional<std::int64_t> id = id_of(item);
    if (!id || *id < least || *id > most) {
      throw UserError(place_,
                      fmt::format("'{}' holds {}; expected {}", key, shown(item), expected));
    }
    ids.push_back(*id);
  }
  return ids;
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
                     const std::function<void(const JsonLine&)>& visit, const IdKeys& keys) {
  JsonValues values(path);
  while (const std::optional<JsonText> value = values.next()) {
    nlohmann::json object = parse_json(value->text, value->place);
    if (value->key) {
      if (keys.id == nullptr) {
        throw UserError(value->place,
                        fmt::format("this is an object with ids as keys, of which '{}' is one; "
                                    "expected one {{...}} a line, or an array of them",
                                    *value->key));
      }
      if (!object.is_object()) object = {{keys.list, std::move(object)}};
      if (!object.contains(keys.id)) object[keys.id] = *value->key;
    }
    if (!object.is_object()) {
      throw UserError(value->place,
                      fmt::format("{} is not a JSON object; expected one {{...}} a line, or an "
                                  "array of them",
                                  shown(object)));
    }
    visit(JsonLine(std::move(object), value->place));
  }
}

}  // namespace reprise
