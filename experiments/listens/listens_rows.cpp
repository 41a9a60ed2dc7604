#include "experiments/listens/listens_rows.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/listens/text/folded_name.h"

namespace reprise {
namespace {

// 2002-01-01T00:00:00Z: the first services that wrote logs of listening are of 2002.
constexpr std::int64_t kFirstTime = 1009843200000;

std::uint32_t milliseconds(double value) {
  constexpr double kMost = Play::kUnknown - 1.0;
  return static_cast<std::uint32_t>(std::min(kMost, value + 0.5));
}

bool is_blank(std::string_view name) { return trimmed(name).empty(); }

}  // namespace

const char* left_out_name(LeftOut reason) {
  constexpr std::array<const char*, kLeftOutReasons> kNames = {
      "none",        "not_a_track", "no_track",  "bad_time",
      "now_playing", "private",     "duplicate", "unreadable"};
  return kNames[static_cast<std::size_t>(reason)];
}

RowAccount& RowAccount::operator+=(const RowAccount& other) {
  rows += other.rows;
  used += other.used;
  for (std::size_t i = 0; i < left_out.size(); ++i) left_out[i] += other.left_out[i];
  return *this;
}

void ListensRows::begin_file(std::string name, std::string format, bool hidden_users) {
  constexpr std::size_t kMostFiles = 65535;
  if (files_.size() == kMostFiles) {
    throw UserError({name, 0, 0}, fmt::format("this is file number {}; expected {} at most, so "
                                              "put several into one",
                                              kMostFiles + 1, kMostFiles));
  }
  scope_ = request_.user_per_file ? fmt::format("{}/{}", format, files_.size() + 1) : format;
  hidden_users_ = hidden_users;
  ListenedFile file;
  file.name = std::move(name);
  file.format = std::move(format);
  files_.push_back(std::move(file));
}

LeftOut ListensRows::reason_of(const ListenRow& row) const {
  if (row.left_out == LeftOut::not_a_track || row.left_out == LeftOut::no_track) {
    return row.left_out;
  }
  // NUL letters stand where a writer lost the name.
  const bool broken = row.title.find('\0') != std::string_view::npos ||
                      row.artist.find('\0') != std::string_view::npos;
  if (broken || (row.id.empty() && is_blank(row.title))) return LeftOut::no_track;
  if (row.left_out != LeftOut::none) return row.left_out;
  if (row.time == ListenRow::kNoTime) return LeftOut::bad_time;
  if (!row.relative_time && (row.time < kFirstTime || row.time > request_.now)) {
    return LeftOut::bad_time;
  }
  const bool negative = (row.played != ListenRow::kNoTime && row.played < 0) ||
                        (row.share < 0 && row.share != ListenRow::kNoShare);
  if (negative) return LeftOut::bad_time;
  if (row.private_play && request_.drop_private) return LeftOut::private_play;
  return LeftOut::none;
}

void ListensRows::count() {
  ++files_.back().account.rows;
  constexpr std::uint64_t kRowsBetweenReports = std::uint64_t{1} << 15U;
  if (++rows_ % kRowsBetweenReports == 0 && report_) report_(rows_);
}

void ListensRows::leave_out(LeftOut reason) {
  count();
  ++files_.back().account.left_out[static_cast<std::size_t>(reason)];
}

void ListensRows::add(const ListenRow& row) {
  const LeftOut reason = reason_of(row);
  if (reason != LeftOut::none) {
    leave_out(reason);
    return;
  }
  count();
  ++files_.back().account.used;
  std::uint32_t length = Play::kUnknown;
  if (row.length != ListenRow::kNoTime && row.length > 0) {
    length = milliseconds(static_cast<double>(row.length));
  }
  std::uint32_t played = Play::kUnknown;
  bool share_only = false;
  if (row.played != ListenRow::kNoTime) {
    played = milliseconds(static_cast<double>(row.played));
  } else if (row.share != ListenRow::kNoShare && length != Play::kUnknown) {
    played = milliseconds(row.share * length);
  } else if (row.share != ListenRow::kNoShare) {
    played = milliseconds(row.share * Play::kShareParts);
    share_only = true;
  }
  const bool played_known = played != Play::kUnknown && !share_only;
  // Where a log says of some plays how they ended, the others were neither heard out nor skipped.
  const bool interrupted = row.end == PlayEnd::stopped ||
                           (row.end == PlayEnd::unknown && row.ends_are_said && played_known);
  const std::uint32_t user = names_.user(scope_, row.user, hidden_users_);
  const std::uint32_t track = names_.track(row.id, row.artist, row.title);
  if (!row.next_id.empty()) length = names_.track(row.next_id, {}, {});
  // The row is written where it stays: a copy of what was written in parts waits for all of them.
  ::new (plays_.add())
      Play{.start = row.time_is == TimeIs::end && played_known ? row.time - played : row.time,
           .user = user,
           .track = track,
           .played = played,
           .length = length,
           .fields_or_span = row.fields,
           .file = static_cast<std::uint16_t>(files_.size() - 1),
           .end = row.end,
           .choice = row.choice,
           .time_is = row.time_is,
           .private_play = row.private_play,
           .session_ends = row.session_ends,
           .share_only = share_only,
           .relative = row.relative_time,
           .interrupted = interrupted};
}

void ListensRows::unreadable(const UserError& error) {
  if (unreadable_ == request_.bad_rows) {
    throw UserError(
        fmt::format("{} (`reprise listens --bad-rows {}` leaves such a row out and counts it)",
                    error.what(), request_.bad_rows + 1));
  }
  ++unreadable_;
  leave_out(LeftOut::unreadable);
}

}  // namespace reprise
