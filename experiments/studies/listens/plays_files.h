// Writes the plays of listening logs as files for notebooks.
#pragma once

#include <filesystem>

#include "experiments/listens/read_listens.h"
#include "experiments/listens/track_lengths.h"

namespace reprise {

/// Writes, into a directory that exists:
///   plays.csv   a row a play, by user and start: user, session, start, played_seconds,
///               length_seconds, length_is (given, estimated, unknown), played_share, ended,
///               choice, track (its number), id, artist, title. What is not known is empty.
///   plays.npy   the same plays as one structured array of NumPy's (little-endian): start_ms i8,
///               user u4, session u4, track u4, played_s f4, length_s f4, share f4 (NaN where it is
///               not known), ended u1 (0 unknown, 1 heard out, 2 skipped, 3 stopped, 4 not
///               skipped), choice u1 (0 unknown, 1 own, 2 recommended)
///   users.csv   user (its number in plays.npy), name, plays
///   tracks.csv  track, id, artist, title, plays
/// Starts are in UTC, or seconds from an unknown day where a log has no calendar. Incognito plays,
/// and users and tracks that have no others, are in none of the files. Files are written a block at
/// a time, then renamed. Throws UserError when a file cannot be written.
void write_plays(const std::filesystem::path& directory, const ListeningLog& log,
                 const TrackLengths& lengths);

}  // namespace reprise
