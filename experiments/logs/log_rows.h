// The rows of all files of a log, in the order of their times.
#pragma once

#include <string>
#include <vector>

#include "experiments/logs/log_file.h"

namespace reprise {

/// A log may be rotated (log.json, log.json.1, ...), written by several replicas of a service, or
/// both: files are merged by their rows' times, each of them read once and in its own order, so
/// that no more than a row of each is in memory. Rows of the same time keep the order of the file,
/// and between files that of the files, which are ordered by their first rows, then, the older one
/// first, by the number at the end of their names, then as they were named. Not safe to use from
/// several threads at once.
class LogRows {
 public:
  /// `paths` as PackedFile takes them, each once, at least one. As many lines as `bad_lines` may be
  /// no rows. Reads the first row of each file. Throws UserError for files that are named twice,
  /// and as LogFile::next does.
  LogRows(const std::vector<std::string>& paths, LogRowReader& reader, std::uint64_t bad_lines);

  /// The next row. False when there is none. Throws UserError as LogFile::next does, and at the end
  /// of the log for two files that have the same text: rows would count twice.
  bool next(LogRow& row);

  /// Begins anew, with all rows read at once and sorted by time: for files whose own rows are not
  /// in that order. Takes memory for every row. Throws UserError for what cannot be read again.
  void sort();

  /// Files in their order, as far as they were read.
  std::vector<LogInput> inputs() const;
  const std::vector<std::string>& paths() const { return paths_; }
  const BadLines& bad_lines() const { return bad_lines_; }

  /// Bytes taken from the disk so far.
  std::uint64_t taken() const;
  /// Bytes of the files that have a size.
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
  std::vector<std::uint32_t> merge_;  // a heap of the files that have one, the earliest on top
  std::vector<LogRow> sorted_;
  std::size_t next_sorted_ = 0;
  bool sorted_already_ = false;
  std::uint64_t size_ = 0;
};

}  // namespace reprise
