// Reads records of fields: CSV as RFC 4180 has it, or fields between tabs in which quotes are
// letters.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/listens/text/log_bytes.h"

namespace reprise {

enum class Quoting { none, rfc4180 };

/// The records of a text. Blank lines are none. With Quoting::rfc4180 a field that begins with a
/// quote ends at the next quote that is not doubled, and may hold separators and line ends; a quote
/// elsewhere is a letter. Not safe to use from several threads at once.
class CsvRecords {
 public:
  CsvRecords(LogBytes& bytes, char separator, Quoting quoting)
      : bytes_(bytes), separator_(separator), quoting_(quoting) {}

  /// Reads the next record; returns false at the end. Throws UserError with file:line for a quote
  /// that is never closed, and for text behind a closing quote, unless report_faults_to() says
  /// otherwise.
  bool next();

  /// Hands such an error to the callback instead, and goes on behind the line where the record
  /// begins.
  void report_faults_to(std::function<void(const UserError&)> report) {
    report_ = std::move(report);
  }

  /// Returns the fields of the record last read, valid until the next call of next(). Fields
  /// without quotes lose nothing, not even blanks.
  const std::vector<std::string_view>& fields() const { return fields_; }
  /// Returns the text of the record, with its quotes.
  std::string_view text() const { return text_; }
  /// Returns the line at which the record begins.
  std::uint64_t line() const { return line_; }

 private:
  enum class Parsed { record, more, fault };

  bool take_usual_record();
  void split(std::string_view line);
  Parsed parse_quoted(std::string_view rest, bool ended, std::size_t& size);

  LogBytes& bytes_;
  std::function<void(const UserError&)> report_;
  char separator_;
  Quoting quoting_;
  std::string_view text_;
  std::vector<std::string_view> fields_;
  std::string unquoted_;  // the fields with doubled quotes, without them
  std::uint64_t line_ = 0;
};

/// Returns the fields of one line, without their quotes. A quote that is not closed ends with the
/// line. Pure.
std::vector<std::string> fields_of_line(std::string_view line, char separator);

/// Returns the separator that a first line has most of: ',', ';' or a tab. Pure.
char separator_of(std::string_view first_line);

}  // namespace reprise
