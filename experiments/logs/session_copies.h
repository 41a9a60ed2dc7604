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

/// What was found in a log.
struct CopiedSessions {
  std::uint64_t sessions =
      0;          // finished sessions, when the rows of sessions side by side are told apart
  Oddity copies;  // sessions that began with the user and the track of one that was going on
  std::uint64_t alike = 0;  // copies that went on, row by row, as that one did
  Oddity side_by_side;      // other sessions that began while one of the same user was going on
  Oddity unexplained;       // rows that belong to no session that was going on
};

/// Tells the sessions of a user apart that go on at the same time: a row belongs to the session to
/// which its track was recommended. Rows of a user must come in the order of time. Memory is
/// for the users and the sessions that are going on. Not safe to use from several threads.
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
    bool copy = false;
  };
  struct User {
    std::vector<Session> open;
    std::vector<Session> ended;  // while others of the user are open
  };

  void end(User& user, std::size_t place);

  std::unordered_map<std::int64_t, User> users_;
  CopiedSessions found_;
};

}  // namespace reprise
