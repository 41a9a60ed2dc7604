#include "experiments/listens/listens_format.h"

#include <algorithm>

#include "experiments/listens/text/csv_records.h"
#include "experiments/listens/text/folded_name.h"

namespace reprise {

bool LogHead::json() const {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

namespace {

bool has_key_in(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::size_t end = at + key.size();
    if (at == 0 || text[at - 1] != '"' || end >= text.size() || text[end] != '"') continue;
    const std::size_t colon = text.find_first_not_of(" \t\r\n", end + 1);
    if (colon != std::string_view::npos && text[colon] == ':') return true;
  }
  return false;
}

// Returns the first object of a JSON text, or all of the text when its end is not there.
std::string_view first_object(std::string_view text) {
  const std::size_t begin = text.find('{');
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '{') {
      ++depth;
    } else if (!quoted && c == '}' && --depth == 0) {
      return text.substr(begin, i + 1 - begin);
    }
  }
  return text;
}

}  // namespace

bool LogHead::has_key(std::string_view key) const { return has_key_in(text, key); }

bool LogHead::first_has_key(std::string_view key) const {
  return has_key_in(first_object(text), key);
}

std::string_view LogHead::first_line() const {
  const std::vector<std::string_view> lines = first_lines(1);
  return lines.empty() ? std::string_view() : lines.front();
}

std::vector<std::string_view> LogHead::first_lines(std::size_t most) const {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size() && lines.size() < most;) {
    const std::size_t end = text.find('\n', begin);
    const bool cut_off = end == std::string_view::npos && text.size() == LogBytes::kHead;
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && (!cut_off || lines.empty())) lines.push_back(line);
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  return lines;
}

std::vector<std::string> LogHead::header() const {
  const std::string_view line = first_line();
  std::vector<std::string> columns = fields_of_line(line, separator_of(line));
  for (std::string& column : columns) column = trimmed(column);
  return columns;
}

bool LogHead::has_columns(const std::vector<std::string_view>& columns) const {
  if (json()) return false;
  const std::vector<std::string> header = this->header();
  return std::all_of(columns.begin(), columns.end(), [&header](std::string_view column) {
    return std::find(header.begin(), header.end(), column) != header.end();
  });
}

}  // namespace reprise
