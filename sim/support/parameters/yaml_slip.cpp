#include "sim/support/parameters/yaml_slip.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sim/support/whole_characters.h"

namespace reprise {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool is_blank(std::string_view line) {
  const std::size_t begin = indentation(line);
  return begin == line.size() || line[begin] == '#' || line[begin] == '\r';
}

bool is_key_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.';
}

// Returns the column of the colon of a key that a line begins with; npos if it begins otherwise.
std::size_t colon_of_key(std::string_view line) {
  std::size_t at = indentation(line);
  const std::size_t begin = at;
  while (at < line.size() && is_key_letter(line[at])) ++at;
  return at > begin && at < line.size() && line[at] == ':' ? at : std::string_view::npos;
}

std::optional<YamlSlip> tab(std::string_view line, std::size_t number) {
  const std::size_t at = line.substr(0, indentation(line)).find('\t');
  if (at == std::string_view::npos) return std::nullopt;
  return YamlSlip{number, at, "this line is indented with a tab; YAML wants blanks"};
}

std::optional<YamlSlip> missing_blank(std::string_view line, std::size_t number) {
  const std::size_t colon = colon_of_key(line);
  if (colon == std::string_view::npos || colon + 1 >= line.size()) return std::nullopt;
  const char next = line[colon + 1];
  if (next == ' ' || next == '\t' || next == '\r' || next == '/') return std::nullopt;
  const std::size_t begin = indentation(line);
  const std::string_view key = line.substr(begin, colon - begin);
  return YamlSlip{number, colon + 1,
                  fmt::format("a blank is missing behind the colon; write '{}: {}'", key,
                              whole_characters(line.substr(colon + 1), 20))};
}

// Compares the indentation of a key with that of the last key before it that stands further left,
// or as far.
std::optional<YamlSlip> stray_key(const std::vector<std::string_view>& lines, std::size_t number) {
  const std::size_t column = indentation(lines[number]);
  if (colon_of_key(lines[number]) == std::string_view::npos) return std::nullopt;
  for (std::size_t before = number; before-- > 0;) {
    if (is_blank(lines[before])) continue;
    const std::size_t colon = colon_of_key(lines[before]);
    if (colon == std::string_view::npos) return std::nullopt;
    const std::size_t other = indentation(lines[before]);
    const bool opens = lines[before].find_first_not_of(" \r", colon + 1) == std::string_view::npos;
    // A key may be deeper only if the line before has no value yet.
    if (column == other || (column > other && opens)) return std::nullopt;
    return YamlSlip{number, column,
                    fmt::format("this key begins in column {}, but the key before it, in line {}, "
                                "in column {}; keys that belong together begin in the same column",
                                column + 1, before + 1, other + 1)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<YamlSlip> find_yaml_slip(std::string_view text, std::size_t stopped) {
  const std::vector<std::string_view> lines = lines_of(text);
  if (stopped >= lines.size()) return std::nullopt;
  // The line where the parser stopped, and the one before it that is not blank.
  std::vector<std::size_t> suspects = {stopped};
  for (std::size_t before = stopped; before-- > 0;) {
    if (is_blank(lines[before])) continue;
    suspects.push_back(before);
    break;
  }
  for (const std::size_t number : suspects) {
    if (auto slip = tab(lines[number], number)) return slip;
  }
  for (const std::size_t number : suspects) {
    if (auto slip = missing_blank(lines[number], number)) return slip;
  }
  return stray_key(lines, stopped);
}

}  // namespace reprise
