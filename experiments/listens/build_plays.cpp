#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <unordered_set>

#include "experiments/listens/read_listens.h"

namespace reprise {
namespace {

constexpr std::int64_t kMinute = 60000;
constexpr std::int64_t kPieceGap = 30 * kMinute;
constexpr std::int64_t kYear = std::int64_t{365} * 24 * 60 * kMinute;
constexpr std::uint32_t kRemoved = 0xffffffff;

bool earlier(const Play& a, const Play& b) { return a.start < b.start; }

void sort_by_start(std::span<Play> plays) {
  if (!std::is_sorted(plays.begin(), plays.end(), earlier)) {
    std::stable_sort(plays.begin(), plays.end(), earlier);
  }
}

// Leaves out the last row of a format when it lies more than a year after every other row.
void leave_out_far_rows(ListensRows& rows) {
  struct Latest {
    std::int64_t time = 0;
    std::int64_t time_before = 0;
    std::size_t row = 0;
    std::size_t rows = 0;
  };
  std::map<std::string, Latest> by_format;
  std::vector<Latest*> of_file;
  for (const ListenedFile& file : rows.files()) of_file.push_back(&by_format[file.format]);
  PlayBlocks& plays = rows.plays();
  for (std::size_t i = 0; i < plays.size(); ++i) {
    Latest& latest = *of_file[plays[i].file];
    const std::int64_t time = plays[i].start;
    if (latest.rows++ == 0) {
      latest.time = latest.time_before = time;
      latest.row = i;
    } else if (time > latest.time || latest.rows == 2) {
      latest.time_before = std::min(time, latest.time);
      if (time > latest.time) latest.row = i;
      latest.time = std::max(time, latest.time);
    } else {
      latest.time_before = std::max(latest.time_before, time);
    }
  }
  for (const auto& [format, latest] : by_format) {
    if (latest.rows < 2 || latest.time - latest.time_before <= kYear) continue;
    Play& play = plays[latest.row];
    play.user = kRemoved;
    rows.files()[play.file].account.take_back(LeftOut::bad_time);
  }
}

// Moves the rows to one array by user, in their order; frees them on the way.
std::vector<Play> gather_by_user(PlayBlocks& rows, std::size_t users,
                                 std::vector<std::size_t>& begins) {
  begins.assign(users + 1, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].user != kRemoved) ++begins[rows[i].user + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Play> plays(begins.back());
  std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].user != kRemoved) plays[next[rows[i].user]++] = rows[i];
    if ((i + 1) % PlayBlocks::kBlock == 0) rows.free_block_of(i);
  }
  return plays;
}

bool equal_fields(const Play& a, const Play& b) {
  return a.fields_or_span == b.fields_or_span && a.track == b.track && a.played == b.played &&
         a.length == b.length && a.end == b.end;
}

// Leaves out rows that equal an earlier one; rows are by start, so equal ones are near. Returns the
// number of rows that remain, at the front.
std::size_t leave_out_duplicates(std::span<Play> plays, std::vector<ListenedFile>& files) {
  std::size_t kept = 0;
  std::size_t same_start = 0;  // the first kept row of this start
  std::unordered_set<std::uint64_t> seen;
  constexpr std::size_t kFewRows = 16;
  for (const Play& play : plays) {
    if (kept == 0 || plays[kept - 1].start != play.start) {
      same_start = kept;
      seen.clear();
    }
    bool duplicate = false;
    if (kept - same_start < kFewRows) {
      for (std::size_t i = same_start; i < kept && !duplicate; ++i) {
        duplicate = equal_fields(plays[i], play);
      }
    } else {
      const auto key = [](const Play& row) {
        return (std::uint64_t{row.track} << 32U) | row.fields_or_span;
      };
      if (seen.empty()) {
        for (std::size_t i = same_start; i < kept; ++i) seen.insert(key(plays[i]));
      }
      duplicate = !seen.insert(key(play)).second;
    }
    if (duplicate) {
      files[play.file].account.take_back(LeftOut::duplicate);
    } else {
      plays[kept++] = play;
    }
  }
  return kept;
}

// Gives rows whose end is known to the minute a start: each begins when its played time before its
// minute, or when the row before it in the file ended, whichever is later; but ends within its
// minute. So rows keep the order of the file, whatever was played.
void place_within_minutes(std::span<Play> plays) {
  std::int64_t start_before = std::numeric_limits<std::int64_t>::min();
  std::int64_t end_before = start_before;
  for (Play& play : plays) {
    if (play.time_is != TimeIs::end_minute) continue;
    const std::int64_t minute = play.start;
    const std::int64_t played = play.played == Play::kUnknown ? 0 : play.played;
    const std::int64_t latest = minute + kMinute - 1 - played;
    std::int64_t start = std::max(minute - played, std::min(end_before, latest));
    start = std::max(start, start_before);
    play.start = start_before = start;
    end_before = start + played;
  }
  sort_by_start(plays);
}

