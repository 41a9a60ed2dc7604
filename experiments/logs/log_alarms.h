// Whether a log may be believed: what in it no sound log has, and what should make one look twice
// before anything is concluded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/logs/read_log.h"
#include "experiments/statistics/alarm_level.h"

namespace reprise {

/// One sentence for each alarm, in plain text, with the place where a fault was seen first:
///   - lines that are no rows, rows cut off, rows of no treatment;
///   - unfinished sessions; sessions that go on with another track than was recommended (two
///     sessions of one user are mixed, or rows are missing or doubled) or begin in their middle;
///     times outside [0, 1]; users in more than one treatment;
///   - sample ratio mismatch of the users per treatment, which should be equal;
///   - a treatment whose tracks - time per session is not `budget`: E[tracks] - E[time] is the
///     session budget whatever is recommended, as each track costs 1 - time of it and a session
///     spends all of it. A t interval over users at 1 - kAlarmLevel; left out without a budget;
///   - a treatment that recommends as random does: see looks_random.
/// Pure.
std::vector<std::string> log_alarms(const ReadLog& log, std::optional<double> budget);

/// Recommendations spread over `n_tracks` tracks as evenly as draws at random, by their pairs that
/// are the same track: with n draws from N equal ones, pairs are independent two by two, so that
/// their number has the mean n (n - 1) / (2 N) and no more than its variance.
struct Evenness {
  std::uint64_t recommendations = 0;
  std::uint64_t n_tracks = 0;
  double alike = 0;     // pairs
  double expected = 0;  // such pairs of draws at random

  /// No more than a quarter (upstream's Random draws Redis's random keys, which are not quite
  /// equal) and three standard deviations above draws at random, where there are enough to tell
  /// them from a recommender that is twice as uneven. Published recommenders are some fifty times.
  bool looks_random() const;
};
Evenness evenness(const LogTreatment& treatment, std::uint64_t n_tracks);

}  // namespace reprise
