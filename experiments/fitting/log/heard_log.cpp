#include "experiments/fitting/log/heard_log.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "experiments/fitting/log/take_sessions.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

Returns returns_of(const ListeningLog& log, double gap_minutes) {
  constexpr double kHour = 3'600'000;
  constexpr double kLeast = 1.0 / 3600;  // where the log itself ends sessions
  Returns returns;
  returns.least_hours = gap_minutes / 60;
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 1; i < log.plays.size(); ++i) {
    const Play& before = log.plays[i - 1];
    if (log.plays[i].user != before.user || !(log.plays[i].begins_session || before.session_ends)) {
      continue;
    }
    const double hours = static_cast<double>(log.plays[i].start - before.end_time()) / kHour;
    const double beyond = std::log(std::max(hours - returns.least_hours, kLeast));
    sum += beyond;
    squares += beyond * beyond;
    ++returns.n;
  }
  if (returns.n < 2) return returns;
  const auto n = static_cast<double>(returns.n);
  returns.median_hours = std::exp(sum / n);
  returns.log_spread = std::sqrt(std::max((squares - sum * sum / n) / (n - 1), 0.0));
  return returns;
}

// Appends a session's steps, and returns the session, of which only the user is not set.
FittingSession add_heard_steps(std::span<const TrackId> heard, FittingLog& log) {
  FittingSession session{.first_track = heard.front(), .begin = log.steps.size()};
  std::unordered_set<TrackId> tracks;
  std::unordered_map<ArtistId, std::uint32_t> artists;
  for (std::size_t k = 0; k < heard.size(); ++k) {
    FittingStep step;
    step.track = heard[k];
    step.share = 100;
    step.earlier = static_cast<std::uint8_t>(std::min(artists[log.artist_of[step.track]]++, 255u));
    if (!tracks.insert(step.track).second) step.use = StepUse::repeated;
    if (k > 0) log.steps.push_back(step);
  }
  session.end = log.steps.size();
  return session;
}

}  // namespace

bool was_heard(const Play& play, const TrackLengths& lengths) {
  constexpr double kShare = 0.5;             // what Last.fm counts as a play
  constexpr std::uint32_t kPlayed = 30'000;  // milliseconds: what Spotify counts as a stream
  if (play.end == PlayEnd::skipped) return false;
  const double share = played_share(play, lengths);
  if (share >= 0) return share >= kShare;
  return play.share_only || play.played == Play::kUnknown || play.played >= kPlayed;
}

FittedFrom fitted_from(const ListeningLog& log, const TrackLengths& lengths,
                       std::optional<FittedFrom> asked) {
  if (asked) return *asked;
  constexpr std::size_t kEnough = 10;  // one of so many plays
  const auto known = std::count_if(log.plays.begin(), log.plays.end(), [&](const Play& play) {
    return play.choice != Choice::own && played_share(play, lengths) >= 0;
  });
  const bool shares = static_cast<std::size_t>(known) * kEnough >= log.plays.size();
  return shares && known > 0 ? FittedFrom::shares : FittedFrom::plays;
}

FittingLog make_heard_log(const ListeningLog& log, const TrackLengths& lengths,
                          const WorldData& catalog, double gap_minutes, FittingRows& rows) {
  rows.returns = returns_of(log, gap_minutes);
  std::vector<TrackId> heard;
  const auto add_steps = [&](std::span<const Play> plays, std::span<const TrackId> track_of,
                             FittingLog& to) -> std::optional<FittingSession> {
    heard.clear();
    for (const Play& play : plays) {
      if (was_heard(play, lengths)) {
        heard.push_back(track_of[play.track]);
      } else {
        ++rows.not_heard;
      }
    }
    if (heard.empty()) return std::nullopt;
    return add_heard_steps(heard, to);
  };
  FittingLog result = take_sessions(log, catalog, rows, add_steps);
  if (result.steps.empty()) {
    throw UserError(fmt::format(
        "none of {} plays was heard after another one of its session ({} sessions have any that "
        "was heard for half of the track or 30 seconds), so nothing is heard together; check --gap",
        rows.plays, rows.sessions));
  }
  return result;
}

void add_heard_session(std::span<const TrackId> heard, std::uint32_t user, FittingLog& log) {
  FittingSession session = add_heard_steps(heard, log);
  session.user = user;
  log.sessions.push_back(session);
}

}  // namespace reprise
