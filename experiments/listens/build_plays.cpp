#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>

#include <fmt/format.h>

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

bool equal_fields(const Play& a, const Play& b) {
  return a.fields_or_span == b.fields_or_span && a.track == b.track && a.played == b.played &&
         a.length == b.length && a.end == b.end;
}

// Leaves out the last row of a format when it lies more than a year after every other row. Copies
// of it, as files that overlap have them, are no other rows.
void leave_out_far_rows(ListensRows& rows) {
  struct Latest {
    std::int64_t time = 0;
    std::optional<std::int64_t> time_before;
    std::vector<std::size_t> copies;  // of the latest row
  };
  std::map<std::string, std::array<Latest, 2>> by_format;  // with a calendar, and without one
  std::vector<std::array<Latest, 2>*> of_file;
  for (const ListenedFile& file : rows.files()) of_file.push_back(&by_format[file.format]);
  PlayBlocks& plays = rows.plays();
  for (std::size_t i = 0; i < plays.size(); ++i) {
    const Play& play = plays[i];
    Latest& latest = (*of_file[play.file])[play.relative ? 1 : 0];
    if (latest.copies.empty() || play.start > latest.time) {
      if (!latest.copies.empty()) latest.time_before = latest.time;
      latest.time = play.start;
      latest.copies = {i};
      continue;
    }
    const Play& last = plays[latest.copies.front()];
    if (play.start == latest.time && play.user == last.user && equal_fields(play, last)) {
      latest.copies.push_back(i);
    } else {
      latest.time_before = std::max(latest.time_before.value_or(play.start), play.start);
    }
  }
  for (const auto& [format, both] : by_format) {
    for (const Latest& latest : both) {
      if (!latest.time_before || latest.time - *latest.time_before <= kYear) continue;
      for (const std::size_t copy : latest.copies) {
        plays[copy].user = kRemoved;
        rows.files()[plays[copy].file].account.take_back(LeftOut::bad_time);
      }
    }
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

// Decides who chose the tracks of rows of which the row before tells: in a session, the track that
// was recommended there, or another one, which means that rows are missing. These are counted for
// the row's file.
struct OrderCounts {
  std::uint64_t later = 0;  // rows within a session
  std::uint64_t other = 0;  // those that do not play what was recommended
};

void decide_choices(std::span<Play> plays, std::vector<OrderCounts>& files) {
  std::optional<std::uint32_t> waiting;  // the recommendation that the session waits for
  for (Play& play : plays) {
    if (play.choice != Choice::by_order) continue;
    play.choice = Choice::own;
    if (waiting) {
      const bool recommended = *waiting == play.track;
      play.choice = recommended ? Choice::recommended : Choice::unknown;
      ++files[play.file].later;
      if (!recommended) ++files[play.file].other;
    }
    waiting = play.session_ends ? std::nullopt : std::optional(play.length);
    play.length = Play::kUnknown;
  }
}

void note_choices(const std::vector<OrderCounts>& counts, std::vector<ListenedFile>& files) {
  for (std::size_t file = 0; file < files.size(); ++file) {
    if (counts[file].other == 0) continue;
    files[file].notes.push_back(
        fmt::format("{} of {} rows do not play what was recommended before: is the file of another "
                    "replica missing, or did simulators run at once?",
                    counts[file].other, counts[file].later));
  }
}

// Gives rows whose end is known to the minute a start and an end. Each begins when its played time
// before its minute, or when the row before it in the file ended, whichever is later; but ends
// within its minute. A row never begins before the one before it, and is then shorter than what was
// played: the end is what the log says. So rows keep the order of the file, whatever was played.
void place_within_minutes(std::span<Play> plays) {
  std::int64_t start_before = std::numeric_limits<std::int64_t>::min();
  std::int64_t end_before = start_before;
  for (Play& play : plays) {
    if (play.time_is != TimeIs::end_minute) continue;
    const std::int64_t minute = play.start;
    const std::int64_t played = play.played == Play::kUnknown ? 0 : play.played;
    const std::int64_t latest = minute + kMinute - 1 - played;
    const std::int64_t end = std::max(minute - played, std::min(end_before, latest)) + played;
    play.start = start_before = std::max(end - played, start_before);
    play.fields_or_span = static_cast<std::uint32_t>(end - play.start);
    end_before = end;
  }
}

// Gives rows of which the end is all that is known a start: what was heard began its length before
// its end, and what was skipped half of it, but not before the row before it ended.
void place_before_ends(std::span<Play> plays) {
  std::int64_t end_before = std::numeric_limits<std::int64_t>::min();
  for (Play& play : plays) {
    if (play.time_is != TimeIs::end_alone) continue;
    const std::int64_t end = play.start;
    const std::int64_t length = play.length == Play::kUnknown ? 0 : play.length;
    play.start = std::max(end - (play.end == PlayEnd::skipped ? length / 2 : length), end_before);
    play.fields_or_span = static_cast<std::uint32_t>(end - play.start);
    end_before = end;
  }
}

// Gives the rows of a user whose starts are not known yet a start, and sorts them by it.
void place_by_ends(std::span<Play> plays) {
  const bool any = std::any_of(plays.begin(), plays.end(), [](const Play& play) {
    return play.time_is == TimeIs::end_minute || play.time_is == TimeIs::end_alone;
  });
  if (!any) return;
  place_within_minutes(plays);
  place_before_ends(plays);
  sort_by_start(plays);
}

// Says how long each row lasted, as far as is known: for pauses between plays.
void set_spans(std::span<Play> plays) {
  for (std::size_t i = 0; i < plays.size(); ++i) {
    Play& play = plays[i];
    // Rows that were placed by their ends have their spans.
    if (play.time_is == TimeIs::end_minute || play.time_is == TimeIs::end_alone) continue;
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
// an hour before the later one began. Returns the number of plays that remain, at the front.
std::size_t join_pieces(std::span<Play> plays) {
  std::size_t kept = 0;
  for (const Play& play : plays) {
    Play* before = kept == 0 ? nullptr : &plays[kept - 1];
    if (before == nullptr || before->track != play.track || !before->interrupted ||
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
    before->interrupted = play.interrupted;
    before->private_play = before->private_play || play.private_play;
    before->session_ends = play.session_ends;
  }
  return kept;
}

// Calls `take` with the number of each play and a function that says whether the play begins a
// session when pauses of so many milliseconds separate them. A play behind a pause ends later than
// all before it, so that the latest end of the session is the latest end of the user so far,
// whatever the pause.
template <class Take>
void walk_pauses(std::span<const Play> plays, const Take& take) {
  std::int64_t end = 0;
  for (std::size_t i = 0; i < plays.size(); ++i) {
    const Play& play = plays[i];
    const bool begins = i == 0 || plays[i - 1].user != play.user || plays[i - 1].session_ends;
    take(i, [&](std::int64_t pause) { return begins || play.start - end >= pause; });
    end = begins ? play.end_time() : std::max(end, play.end_time());
  }
}

}  // namespace

std::vector<std::uint64_t> count_sessions(const std::vector<Play>& plays,
                                          const std::vector<int>& gaps) {
  std::vector<std::uint64_t> sessions(gaps.size());
  walk_pauses(plays, [&](std::size_t, const auto& begins_after) {
    for (std::size_t gap = 0; gap < gaps.size(); ++gap) {
      sessions[gap] += begins_after(gaps[gap] * kMinute) ? 1 : 0;
    }
  });
  return sessions;
}

ListeningLog build_plays(ListensRows& rows, const ListensRequest& request) {
  leave_out_far_rows(rows);
  ListeningLog log;
  std::vector<std::size_t> begins;
  log.plays = gather_by_user(rows.plays(), rows.names().users().size(), begins);
  std::vector<OrderCounts> order_counts(rows.files().size());
  std::size_t kept = 0;
  for (std::size_t user = 0; user + 1 < begins.size(); ++user) {
    std::span<Play> plays(log.plays.data() + begins[user], begins[user + 1] - begins[user]);
    sort_by_start(plays);
    plays = plays.first(leave_out_duplicates(plays, rows.files()));
    decide_choices(plays, order_counts);
    place_by_ends(plays);
    set_spans(plays);
    const std::size_t joined = join_pieces(plays);
    log.joined += plays.size() - joined;
    std::copy_n(plays.begin(), joined, log.plays.begin() + static_cast<std::ptrdiff_t>(kept));
    kept += joined;
  }
  log.plays.resize(kept);
  note_choices(order_counts, rows.files());
  const auto gap = static_cast<std::int64_t>(request.gap_minutes * kMinute);
  walk_pauses(log.plays, [&log, gap](std::size_t i, const auto& begins_after) {
    log.plays[i].begins_session = begins_after(gap);
  });
  log.files = std::move(rows.files());
  for (const ListenedFile& file : log.files) log.total += file.account;
  log.users = rows.names().users();
  log.tracks = rows.names().tracks();
  log.artists = rows.names().artists();
  return log;
}

}  // namespace reprise
