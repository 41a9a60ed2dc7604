#include "experiments/listens/listens_format.h"

#include <algorithm>

#include "experiments/listens/text/csv_records.h"
#include "experiments/listens/text/folded_name.h"

namespace reprise {

bool LogHead::json() const {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

bool LogHead::has_key(std::string_view key) const {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::size_t end = at + key.size();
    if (at == 0 || text[at - 1] != '"' || end >= text.size() || text[end] != '"') continue;
    const std::size_t colon = text.find_first_not_of(" \t\r\n", end + 1);
    if (colon != std::string_view::npos && text[colon] == ':') return true;
  }
  return false;
}

std::string_view LogHead::first_line() const {
  const std::size_t begin = text.find_first_not_of("\r\n");
  if (begin == std::string_view::npos) return {};
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string> LogHead::header() const {
  const std::string_view line = first_line();
  const char separator = separator_of(line);
  std::vector<std::string> columns;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(separator, begin), line.size());
    std::string_view column = trimmed(line.substr(begin, end - begin));
    if (column.size() >= 2 && column.front() == '"' && column.back() == '"') {
      column = column.substr(1, column.size() - 2);
    }
    columns.emplace_back(column);
    begin = end + 1;
  }
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
