#include "sim/generator/top_tracks.h"

#include <algorithm>
#include <numeric>

#include "sim/random/leave_draws.h"
#include "sim/sessions/session.h"
#include "sim/sessions/session_draws.h"

namespace reprise {

std::uint64_t top_tracks_sessions(std::size_t n_tracks) {
  const std::uint64_t sessions = n_tracks >= 50'000 ? 11'000 : 11'000 * n_tracks / 50'000;
  return std::max<std::uint64_t>(sessions, 1);
}

std::vector<NearestQuery> top_tracks_queries(const World& world, std::uint64_t sessions,
                                             std::uint64_t seed) {
  const StreamDraws draws(world, seed);
  std::vector<NearestQuery> queries;
  for (std::uint64_t episode = 0; episode < sessions; ++episode) {
    const StartDraw start = draws.start(episode);
    queries.push_back({start.interest, start.neighbours});
  }
  return queries;
}

std::vector<TrackId> rank_top_tracks(const World& world, const NearestTracks& nearest,
                                     std::uint64_t sessions, std::uint64_t seed) {
  constexpr std::uint32_t kMaxSteps = 10'000;
  const auto n_tracks = static_cast<std::uint32_t>(world.catalog.n_tracks());
  const StreamDraws draws(world, seed);
  const StreamKey pick_key = stream_key(seed, "top_tracks/pick");
  std::vector<std::int64_t> listened(n_tracks, 0);
  Session session;
  LeaveDraws leave;
  for (std::uint64_t episode = 0; episode < sessions; ++episode) {
    session.start(world, start_of(draws.start(episode), nearest));
    leave.start(draws.leave_key(), episode);
    Stream pick(pick_key, episode);
    listened[session.playbacks().first()] += kWholeTrack;
    for (std::uint32_t step = 0; !session.over() && step < kMaxSteps; ++step) {
      const TrackId track = uniform_index(pick, n_tracks);
      listened[track] += session.play(track, leave.at(step));
    }
  }
  std::vector<TrackId> order(n_tracks);
  std::iota(order.begin(), order.end(), TrackId{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](TrackId a, TrackId b) { return listened[a] > listened[b]; });
  return order;
}

}  // namespace reprise