// Says how long each row lasted, as far as is known: for pauses between plays.
void set_spans(std::span<Play> plays) {
  for (std::size_t i = 0; i < plays.size(); ++i) {
    Play& play = plays[i];
    if (play.played != Play::kUnknown && !play.share_only) {
      play.fields_or_span = play.played;
      continue;
    }
    // Not known: a track's length, half of it for a skipped one, but not beyond the next start.
    std::int64_t span = play.length == Play::kUnknown ? 0 : play.length;
    if (play.end == PlayEnd::skipped) span /= 2;
    if (i + 1 < plays.size()) span = std::min(span, plays[i + 1].start - play.start);
    play.fields_or_span = static_cast<std::uint32_t>(span);
  }
}

std::uint32_t add_known(std::uint32_t a, std::uint32_t b) {
  if (a == Play::kUnknown || b == Play::kUnknown) return Play::kUnknown;
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(std::uint64_t{a} + b, Play::kUnknown - 1));
}

// Joins the pieces of one listen: of one track, the earlier of which was interrupted less than half
// an hour before the later one began. An end that is not known is none that was interrupted.
// Returns the number of plays that remain, at the front.
std::size_t join_pieces(std::span<Play> plays) {
  std::size_t kept = 0;
  for (const Play& play : plays) {
    Play* before = kept == 0 ? nullptr : &plays[kept - 1];
    if (before == nullptr || before->track != play.track || before->end != PlayEnd::stopped ||
        before->session_ends || before->share_only || play.share_only ||
        play.start - before->end_time() >= kPieceGap) {
      plays[kept++] = play;
      continue;
    }
    const std::int64_t end = std::max(before->end_time(), play.end_time());
    before->fields_or_span =
        static_cast<std::uint32_t>(std::min<std::int64_t>(end - before->start, Play::kUnknown - 1));
    before->played = add_known(before->played, play.played);
    if (before->length == Play::kUnknown) before->length = play.length;
    before->end = play.end;
    before->private_play = before->private_play || play.private_play;
    before->session_ends = play.session_ends;
  }
  return kept;
}

// Calls `begin` with each play that begins a session.
template <class Begin>
void walk_sessions(std::span<const Play> plays, double gap_minutes, const Begin& begin) {
  const auto gap = static_cast<std::int64_t>(gap_minutes * kMinute);
  std::int64_t end = 0;
  for (std::size_t i = 0; i < plays.size(); ++i) {
    const Play& play = plays[i];
    const bool other_user = i == 0 || plays[i - 1].user != play.user;
    if (other_user || plays[i - 1].session_ends || play.start - end >= gap) {
      begin(i);
      end = play.end_time();
    } else {
      end = std::max(end, play.end_time());
    }
  }
}

}  // namespace

std::vector<std::uint64_t> count_sessions(const std::vector<Play>& plays,
                                          const std::vector<int>& gaps) {
  // A play behind a pause ends later than all before it, so that the latest end of the session is
  // the latest end of the user so far, whatever the gap.
  std::vector<std::uint64_t> sessions(gaps.size());
  std::int64_t end = 0;
  for (std::size_t i = 0; i < plays.size(); ++i) {
    const Play& play = plays[i];
    const bool begins = i == 0 || plays[i - 1].user != play.user || plays[i - 1].session_ends;
    for (std::size_t gap = 0; gap < gaps.size(); ++gap) {
      sessions[gap] += begins || play.start - end >= gaps[gap] * kMinute ? 1 : 0;
    }
    end = begins ? play.end_time() : std::max(end, play.end_time());
  }
  return sessions;
}

ListeningLog build_plays(ListensRows& rows, const ListensRequest& request) {
  leave_out_far_rows(rows);
  ListeningLog log;
  std::vector<std::size_t> begins;
  log.plays = gather_by_user(rows.plays(), rows.names().users().size(), begins);
  std::size_t kept = 0;
  for (std::size_t user = 0; user + 1 < begins.size(); ++user) {
    std::span<Play> plays(log.plays.data() + begins[user], begins[user + 1] - begins[user]);
    sort_by_start(plays);
    plays = plays.first(leave_out_duplicates(plays, rows.files()));
    const bool minutes = std::any_of(plays.begin(), plays.end(), [](const Play& play) {
      return play.time_is == TimeIs::end_minute;
    });
    if (minutes) place_within_minutes(plays);
    set_spans(plays);
    const std::size_t joined = join_pieces(plays);
    log.joined += plays.size() - joined;
    std::copy_n(plays.begin(), joined, log.plays.begin() + static_cast<std::ptrdiff_t>(kept));
    kept += joined;
  }
  log.plays.resize(kept);
  walk_sessions(log.plays, request.gap_minutes,
                [&log](std::size_t i) { log.plays[i].begins_session = true; });
  log.files = std::move(rows.files());
  for (const ListenedFile& file : log.files) log.total += file.account;
  log.users = rows.names().users();
  log.tracks = rows.names().tracks();
  log.artists = rows.names().artists();
  log.relative_times = rows.relative_times();
  return log;
}

}  // namespace reprise
