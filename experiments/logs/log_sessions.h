// Rebuilds sessions from the rows of a log as the upstream notebook does, and sums them for each
// user. Also counts the oddities that a sound log does not have.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "experiments/logs/list_repeats.h"
#include "experiments/logs/log_row.h"
#include "experiments/logs/oddity.h"
#include "experiments/logs/session_copies.h"
#include "experiments/simulation/engine/random_group_sums.h"

namespace reprise {

/// The sums of a user's finished sessions in one treatment.
struct LogUser {
  std::int64_t user = 0;
  std::uint64_t sessions = 0;
  std::uint64_t tracks = 0;  // rows, with the first track of each session
  double time = 0;           // time listened, in tracks
  double latency = 0;        // sum over all rows, in milliseconds
};

/// The part of a log that belongs to one treatment.
struct LogTreatment {
  std::vector<LogUser> users;         // every user with a row in the treatment, by number
  std::uint64_t unfinished = 0;       // sessions without a last row; counted only by step and track
  std::uint64_t unfinished_rows = 0;  // rows of the unfinished sessions
  // Finished sessions by their number of recommended tracks; the entry Totals::kLongest counts all
  // sessions of that length or more.
  RandomGroupSums lengths;
  // For the first, second, ... recommended track: the number of sessions that had such a track, and
  // the sum of its times in hundredths. A log's times are rounded to hundredths for these sums
  // only.
  RandomGroupSums steps;
  RandomGroupSums time_by_step;
  std::unordered_map<std::int64_t, std::uint64_t> recommended;  // recommendations by track
  ListRepeats repeats;                                          // of recommendations

  std::uint64_t sessions() const;         // finished sessions
  std::uint64_t recommendations() const;  // recommendations of the finished sessions
};

/// The totals of a whole log for one experiment.
struct LogTotals {
  std::vector<LogTreatment> treatments;  // indexed by LogRow::treatment
  std::uint64_t rows = 0;                // rows of the experiment
  std::uint64_t other_rows = 0;          // rows without a treatment of the experiment
  double first = 0;              // time of the experiment's first row, milliseconds since 1970
  double last = 0;               // time of the experiment's last row, milliseconds since 1970
  std::int64_t most_track = -1;  // the highest track number
  CopiedSessions copied;         // sessions that are copies of others
  Oddity mixed_sessions;         // sessions that go on with another track than recommended
  Oddity headless_sessions;      // sessions that begin with another time than 1
  Oddity odd_times;              // rows with a time outside [0, 1]
  Oddity changed_users;          // users in more than one treatment
};

/// Takes the rows of a log in their order. Its memory grows with users and tracks, not with rows.
/// As in the notebook, rows are first grouped by user and treatment: in a group, a session ends
/// with a `last` row, and the next row begins another session. Not safe to use from several threads
/// at once.
class LogSessions {
 public:
  /// Adds a row. Returns false, and adds nothing, for a row that by time, then by file, should have
  /// come before a row of its group that was added already.
  bool add(const LogRow& row);

  /// Returns the totals, once no row is left, and leaves this object empty.
  LogTotals finish();

 private:
  static constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

  struct Session {
    std::uint64_t tracks = 0;  // 0: no session is open
    double time = 0;
    double latency = 0;
    std::int64_t expected = LogRow::kNoTrack;  // the last recommendation
    bool mixed = false;
  };
  // The state of a user's rows in one treatment.
  struct Group {
    std::uint32_t place = kNoPlace;  // index of the user among the treatment's users
    std::uint32_t file = 0;          // of the group's last row
    double timestamp = 0;            // of the group's last row
    Session session;
  };
  struct User {
    std::uint32_t treatment = LogRow::kNoTreatment;  // of the user's first row
    bool changed = false;
    Group group;  // the group of this treatment
  };

  void count(const LogRow& row);
  void play(const LogRow& row, LogTreatment& treatment, Session& session);
  static void end(LogTreatment& treatment, Group& group);
  LogTreatment& treatment(std::uint32_t index);

  LogTotals totals_;
  SessionCopies copies_;
  std::unordered_map<std::int64_t, User> users_;
  // Groups of users in other treatments than their first.
  std::map<std::pair<std::int64_t, std::uint32_t>, Group> elsewhere_;
};

}  // namespace reprise
