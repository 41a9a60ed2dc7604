// Defines a row of a listening log, as the reader of its format hands it over.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace reprise {

/// The reasons why a row is left out. A row is left out for the first that applies.
enum class LeftOut : std::uint8_t {
  none,         // the row is used
  not_a_track,  // podcast, audiobook, video, advertisement, station, a sum without names
  no_track,     // neither id nor title
  bad_time,     // no time, unreadable, before 2002, in the future, far from all others; or negative
  now_playing,  // the track that plays now, which every page of an API repeats
  private_play,  // incognito, when those are not wanted
  duplicate,     // equal in all fields to a used row
  unreadable,    // no row of the format, when some of these are allowed
};
inline constexpr std::size_t kLeftOutReasons = 8;

/// Returns the name of a reason in files: "not_a_track", "private".
const char* left_out_name(LeftOut reason);

/// How a play ended.
enum class PlayEnd : std::uint8_t {
  unknown,
  heard_out,    // the track ended
  skipped,      // the listener asked for the next track or the one before
  stopped,      // something else was chosen, the app was closed, another device took over, a pause
  not_skipped,  // the log says no more: heard for the most, or simply not skipped
};

/// Who chose the track.
enum class Choice : std::uint8_t {
  unknown,
  own,
  recommended,
  by_order,  // of rows alone: what was recommended before, in all files of the log, decides
};

/// The moment that a row's time names.
enum class TimeIs : std::uint8_t {
  start,
  end,
  end_minute,  // the end, without its seconds: the order within a minute is the file's
  end_alone,   // the end, and nothing says when the play began
};

/// A row. The texts are valid until the reader goes on.
struct ListenRow {
  static constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();
  static constexpr double kNoShare = -1;

  /// The user, as the log names them; empty for the owner of an account.
  std::string_view user{};
  std::string_view id{};  // of the track; empty when there is none
  std::string_view artist{};
  std::string_view title{};
  std::int64_t time = kNoTime;  // milliseconds since 1970, or since the log's unknown first day
  TimeIs time_is = TimeIs::start;
  std::int64_t played = kNoTime;  // milliseconds; kNoTime: unknown
  std::int64_t length = kNoTime;  // of the track, in milliseconds; kNoTime: not given
  double share = kNoShare;        // played / length where the log gives that; may exceed 1
  PlayEnd end = PlayEnd::unknown;
  Choice choice = Choice::unknown;
  /// With Choice::by_order: the id of the track that was recommended to be heard next, if any.
  std::string_view next_id{};
  bool ends_are_said = false;  // the log says how its plays end, if not of each
  bool private_play = false;
  bool session_ends = false;         // the log itself says that a session ends here
  bool relative_time = false;        // the time has no calendar
  std::uint32_t fields = 0;          // hash of all fields: equal rows have equal hashes
  LeftOut left_out = LeftOut::none;  // what the reader itself found
};

}  // namespace reprise
