// Reads logs of listening: files of any known formats become plays and sessions, and every row is
// accounted for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/listens/listens_request.h"
#include "experiments/listens/listens_rows.h"
#include "experiments/listens/names.h"
#include "experiments/listens/play.h"

namespace reprise {

/// Logs of listening as they were read.
struct ListeningLog {
  std::vector<ListenedFile> files;
  RowAccount total;
  /// All plays, by user, then by start; ties keep the order of the rows. Play::length is the
  /// track's length where the log gives one.
  std::vector<Play> plays;
  std::vector<LogListener> users;    // users of used rows have plays; others may be there, too
  std::vector<LogTrack> tracks;      // likewise
  std::vector<std::string> artists;  // likewise
  std::uint64_t joined = 0;          // seams between pieces of one play
  std::uint64_t left_closed = 0;     // files of archives and folders that are no logs
  std::uint64_t not_fetched = 0;     // files of folders that are Git LFS pointers
};

/// Reads all files. Files of archives and folders that are no log of listening are left closed;
/// a file that is named itself must be one. Unnamed owners of accounts of one format are one user.
/// Memory: 32 bytes for each used row, twice while they are sorted, besides each name once; no
/// more for rows that are left out. Throws UserError, with file:line where there is one, for files
/// that cannot be read, are empty, cut off or of no known format, and when there is no row at all.
ListeningLog read_listens(const ListensRequest& request,
                          const ListensProgressCallback& progress = {});

/// Sorts the used rows, leaves out rows that lie a year after all others of their format and
/// duplicates, joins pieces, and marks where sessions begin. Empties `rows`.
ListeningLog build_plays(ListensRows& rows, const ListensRequest& request);

/// Returns the numbers of sessions when a pause of so many minutes (end to start) separates two,
/// for each of `gaps`. A session is of one user. Plays that end a session by the log itself do so
/// whatever the pause. Pure.
std::vector<std::uint64_t> count_sessions(const std::vector<Play>& plays,
                                          const std::vector<int>& gaps);

}  // namespace reprise
