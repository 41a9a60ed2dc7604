#include "experiments/evaluation/played_log.h"

#include <algorithm>
#include <unordered_map>

#include "sim/support/check.h"

namespace reprise {

void SessionsOfLog::add(UserIndex of_user, std::span<const TrackId> its_tracks,
                        std::span<const Hundredths> its_times,
                        std::span<const double> propensities) {
  REPRISE_CHECK(
      its_tracks.size() == its_times.size() && its_tracks.size() == propensities.size() + 1,
      "{} tracks, {} times, {} propensities", its_tracks.size(), its_times.size(),
      propensities.size());
  user.push_back(of_user);
  tracks.insert(tracks.end(), its_tracks.begin(), its_tracks.end());
  times.insert(times.end(), its_times.begin(), its_times.end());
  propensity.insert(propensity.end(), propensities.begin(), propensities.end());
  begin.push_back(tracks.size());
}

const char* name_of(SessionValue value) {
  return value == SessionValue::time ? "time_per_session" : "tracks_per_session";
}

LoggedSessions logged_sessions(const SessionsOfLog& log, std::size_t n) {
  constexpr Hundredths kHalf = kWholeTrack / 2;
  constexpr std::uint32_t kCounted = 7;
  LoggedSessions logged;
  logged.n_states = 2 * (kCounted + 1);
  std::unordered_map<UserIndex, std::uint32_t> number_of;
  for (std::size_t session = 0; session < n; ++session) {
    const auto number = static_cast<std::uint32_t>(number_of.size());
    logged.user.push_back(number_of.emplace(log.user[session], number).first->second);
    std::uint32_t brief = 0;
    bool last_brief = false;
    for (std::uint64_t at = log.begin[session] + 1; at < log.begin[session + 1]; ++at) {
      logged.state.push_back(2 * std::min(brief, kCounted) + (last_brief ? 1 : 0));
      last_brief = log.times[at] < kHalf;
      brief += last_brief ? 1 : 0;
    }
    logged.begin.push_back(logged.state.size());
  }
  logged.n_users = static_cast<std::uint32_t>(number_of.size());
  logged.propensity.assign(
      log.propensity.begin(),
      log.propensity.begin() + static_cast<std::ptrdiff_t>(logged.state.size()));
  return logged;
}

std::vector<double> rewards_of(const SessionsOfLog& log, std::size_t n, SessionValue value) {
  std::vector<double> rewards;
  for (std::size_t session = 0; session < n; ++session) {
    for (std::uint64_t at = log.begin[session] + 1; at < log.begin[session + 1]; ++at) {
      rewards.push_back(
          value == SessionValue::time ? static_cast<double>(log.times[at]) / kWholeTrack : 1.0);
    }
  }
  return rewards;
}

}  // namespace reprise
