#include "sim/sessions/session_draws.h"

#include <algorithm>
#include <array>

#include "sim/random/philox_blocks.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// The purposes of the three draws of a start.
enum class Purpose { user, interest, first_track };

std::uint32_t n_users(const World& world) { return static_cast<std::uint32_t>(world.users.size()); }

std::uint32_t size_of(std::span<const TrackId> tracks) {
  return static_cast<std::uint32_t>(tracks.size());
}

// Returns the number of the interest's neighbours among which the first track is drawn.
std::uint32_t neighbours_of(const World& world, UserIndex user) {
  return std::min(static_cast<std::uint32_t>(world.users.traits[user].interest_neighbours),
                  static_cast<std::uint32_t>(world.catalog.n_tracks()));
}

// Draws a start. index(purpose, n) must be uniform over 0..n-1.
template <class Index>
StartDraw draw_start(const World& world, Index index) {
  StartDraw draw;
  draw.user = index(Purpose::user, n_users(world));
  const std::span<const TrackId> interests = world.users.interests(draw.user);
  draw.interest = interests[index(Purpose::interest, size_of(interests))];
  draw.neighbours = neighbours_of(world, draw.user);
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
      leave_key_(stream_key(seed, "leave")),
      model_key_(stream_key(seed, "user_model")) {}

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
  std::array<const TrackId*, kAtOnce> interest_at;
  const UniformIndexOfMany of_users(n_users(world_));
  UniformIndexOfMany of_interests(1);
  UniformIndexOfMany of_neighbours(1);
  const std::array<const StreamKey*, 3> keys = {&user_key_, &interest_key_, &first_track_key_};
  for (std::size_t done = 0; done < starts.size(); done += kAtOnce) {
    const std::size_t n = std::min(kAtOnce, starts.size() - done);
    for (std::size_t i = 0; i < n; ++i) counters[i] = Stream::first_counter(begin + done + i);
    for (std::size_t purpose = 0; purpose < keys.size(); ++purpose) {
      philox_blocks(*keys[purpose], std::span(counters).first(n),
                    std::span(blocks[purpose]).first(n));
    }
    // Each of the three draws is made for all starts before the next one. So the memory that one
    // start waits for is loaded while the others are drawn.
    const auto index = [&](Purpose purpose, std::size_t i, const UniformIndexOfMany& choice) {
      const auto number = static_cast<std::size_t>(purpose);
      const std::uint32_t first = choice.of_word(blocks[number][i][0]);
      if (first < choice.n()) [[likely]] {
        return first;
      }
      Stream stream(*keys[number], begin + done + i, 0, blocks[number][i]);
      return choice(stream);
    };
    const std::span<StartDraw> some = starts.subspan(done, n);
    for (std::size_t i = 0; i < n; ++i) {
      some[i].user = index(Purpose::user, i, of_users);
      __builtin_prefetch(&world_.users.interests_begin[some[i].user]);
      __builtin_prefetch(&world_.users.traits[some[i].user]);
    }
    for (std::size_t i = 0; i < n; ++i) {
      const std::span<const TrackId> interests = world_.users.interests(some[i].user);
      // Most users have as many interests and neighbours as the user before, so the objects that
      // draw among them are kept.
      if (of_interests.n() != size_of(interests)) {
        of_interests = UniformIndexOfMany(size_of(interests));
      }
      some[i].neighbours = neighbours_of(world_, some[i].user);
      if (of_neighbours.n() != some[i].neighbours) {
        of_neighbours = UniformIndexOfMany(some[i].neighbours);
      }
      interest_at[i] = &interests[index(Purpose::interest, i, of_interests)];
      __builtin_prefetch(interest_at[i]);
      some[i].rank = index(Purpose::first_track, i, of_neighbours);
    }
    for (std::size_t i = 0; i < n; ++i) some[i].interest = *interest_at[i];
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
