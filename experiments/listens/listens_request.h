// Defines what is read by `reprise listens`, and how.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/listens/text/time_text.h"

namespace reprise {

/// What a column of a table holds.
enum class ColumnRole : std::uint8_t {
  user,
  time,      // the start of the play
  end_time,  // its end
  track,     // the id
  artist,
  title,
  played,        // a duration
  played_share,  // of the track's length
  length,        // a duration
  organic,       // 1: the listener chose the track
  recommended,   // 1: a recommender chose it
  skipped,       // 1: the listener skipped the track
  heard_out,     // 1: the track ended
  incognito,     // 1: a private play
};

/// A column of a table: its role, its name in the table, and its unit where that was declared.
struct TableColumn {
  ColumnRole role = ColumnRole::user;
  std::string name;
  std::optional<TimeUnit> unit;  // of times and durations
  double share_scale = 1;        // of shares: 0.01 for percent
};

/// Reads "user=uid,time=ts:ms,track=item_id": ROLE=COLUMN or ROLE=COLUMN:UNIT, between commas,
/// blanks or line ends. Roles: user, time, end_time, track, artist, title, played, length (each of
/// the last two also as played_s, played_ms, length_s, length_ms), played_share, played_percent,
/// organic, recommended, skipped, heard_out, incognito. Units: s, ms, us, ns. Throws UserError at
/// `--columns`.
std::vector<TableColumn> read_columns(std::string_view text);

/// Returns the name of a role, as read_columns takes it.
const char* role_name(ColumnRole role);

enum class Stamp : std::uint8_t { by_data, start, end };

struct ListensRequest {
  std::vector<std::string> paths;  // files, zip archives, folders; "-" is standard input
  std::vector<TableColumn> columns;
  double gap_minutes = 30;       // at least so long a pause separates sessions
  bool drop_private = false;     // incognito plays are left out
  bool join_ids = false;         // ids of one song are one track
  bool user_per_file = false;    // each file is a person's own
  Stamp stamp = Stamp::by_data;  // of Rockbox logs
  std::uint64_t bad_rows = 0;    // so many rows may be unreadable
  /// Milliseconds since 1970; rows later than this are left out.
  std::int64_t now = std::numeric_limits<std::int64_t>::max();
};

}  // namespace reprise
