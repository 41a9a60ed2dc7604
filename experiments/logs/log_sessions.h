// Sessions, rebuilt from the rows of a log as the upstream notebook does it, and what they add up
// to for each user; beside that, whatever should not be in a sound log.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "experiments/logs/log_row.h"
#include "experiments/simulation/engine/random_group_sums.h"

namespace reprise {

/// A user's finished sessions in one treatment.
struct LogUser {
  std::int64_t user = 0;
  std::uint64_t sessions = 0;
  std::uint64_t tracks = 0;  // rows: the first track of a session included
  double time = 0;           // listened, in tracks
  double latency = 0;        // of all rows, milliseconds
};

/// A treatment's share of a log.
struct LogTreatment {
  std::vector<LogUser> users;         // everybody with a row in it, by their numbers
  std::uint64_t unfinished = 0;       // sessions without a last row: in no other figure but
                                      // those by step and by track
  std::uint64_t unfinished_rows = 0;  // rows of these
  // Finished sessions by recommended tracks; Totals::kLongest: or more.
  RandomGroupSums lengths;
  // Of the first, second, ... recommended track: how many sessions had one, and their times' sum in
  // hundredths, to which a log's times are rounded here and nowhere else.
  RandomGroupSums steps;
  RandomGroupSums time_by_step;
  std::unordered_map<std::int64_t, std::uint64_t> recommended;  // how often each track was

  std::uint64_t sessions() const;         // finished
  std::uint64_t recommendations() const;  // of finished sessions
};

/// Something that a sound log does not have: how often, and where it was seen first.
struct Oddity {
  std::uint64_t count = 0;
  std::uint32_t file = 0;
  std::uint64_t line = 0;

  void see(const LogRow& row) {
    if (count++ > 0) return;
    file = row.file;
    line = row.line;
  }
};

/// What a whole log says of one experiment.
struct LogTotals {
  std::vector<LogTreatment> treatments;  // as LogRow::treatment counts them
  std::uint64_t rows = 0;                // of the experiment
  std::uint64_t other_rows = 0;          // of none of its treatments
  double first = 0;                      // times of the first and the last row, milliseconds since
  double last = 0;                       // 1970; of the experiment
  std::int64_t most_track = -1;          // the highest number of a track
  Oddity mixed_sessions;     // go on with another track than was recommended just before
  Oddity headless_sessions;  // begin with another time than 1
  Oddity odd_times;          // rows with a time outside [0, 1]
  Oddity changed_users;      // users in more than one treatment
};

/// Takes the rows of a log in their order; its memory grows with users and tracks, not with rows.
/// As in the notebook, rows are grouped by user and treatment first: in a group, a session ends
/// with a `last` row, and the next row begins another. Not safe to use from several threads at
/// once.
class LogSessions {
 public:
  /// False, and nothing is taken, for a row that should have come before one of its group that was
  /// taken already: by time, then by file.
  bool add(const LogRow& row);

  /// All of it, once no row is left. Leaves nothing here.
  LogTotals finish();

 private:
  static constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

  struct Session {
    std::uint64_t tracks = 0;  // 0: none is open
    double time = 0;
    double latency = 0;
    std::int64_t expected = LogRow::kNoTrack;  // what was recommended last
    bool mixed = false;
  };
  // The rows of a user in one treatment.
  struct Group {
    std::uint32_t place = kNoPlace;  // of the user among the treatment's
    std::uint32_t file = 0;          // of the last row
    double timestamp = 0;            // of the last row
    Session session;
  };
  struct User {
    std::uint32_t treatment = LogRow::kNoTreatment;  // of the first row
    bool changed = false;
    Group group;  // in that treatment
  };

  void count(const LogRow& row);
  void play(const LogRow& row, LogTreatment& treatment, Session& session);
  static void end(LogTreatment& treatment, Group& group);
  LogTreatment& treatment(std::uint32_t index);

  LogTotals totals_;
  std::unordered_map<std::int64_t, User> users_;
  // Of users in other treatments than their first.
  std::map<std::pair<std::int64_t, std::uint32_t>, Group> elsewhere_;
};

}  // namespace reprise
