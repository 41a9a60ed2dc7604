// Merges the rows of all files of a log in the order of their times.
#pragma once

#include <string>
#include <vector>

#include "experiments/logs/log_file.h"

namespace reprise {

/// The rows of a log. A log may be rotated (log.json, log.json.1, ...), written by several replicas
/// of a service, or both. Files are merged by the times of their rows; each file is read once and
/// in its own order, so that memory holds at most one row of each file. Rows of the same time keep
/// their order within a file; between files they follow the order of the files. The files are
/// ordered by the time of their first rows, then by the number at the end of their names with the
/// highest number (the oldest file) first, then as they were named. Not safe to use from several
/// threads at once.
class LogRows {
 public:
  /// Reads the first row of each file. `paths` are as PackedFile takes them, each once, at least
  /// one. Up to `bad_lines` lines may be no rows. Throws UserError for a file that is named twice,
  /// and as LogFile::next does.
  LogRows(const std::vector<std::string>& paths, LogRowReader& reader, std::uint64_t bad_lines);

  /// Reads the next row. Returns false when there is none. Throws UserError as LogFile::next does,
  /// and at the end of the log for two files with the same text, whose rows would count twice.
  bool next(LogRow& row);

  /// Begins again, with all rows read at once and sorted by time. This serves files whose own rows
  /// are not in the order of their times. Takes memory for every row. Throws UserError for a file
  /// that cannot be read again.
  void sort();

  /// Returns the files in their order, as far as they were read.
  std::vector<LogInput> inputs() const;
  const std::vector<std::string>& paths() const { return paths_; }
  const BadLines& bad_lines() const { return bad_lines_; }

  /// Returns the bytes read from the disk so far.
  std::uint64_t taken() const;
  /// Returns the total bytes of the files that have a size.
  std::uint64_t size() const { return size_; }

 private:
  bool comes_later(std::uint32_t file, std::uint32_t other) const;
  void push(std::uint32_t file);
  void check_inputs() const;

  LogRowReader& reader_;
  BadLines bad_lines_;
  std::vector<std::string> paths_;  // in the order of the files
  std::vector<LogFile> files_;
  std::vector<LogRow> heads_;         // the next row of each file
  std::vector<std::uint32_t> merge_;  // heap of the files with a next row, the earliest on top
  std::vector<LogRow> sorted_;
  std::size_t next_sorted_ = 0;
  bool sorted_already_ = false;
  std::uint64_t size_ = 0;
};

}  // namespace reprise
