#include "sim/random/session_draws.h"

#include <algorithm>
#include <array>

#include "sim/check.h"
#include "sim/random/philox_blocks.h"

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

void StreamDraws::starts(std::uint64_t begin, std::span<StartDraw> starts) const {
  constexpr std::size_t kAtOnce = 64;
  std::array<PhiloxCounter, kAtOnce> counters;
  std::array<std::array<PhiloxCounter, kAtOnce>, 3> blocks;
  const std::array<const StreamKey*, 3> keys = {&user_key_, &interest_key_, &first_track_key_};
  for (std::size_t done = 0; done < starts.size(); done += kAtOnce) {
    const std::size_t n = std::min(kAtOnce, starts.size() - done);
    for (std::size_t i = 0; i < n; ++i) counters[i] = Stream::first_counter(begin + done + i);
    for (std::size_t purpose = 0; purpose < keys.size(); ++purpose) {
      philox_blocks(*keys[purpose], std::span(counters).first(n),
                    std::span(blocks[purpose]).first(n));
    }
    for (std::size_t i = 0; i < n; ++i) {
      starts[done + i] = draw_start(world_, [&](Purpose purpose, std::uint32_t choices) {
        const auto number = static_cast<std::size_t>(purpose);
        Stream stream(*keys[number], begin + done + i, 0, blocks[number][i]);
        return uniform_index(stream, choices);
      });
    }
  }
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
