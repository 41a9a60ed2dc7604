// Finds sessions that are copies of others. Upstream's `multi` mode forks its simulators without
// seeding them, so that they share one state of the generator: at the same time they send the same
// users, who begin with the same tracks. The rows of such sessions alternate.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "experiments/logs/log_row.h"
#include "experiments/logs/oddity.h"

namespace reprise {

/// What was found in a log, when the rows of sessions side by side are told apart.
struct CopiedSessions {
  std::uint64_t sessions = 0;  // finished sessions
  Oddity copies;  // finished sessions beside an older one of the same user and first track
  std::uint64_t alike = 0;  // copies that went on, row by row, as another session did
  Oddity side_by_side;      // other finished sessions beside an older one of the same user
  Oddity unexplained;       // rows that belong to no session that was going on
};

/// Tells the sessions of a user apart that go on at the same time: a row belongs to the session to
/// which its track was recommended. Two sessions are side by side when the older one has a row
/// after the younger one began. So a session that was broken off is beside no later one; it is
/// forgotten when a session ends that began after its last row. Rows of a user must come in the
/// order of time. Memory is for the users and the sessions that are going on. Not safe to use from
/// several threads.
class SessionCopies {
 public:
  void add(const LogRow& row);
  const CopiedSessions& found() const { return found_; }

 private:
  struct Session {
    std::int64_t first_track = 0;
    std::uint64_t rows = 0;
    std::uint64_t content = 0;  // a hash of all tracks and times
    std::int64_t expected = LogRow::kNoTrack;
    // The first and the last row among the user's rows.
    std::uint64_t begin = 0;
    std::uint64_t latest = 0;
    // The place of the first row in the log.
    std::uint32_t file = 0;
    std::uint64_t line = 0;
    bool copy = false;    // an older session beside it began with the same track
    bool beside = false;  // an older session beside it began with another track
  };
  struct User {
    std::uint64_t rows = 0;
    std::vector<Session> open;
    std::vector<Session> ended;  // while others of the user are open
  };

  static Session* session_of(User& user, const LogRow& row);
  void end(User& user, std::size_t place);

  std::unordered_map<std::int64_t, User> users_;
  CopiedSessions found_;
};

}  // namespace reprise
