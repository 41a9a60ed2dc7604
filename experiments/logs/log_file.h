// One file of a log, row by row.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "experiments/logs/log_row.h"
#include "experiments/logs/log_text.h"

namespace reprise {

/// Lines that are no rows of a log, over all of its files.
struct BadLines {
  std::uint64_t allowed = 0;  // more of them are an error
  std::uint64_t count = 0;    // left out so far
  std::string first;          // where it is, and what is wrong with it; empty where there is none

  // Rows that the end of their file cuts off: a log that is copied while it is written ends in the
  // middle of one, and nobody did anything wrong. Not in `count`.
  std::uint64_t cut_off = 0;
};

/// A file as it was read.
struct LogInput {
  std::string path;
  std::uint64_t bytes = 0;        // of text
  std::uint64_t fingerprint = 0;  // XXH3 of the text
};

/// Opened by the first call of next(). Not safe to use from several threads at once.
class LogFile {
 public:
  /// `path` as PackedFile takes it. Files of one log share the reader and the bad lines, which
  /// outlive them.
  LogFile(std::string path, LogRowReader& reader, BadLines& bad_lines);

  /// The next row, but for LogRow::file. False at the end of the file, which is closed then. Throws
  /// UserError where it cannot be read, and with file:line for a line that is no row when there
  /// were as many already as are allowed.
  bool next(LogRow& row);

  /// Closes a file that can be read again; the next call of next() opens it and goes on where it
  /// was. For logs of more files than a process may have open. Does nothing to a pipe.
  void suspend();

  /// Goes back to the first row. False for what cannot be read again.
  bool rewind();

  const std::string& path() const { return path_; }
  /// Bytes taken from the disk so far.
  std::uint64_t taken() const { return taken_; }
  /// Of a file that was read to its end.
  const LogInput& input() const { return input_; }

 private:
  bool read_row(LogRow& row, BadLines& bad_lines);

  std::string path_;
  LogRowReader& reader_;
  BadLines& bad_lines_;
  std::unique_ptr<LogText> text_;
  bool ended_ = false;
  bool rereadable_ = true;
  std::uint64_t rows_ = 0;  // given so far
  std::uint64_t taken_ = 0;
  LogInput input_;
};

}  // namespace reprise
