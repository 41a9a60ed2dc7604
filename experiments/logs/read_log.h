// Reads a log of botify's for one experiment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/logs/log_file.h"
#include "experiments/logs/log_sessions.h"
#include "sim/support/progress.h"

namespace reprise {

/// The log to read, and how.
struct LogRequest {
  std::vector<std::string> paths;         // "-" is standard input
  std::optional<std::string> experiment;  // absent: the only experiment in the log
  std::uint64_t bad_lines = 0;            // number of lines that may be no rows
  bool first_by_name = false;             // of several experiments, the first by name is meant
};

struct ReadLog {
  std::string experiment;
  // The names of totals.treatments, in the same order: sorted by name, with numbers at the ends of
  // names compared by value (T2 before T10). Each treatment has at least one user.
  std::vector<std::string> treatments;
  LogTotals totals;
  std::vector<LogInput> inputs;  // the files in their order; Oddity::file is an index here
  BadLines bad_lines;
  bool sorted = false;  // the rows of some file were not in the order of their times

  /// Returns the XXH3 hash of the files' texts in their order, as 16 hexadecimal digits. A packed
  /// log has the same fingerprint as the plain one.
  std::string fingerprint() const;
};

/// Reads the whole log: each file once, or twice when rows are not in the order of their times.
/// Memory then holds all rows, otherwise only sums for each user and track. Throws UserError for a
/// file that cannot be read, for more lines that are no rows than allowed, for an experiment that
/// is not in the log, and when the experiment is left out but the log has several. Progress is in
/// bytes.
ReadLog read_log(const LogRequest& request, const Progress& progress);

}  // namespace reprise
