// Defines how rows and plays are kept: 32 bytes each, because logs have hundreds of millions.
#pragma once

#include <cstdint>
#include <limits>

#include "experiments/listens/listen_row.h"

namespace reprise {

/// A used row, and after read_listens() a play, which may be several rows (pieces of one listen).
struct Play {
  static constexpr std::uint32_t kUnknown = std::numeric_limits<std::uint32_t>::max();
  /// Shares that stand for themselves, without a length, are counted in these parts.
  static constexpr double kShareParts = 1e6;

  std::int64_t start = 0;           // milliseconds, as ListenRow::time
  std::uint32_t user = 0;           // index into ListeningLog::users
  std::uint32_t track = 0;          // index into ListeningLog::tracks
  std::uint32_t played = kUnknown;  // milliseconds; with share_only, parts of the length
  /// Of the track, in milliseconds, where the log gives it. While rows with Choice::by_order are
  /// read: the track that was recommended to be heard next.
  std::uint32_t length = kUnknown;
  /// While rows are read: the hash of all fields. Of a play: from its start to its end, in
  /// milliseconds, as far as is known.
  std::uint32_t fields_or_span = 0;
  std::uint16_t file = 0;  // index into ListeningLog::files, of the first row
  PlayEnd end : 3 = PlayEnd::unknown;
  Choice choice : 2 = Choice::unknown;
  TimeIs time_is : 2 = TimeIs::start;  // while rows are read
  bool private_play : 1 = false;
  bool session_ends : 1 = false;
  bool share_only : 1 = false;
  bool relative : 1 = false;        // the start is since the log's unknown first day
  bool interrupted : 1 = false;     // the same track may follow as another piece of the play
  bool begins_session : 1 = false;  // of a play, at the gap that was asked for

  std::int64_t end_time() const { return start + fields_or_span; }
};
static_assert(sizeof(Play) == 32);

}  // namespace reprise
