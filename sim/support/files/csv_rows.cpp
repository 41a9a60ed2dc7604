#include "sim/support/files/csv_rows.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/support/number_text.h"
#include "sim/support/suggestion.h"

namespace reprise {

CsvRows::CsvRows(std::string path, std::string_view text, const std::vector<std::string>& needed)
    : path_(std::move(path)), rest_(text) {
  if (!next_line()) return;
  header_.assign(fields_.begin(), fields_.end());
  for (const std::string& column : needed) {
    const auto found = std::find(header_.begin(), header_.end(), column);
    if (found == header_.end()) {
      throw UserError(place(),
                      fmt::format("the header has no column '{}'{}; expected at least {}", column,
                                  did_you_mean(column, header_), fmt::join(needed, ",")));
    }
    places_.push_back(static_cast<std::size_t>(found - header_.begin()));
    least_ = std::max(least_, places_.back() + 1);
  }
}

bool CsvRows::next() {
  if (!next_line()) return false;
  if (fields_.size() >= least_) return true;
  throw UserError(
      place(),
      fmt::format("has {} fields, fewer than the header; expected one for each of its columns",
                  fields_.size()));
}

std::optional<std::string_view> CsvRows::find(std::string_view column) const {
  const auto found = std::find(header_.begin(), header_.end(), column);
  const auto at = static_cast<std::size_t>(found - header_.begin());
  if (at >= fields_.size() || found == header_.end()) return std::nullopt;
  return fields_[at];
}

std::int64_t CsvRows::whole_number(std::size_t needed, std::int64_t least) const {
  const auto value = number_of_text<std::int64_t>((*this)[needed]);
  if (!value || *value < least) {
    throw wrong(needed, least == 0 ? "a whole number of at least 0" : "a whole number");
  }
  return *value;
}

double CsvRows::number(std::size_t needed) const {
  const auto value = number_of_text<double>((*this)[needed]);
  if (!value || !std::isfinite(*value)) throw wrong(needed, "a number");
  return *value;
}

// Takes the next line that is not empty apart.
bool CsvRows::next_line() {
  std::string_view line;
  while (line.empty()) {
    if (rest_.empty()) return false;
    const std::size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  fields_.clear();
  for (;;) {
    const std::size_t comma = line.find(',');
    std::string_view field = line.substr(0, comma);
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
      field = field.substr(1, field.size() - 2);
    }
    fields_.push_back(field);
    if (comma == std::string_view::npos) return true;
    line.remove_prefix(comma + 1);
  }
}

UserError CsvRows::wrong(std::size_t needed, const char* expected) const {
  return UserError(place(), fmt::format("'{}' is '{}'; expected {}", header_[places_[needed]],
                                        (*this)[needed], expected));
}

}  // namespace reprise
