// Defines what logs of listening say, as plain numbers: for reports, and for programs as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reprise {

/// Rows by what became of them: rows = used + the sum of left_out.
struct RowCounts {
  std::uint64_t rows = 0;
  std::uint64_t used = 0;
  /// Reasons that occur, and their rows: {"not_a_track", 23}.
  std::vector<std::pair<std::string, std::uint64_t>> left_out;
};

struct ListensFileSummary {
  std::string name;  // without its folders; one of ours where it may name an account
  std::string format;
  RowCounts counts;
  std::vector<std::string> notes;
};

/// A name and its plays.
struct NamedPlays {
  std::string name;
  std::uint64_t plays = 0;
};

/// How many plays there are at a place, and how many of them were skipped.
struct SkipsAt {
  std::uint64_t plays = 0;
  std::uint64_t skipped = 0;
};

/// Counts in bins; bin i reaches from edges[i] to below edges[i + 1], the last without an end where
/// there are as many edges as counts.
struct BinnedCounts {
  std::vector<double> edges;
  std::vector<std::uint64_t> counts;
};

/// A cumulative share: the `top` most played tracks have `share` of all plays.
struct PopularityPoint {
  std::uint64_t top = 0;
  double share = 0;
};

struct ListensSummary {
  RowCounts counts;
  std::vector<ListensFileSummary> files;
  std::uint64_t left_closed = 0;  // files of archives and folders that are no logs
  std::uint64_t not_fetched = 0;  // files of folders that are Git LFS pointers

  std::uint64_t plays = 0;
  std::uint64_t joined = 0;  // seams between rows that are pieces of one play
  std::uint64_t users = 0;
  std::uint64_t tracks = 0;
  std::uint64_t artists = 0;
  std::uint64_t sessions = 0;
  std::uint64_t private_plays = 0;  // incognito: counted, but in no file of plays

  double gap_minutes = 30;
  /// Sessions at other pauses, in minutes.
  std::vector<std::pair<int, std::uint64_t>> sessions_by_gap;

  /// Whether times of Rockbox logs are starts or ends: "start", "end", or "mixed".
  std::optional<std::string> stamp;
  /// Plays without a calendar. Where they are all, times are relative; otherwise dates, hours and
  /// days of the week are those of the other plays.
  std::uint64_t without_calendar = 0;
  bool relative_times = false;
  std::int64_t first_start = 0;  // milliseconds since 1970, or since an unknown day
  std::int64_t last_start = 0;

  // How plays ended.
  std::uint64_t heard_out = 0;
  std::uint64_t skipped = 0;
  std::uint64_t stopped = 0;
  std::uint64_t not_skipped = 0;  // the log says no more
  std::uint64_t end_unknown = 0;

  // Who chose the track.
  std::uint64_t own_choice = 0;
  std::uint64_t recommended = 0;

  // Plays by what is known of their track's length, and of what was played.
  std::uint64_t length_given = 0;
  std::uint64_t length_estimated = 0;
  std::uint64_t length_unknown = 0;
  std::uint64_t played_known = 0;
  double played_hours = 0;  // of plays whose played time is known

  std::uint64_t over_100_percent = 0;  // plays longer than their track; they count as 100 %
  BinnedCounts played_share;           // of plays whose share is known
  std::vector<std::uint64_t> by_hour;  // starts in each hour of the day, as the log's clock has it
  std::vector<std::uint64_t> by_weekday;       // from Monday
  std::vector<std::uint64_t> session_lengths;  // sessions of 1, 2, ... plays; the last: or more
  double median_session_minutes = 0;
  std::vector<SkipsAt> skips_by_position;  // the first, second, ... play of a session
  SkipsAt after_skip;                      // plays of a session after a skipped one
  SkipsAt after_heard;                     // and after one that was heard, not skipped
  BinnedCounts pauses;                     // between a user's plays, in minutes
  std::uint64_t repeats = 0;               // plays of a track that its user had played before
  std::uint64_t immediate_repeats = 0;     // directly after itself
  BinnedCounts plays_per_user;             // users by their number of plays
  std::vector<PopularityPoint> popularity;
  std::vector<NamedPlays> top_artists;
  std::vector<NamedPlays> top_tracks;
};

}  // namespace reprise
