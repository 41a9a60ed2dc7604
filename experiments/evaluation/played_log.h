// A log of sessions of one world, in memory: what off-policy estimates and ranking metrics are made
// from, whether it was simulated or read.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "experiments/evaluation/logged_sessions.h"
#include "experiments/simulation/engine/kept_sessions.h"

namespace reprise {

/// Sessions in the order in which they were played, by users of a world.
struct SessionsOfLog {
  std::vector<std::uint64_t> begin = {0};  // n + 1 offsets into tracks and times
  std::vector<TrackId> tracks;             // with the first track of each session
  std::vector<Hundredths> times;
  std::vector<UserIndex> user;     // by session: of the world
  std::vector<double> propensity;  // by step: session i's steps begin at begin[i] - i
  // By step: the tracks that might have been recommended, where the log lists them; else empty.
  std::vector<std::vector<TrackId>> candidates;

  std::size_t n_sessions() const { return user.size(); }
  std::size_t n_steps() const { return propensity.size(); }
  std::size_t first_step(std::size_t session) const { return begin[session] - session; }

  /// Appends a session; `propensities` has one element for each track but the first.
  void add(UserIndex of_user, std::span<const TrackId> its_tracks,
           std::span<const Hundredths> its_times, std::span<const double> propensities);
};

/// The metrics that are estimated. Both are means over sessions, the first track included.
enum class SessionValue { time, tracks };
inline constexpr SessionValue kSessionValues[] = {SessionValue::time, SessionValue::tracks};

/// Returns the name of the metric: "time_per_session".
const char* name_of(SessionValue value);

/// Returns the log's first `n` sessions in the shape that estimators take. The states count the
/// recommendations that were listened to for less than half (up to 7 are told apart), and tell
/// whether the last one was.
LoggedSessions logged_sessions(const SessionsOfLog& log, std::size_t n);

/// Returns the reward of each step of the first `n` sessions: its time in tracks, or 1.
std::vector<double> rewards_of(const SessionsOfLog& log, std::size_t n, SessionValue value);

}  // namespace reprise
