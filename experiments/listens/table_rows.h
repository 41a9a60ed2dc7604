// Reads rows of which the user, or the format, says what each column holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/listens/listens_request.h"
#include "experiments/listens/listens_rows.h"
#include "experiments/listens/text/log_bytes.h"

namespace reprise {

/// Rows of a table. The units of times and durations that were not declared are told from the
/// first rows, and said in the file's notes. Not safe to use from several threads at once.
class TableRows {
 public:
  /// `columns` and `rows` must outlive this object; `name` is the file's, for messages.
  TableRows(const std::vector<TableColumn>& columns, ListensRows& rows, std::string name);

  /// Takes the values of a row, one for each column in their order, and the hash of all its fields.
  void add(const std::vector<std::string_view>& values, std::uint32_t fields);
  /// Takes the rows that still wait for their units. To be called at the end of the file. Throws
  /// UserError, as add() does, for units that magnitudes leave in doubt.
  void finish();

 private:
  struct Waiting {
    std::vector<std::string> values;
    std::uint32_t fields = 0;
  };
  // How the values of a column are read.
  struct Reading {
    std::optional<TimeUnit> unit;
    bool text = false;      // times that are written out
    bool relative = false;  // seconds from an unknown day
    bool unknown = false;   // the first rows have no values
  };

  void decide();
  Reading time_reading(std::size_t column);
  Reading duration_reading(std::size_t column);
  std::vector<double> waiting_numbers(std::size_t column) const;
  void check_texts(std::size_t column) const;
  UserError unclear_unit(std::size_t column, std::string_view value) const;
  void take(const std::vector<std::string_view>& values, std::uint32_t fields);
  void take_value(std::size_t column, std::string_view value, ListenRow& row) const;

  const std::vector<TableColumn>& columns_;
  ListensRows& rows_;
  std::string name_;
  bool ends_are_said_;
  const ListenRow blank_;  // a copy of it is made faster than a new one
  std::vector<Reading> readings_;
  std::vector<Waiting> waiting_;
  bool decided_ = false;
};

/// Reads a whole file, CSV or tabs with a header, or JSON lines, whose columns are known. Quotes
/// are letters between tabs. Throws UserError for a missing column.
void read_table(LogBytes& bytes, const std::vector<TableColumn>& columns, ListensRows& rows);

}  // namespace reprise
