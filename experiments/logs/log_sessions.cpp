#include "experiments/logs/log_sessions.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "experiments/simulation/engine/totals.h"

namespace reprise {
namespace {

// Returns a user index that is in the same group of RandomGroupSums as this user.
UserIndex group_index(std::int64_t user) {
  return static_cast<UserIndex>(static_cast<std::uint64_t>(user) % RandomGroupSums::kGroups);
}

// Returns the time in hundredths. A time outside [0, 1], which the alarms report, counts as the
// nearest time inside.
std::int64_t hundredths_of(double time) {
  return std::lrint(100 * std::clamp(std::isnan(time) ? 0.0 : time, 0.0, 1.0));
}

}  // namespace

std::uint64_t LogTreatment::sessions() const {
  std::uint64_t sessions = 0;
  for (const LogUser& user : users) sessions += user.sessions;
  return sessions;
}

std::uint64_t LogTreatment::recommendations() const {
  std::uint64_t tracks = 0;
  for (const LogUser& user : users) tracks += user.tracks;
  return tracks - sessions();
}

LogTreatment& LogSessions::treatment(std::uint32_t index) {
  while (totals_.treatments.size() <= index) totals_.treatments.emplace_back();
  return totals_.treatments[index];
}

bool LogSessions::add(const LogRow& row) {
  if (row.treatment == LogRow::kNoTreatment) {
    ++totals_.other_rows;
    return true;
  }
  User& user = users_[row.user];
  if (user.treatment == LogRow::kNoTreatment) user.treatment = row.treatment;
  const bool changed = user.treatment != row.treatment;
  Group& group = changed ? elsewhere_[{row.user, row.treatment}] : user.group;
  LogTreatment& of_row = treatment(row.treatment);
  if (group.place == kNoPlace) {
    group.place = static_cast<std::uint32_t>(of_row.users.size());
    of_row.users.emplace_back().user = row.user;
  } else if (std::tuple(row.timestamp, row.file) < std::tuple(group.timestamp, group.file)) {
    return false;
  }
  group.timestamp = row.timestamp;
  group.file = row.file;
  if (changed && !user.changed) {
    user.changed = true;
    totals_.changed_users.see(row);
  }
  count(row);
  copies_.add(row);
  play(row, of_row, group.session);
  if (row.last) end(of_row, group);
  return true;
}

void LogSessions::count(const LogRow& row) {
  totals_.first = totals_.rows == 0 ? row.timestamp : std::min(totals_.first, row.timestamp);
  totals_.last = totals_.rows == 0 ? row.timestamp : std::max(totals_.last, row.timestamp);
  ++totals_.rows;
  totals_.most_track = std::max({totals_.most_track, row.track, row.recommendation});
  if (!(row.time >= 0 && row.time <= 1)) totals_.odd_times.see(row);
}

void LogSessions::play(const LogRow& row, LogTreatment& treatment, Session& session) {
  if (session.tracks == 0) {
    if (row.time != 1) totals_.headless_sessions.see(row);
  } else {
    const bool unexpected = session.expected != LogRow::kNoTrack && session.expected != row.track;
    if (unexpected && !session.mixed) totals_.mixed_sessions.see(row);
    session.mixed |= unexpected;
    if (session.tracks <= Totals::kSteps) {
      const std::size_t step = session.tracks - 1;
      treatment.steps.add(group_index(row.user), step, 1);
      treatment.time_by_step.add(group_index(row.user), step, hundredths_of(row.time));
    }
  }
  ++session.tracks;
  session.time += row.time;
  session.latency += 1000 * row.latency;
  session.expected = row.recommendation;
  if (row.recommendation == LogRow::kNoTrack) return;
  ++treatment.recommended[row.recommendation];
  treatment.repeats.add(row);
}

void LogSessions::end(LogTreatment& treatment, Group& group) {
  const Session session = std::exchange(group.session, Session());
  LogUser& sums = treatment.users[group.place];
  ++sums.sessions;
  sums.tracks += session.tracks;
  sums.time += session.time;
  sums.latency += session.latency;
  treatment.lengths.add(group_index(sums.user),
                        std::min<std::uint64_t>(session.tracks - 1, Totals::kLongest), 1);
}

LogTotals LogSessions::finish() {
  const auto close = [this](std::uint32_t index, const Group& group) {
    if (group.session.tracks == 0) return;
    LogTreatment& of_session = treatment(index);
    ++of_session.unfinished;
    of_session.unfinished_rows += group.session.tracks;
  };
  for (const auto& [id, user] : users_) close(user.treatment, user.group);
  for (const auto& [key, group] : elsewhere_) close(key.second, group);
  for (LogTreatment& treatment : totals_.treatments) {
    std::sort(treatment.users.begin(), treatment.users.end(),
              [](const LogUser& a, const LogUser& b) { return a.user < b.user; });
  }
  totals_.copied = copies_.found();
  copies_ = {};
  users_.clear();
  elsewhere_.clear();
  return std::exchange(totals_, LogTotals());
}

}  // namespace reprise
