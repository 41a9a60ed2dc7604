// Reads the rows of a small CSV text whose header names its columns.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/support/user_error.h"

namespace reprise {

/// Fields are divided by commas and may stand in quotes, which are left out; a field holds neither
/// commas nor line ends. Empty lines are left out. Not safe to use from several threads.
class CsvRows {
 public:
  /// Reads the header. `text` must outlive this object; messages name `path`. Throws UserError
  /// where a column of `needed` is missing. An empty text has no rows.
  CsvRows(std::string path, std::string_view text, const std::vector<std::string>& needed);

  /// Goes to the next row. Returns false at the end. Throws UserError with file:line for a row that
  /// lacks one of the needed columns.
  bool next();

  /// Returns the field of the needed column with this number.
  std::string_view operator[](std::size_t needed) const { return fields_[places_[needed]]; }
  /// Returns the field of a column that need not be there.
  std::optional<std::string_view> find(std::string_view column) const;
  /// Returns the field of the needed column with this number. Throws UserError where it is no whole
  /// number of at least `least`.
  std::int64_t whole_number(std::size_t needed,
                            std::int64_t least = std::numeric_limits<std::int64_t>::min()) const;
  /// The same for any finite number.
  double number(std::size_t needed) const;

  /// The line of the row, from 1.
  int line() const { return line_; }
  Place place() const { return {path_, line_, 0}; }

 private:
  bool next_line();
  UserError wrong(std::size_t needed, const char* expected) const;

  std::string path_;
  std::string_view rest_;
  int line_ = 0;
  std::vector<std::string> header_;
  std::vector<std::size_t> places_;  // of the needed columns
  std::size_t least_ = 0;            // fields that a row has at least
  std::vector<std::string_view> fields_;
};

}  // namespace reprise
