// Raises alarms about a log: signs that the log is not sound, or that one should check it before
// drawing conclusions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/logs/read_log.h"
#include "experiments/statistics/alarm_level.h"

namespace reprise {

/// Returns one sentence for each alarm, in plain text, with the place where a fault was seen first:
///   - lines that are no rows, rows that are cut off, rows of no treatment;
///   - unfinished sessions;
///   - sessions that are copies of others (CopiedSessions): nothing more is then said of their
///     alternating rows;
///   - sessions that go on with another track than was recommended: two sessions of one user are
///     mixed, or rows are missing or doubled; sessions that begin in their middle; times outside
///     [0, 1]; users in more than one treatment;
///   - sample ratio mismatch of the users per treatment, whose numbers should be equal;
///   - a treatment whose tracks - time per session differs from `budget`: E[tracks] - E[time] is
///     the session budget whatever is recommended, because each track costs 1 - time of the budget
///     and a session spends all of it. The alarm uses a t interval over users at 1 - kAlarmLevel,
///     and is left out without a budget;
///   - a treatment that recommends as random does (looks_random): unless it names the same tracks
///     again for a user, or after a track; then the part is said that lists explain (ListShare).
/// Pure.
std::vector<std::string> log_alarms(const ReadLog& log, std::optional<double> budget);

/// Measures how evenly recommendations are spread over `n_tracks` tracks, by counting the pairs of
/// recommendations that are the same track. With n draws from N equally likely tracks the pairs are
/// pairwise independent, so the number of such pairs has mean n (n - 1) / (2 N) and a variance of
/// at most this mean.
struct Evenness {
  std::uint64_t recommendations = 0;
  std::uint64_t n_tracks = 0;
  double alike = 0;     // pairs of recommendations that are the same track
  double expected = 0;  // expected number of such pairs under draws at random

  /// Returns true when the number of pairs is at most a quarter above the number expected under
  /// draws at random (upstream's Random draws Redis's random keys, which are not quite equally
  /// likely), plus three standard deviations. The result is false when there are too few
  /// recommendations to tell random from a recommender that is twice as uneven. Published
  /// recommenders are about fifty times as uneven as random.
  bool looks_random() const;
};
/// Returns the evenness of a treatment's recommendations. Pure.
Evenness evenness(const LogTreatment& treatment, std::uint64_t n_tracks);

}  // namespace reprise
