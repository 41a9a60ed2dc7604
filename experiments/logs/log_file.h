// Reads one file of a log, row by row.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "experiments/logs/log_row.h"
#include "experiments/logs/log_text.h"

namespace reprise {

/// Counts the lines that are no rows of a log, over all files of the log.
struct BadLines {
  std::uint64_t allowed = 0;  // a line that is no row beyond this number is an error
  std::uint64_t count = 0;    // lines left out so far
  std::string first;          // place and fault of the first such line; empty without one

  // Rows that the end of their file cuts off. A log that is copied while it is written ends in the
  // middle of a row, and this is nobody's mistake, so these rows are not in `count`.
  std::uint64_t cut_off = 0;
};

/// A file as it was read, for reports.
struct LogInput {
  std::string path;
  std::uint64_t bytes = 0;        // of the uncompressed text
  std::uint64_t fingerprint = 0;  // XXH3 of the text
};

/// A file of a log. The first call of next() opens it. Not safe to use from several threads at
/// once.
class LogFile {
 public:
  /// `path` is as PackedFile takes it. The files of one log share `reader` and `bad_lines`, which
  /// must outlive them.
  LogFile(std::string path, LogRowReader& reader, BadLines& bad_lines);

  /// Reads the next row; LogRow::file is left alone. Returns false at the end of the file, and then
  /// closes the file. Throws UserError where the file cannot be read, and UserError with file:line
  /// for a line that is no row when as many of these as allowed were read before.
  bool next(LogRow& row);

  /// Closes a file that can be read again; the next call of next() opens it and goes on at the same
  /// row. This serves logs of more files than a process may have open. Does nothing to a pipe.
  void suspend();

  /// Goes back to the first row. Returns false for a file that cannot be read again.
  bool rewind();

  const std::string& path() const { return path_; }
  /// Returns the bytes read from the disk so far.
  std::uint64_t taken() const { return taken_; }
  /// Returns the description of a file that was read to its end.
  const LogInput& input() const { return input_; }

 private:
  bool read_row(LogRow& row, BadLines& bad_lines);

  std::string path_;
  LogRowReader& reader_;
  BadLines& bad_lines_;
  std::unique_ptr<LogText> text_;
  bool ended_ = false;
  bool rereadable_ = true;
  std::uint64_t rows_ = 0;  // rows returned so far
  std::uint64_t taken_ = 0;
  LogInput input_;
};

}  // namespace reprise
