// A log of botify's, read: what it says of one experiment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/logs/log_file.h"
#include "experiments/logs/log_sessions.h"
#include "sim/support/progress.h"

namespace reprise {

/// What to read.
struct LogRequest {
  std::vector<std::string> paths;         // "-" is standard input
  std::optional<std::string> experiment;  // left out: the only one that the log has
  std::uint64_t bad_lines = 0;            // lines that may be no rows
};

struct ReadLog {
  std::string experiment;
  // Names, of totals.treatments in their order: by name, numbers at their ends by value (T2 before
  // T10). Each has a user.
  std::vector<std::string> treatments;
  LogTotals totals;
  std::vector<LogInput> inputs;  // the files in their order; Oddity::file is a place in it
  BadLines bad_lines;
  bool sorted = false;  // rows of a file were not in the order of their times

  /// XXH3 of the files' texts in their order, 16 hexadecimal digits: the same for a packed log.
  std::string fingerprint() const;
};

/// Reads all of it: each file once, or twice where rows are not in the order of their times; then
/// all rows are in memory, else sums for each user and track are. Throws UserError for what cannot
/// be read, for lines that are no rows, beyond those that may be, and for an experiment that is not
/// in the log or left out where there are several. Progress is in bytes.
ReadLog read_log(const LogRequest& request, const Progress& progress);

}  // namespace reprise
