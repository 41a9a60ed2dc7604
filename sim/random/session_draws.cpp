#include "sim/random/session_draws.h"

#include <algorithm>

#include "sim/check.h"

namespace reprise {
namespace {

// The three draws of a start; index(purpose, n) is uniform over 0..n-1.
enum class Purpose { user, interest, first_track };

template <class Index>
StartDraw draw_start(const World& world, Index index) {
  StartDraw draw;
  draw.user = index(Purpose::user, static_cast<std::uint32_t>(world.users.size()));
  const std::span<const TrackId> interests = world.users.interests(draw.user);
  draw.interest = interests[index(Purpose::interest, static_cast<std::uint32_t>(interests.size()))];
  draw.neighbours =
      std::min(static_cast<std::uint32_t>(world.users.traits[draw.user].interest_neighbours),
               static_cast<std::uint32_t>(world.catalog.n_tracks()));
  draw.rank = index(Purpose::first_track, draw.neighbours);
  return draw;
}

}  // namespace

SessionStart start_of(const StartDraw& draw, const NearestTracks& nearest) {
  const std::span<const TrackId> list = nearest.of(draw.interest);
  REPRISE_CHECK(draw.rank < list.size(), "rank {} of {} neighbours of track {}", draw.rank,
                list.size(), draw.interest);
  return {draw.user, draw.interest, list[draw.rank]};
}

StreamDraws::StreamDraws(const World& world, std::uint64_t seed)
    : world_(world),
      user_key_(stream_key(seed, "user")),
      interest_key_(stream_key(seed, "interest")),
      first_track_key_(stream_key(seed, "first_track")),
      leave_key_(stream_key(seed, "leave")) {}

StartDraw StreamDraws::start(std::uint64_t episode) const {
  return draw_start(world_, [&](Purpose purpose, std::uint32_t n) {
    Stream stream(purpose == Purpose::user       ? user_key_
                  : purpose == Purpose::interest ? interest_key_
                                                 : first_track_key_,
                  episode);
    return uniform_index(stream, n);
  });
}

StartDraw NumpyDraws::start() {
  return draw_start(world_, [&](Purpose, std::uint32_t n) { return stream_.index(n); });
}

StartDraw SequentialStreamDraws::start() {
  step_ = 0;
  leave_.start(draws_.leave_key(), episode_);
  return draws_.start(episode_++);
}

}  // namespace reprise
