#include "experiments/fitting/log/take_sessions.h"

#include "experiments/fitting/log/log_names.h"

namespace reprise {

std::span<const Play> plays_of_session(const ListeningLog& log, std::size_t i) {
  std::size_t end = i + 1;
  while (end < log.plays.size() && !log.plays[end].begins_session &&
         log.plays[end].user == log.plays[i].user && !log.plays[end - 1].session_ends) {
    ++end;
  }
  return std::span(log.plays).subspan(i, end - i);
}

FittingLog take_sessions(const ListeningLog& log, const WorldData& catalog, FittingRows& rows,
                         const AddSteps& add_steps) {
  FittingLog result;
  const std::vector<TrackId> track_of = take_tracks(log, catalog, result);
  const UserIds users = ids_of_users(log);
  rows.plays = log.plays.size();
  std::optional<std::uint32_t> last_user;
  for (std::size_t i = 0; i < log.plays.size();) {
    const std::span<const Play> plays = plays_of_session(log, i);
    i += plays.size();
    std::optional<FittingSession> session = add_steps(plays, track_of, result);
    if (!session) {
      ++rows.empty_sessions;
      continue;
    }
    if (const std::uint32_t user = plays.front().user; user != last_user) {
      last_user = user;
      result.user_ids.push_back(users.ids[user]);
      if (users.are_text) result.user_names.push_back(log.users[user].name);
      result.sessions_begin.push_back(result.sessions.size());
    }
    session->user = static_cast<std::uint32_t>(result.n_users() - 1);
    result.sessions.push_back(*session);
  }
  result.sessions_begin.push_back(result.sessions.size());
  rows.sessions = result.sessions.size();
  rows.steps = result.steps.size();
  return result;
}

}  // namespace reprise
