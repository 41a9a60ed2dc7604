// Sessions that are played side by side give the same results as sessions played alone, to the bit,
// on every instruction set.
#include "sim/sessions/session_group.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>

#include "sim/random/streams.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

constexpr std::uint32_t kTracks = 90;
constexpr std::uint32_t kArtists = 12;
constexpr std::uint32_t kMaxSteps = 150;

// Makes users with usual traits, and users with the most extreme traits that a world may hold.
std::vector<UserTraits> all_kinds_of_listeners() {
  std::vector<UserTraits> listeners;
  for (const double bias : {2.0, 0.0, -2.5, 1e6, -1e6}) {
    for (const double sharpness : {1.0, 0.0, 0.3, -1.0, 1e9}) {
      for (const double gamma : {0.8, 1.0, 0.0, 1.5, 1e9}) {
        for (const std::int32_t budget : {5, 0, 70}) {
          listeners.push_back({.interest_neighbours = 10,
                               .session_budget = budget,
                               .consume_bias = bias,
                               .consume_sharpness = sharpness,
                               .artist_discount_gamma = gamma});
        }
      }
    }
  }
  return listeners;
}

enum class Rows { floats, halves };

World world_of(std::size_t dim, Rows rows = Rows::floats) {
  WorldData data;
  data.dim = dim;
  Stream words(stream_key(dim, "session_group_test"), 0);
  for (std::size_t i = 0; i < kTracks * dim; ++i) {
    data.embeddings.push_back(static_cast<float>(4 * uniform_unit(words()) - 2));
  }
  for (std::uint32_t track = 0; track < kTracks; ++track) {
    data.artist_of.push_back(uniform_index(words, kArtists));
  }
  data.artists.assign(kArtists, "");
  data.titles.assign(kTracks, "");
  data.traits = all_kinds_of_listeners();
  for (std::size_t user = 0; user < data.traits.size(); ++user) {
    data.user_ids.push_back(static_cast<std::int64_t>(user));
    data.interests.push_back({uniform_index(words, kTracks)});
  }
  if (rows == Rows::halves) {
    for (const float value : std::exchange(data.embeddings, {})) {
      data.half_embeddings.push_back(half_of(rounded_to_half(value)));
    }
  }
  return make_world(data);
}

SessionStart start_of(const World& world, UserIndex user) {
  return {.user = user, .interest = world.users.interests(user)[0], .first_track = user % kTracks};
}

// Matchers take most of the time of these tests, so they are left for ranges that differ.
template <class Range>
void expect_equal(const Range& together, const Range& alone) {
  if (std::ranges::equal(together, alone)) return;
  EXPECT_THAT(together, testing::ElementsAreArray(alone));
}

// Compares what a step has changed.
void expect_the_same_step(const Session& together, const Session& alone) {
  ASSERT_EQ(together.playbacks().size(), alone.playbacks().size());
  EXPECT_EQ(together.playbacks().last(), alone.playbacks().last());
  EXPECT_EQ(together.playbacks().times().back(), alone.playbacks().times().back());
  EXPECT_EQ(together.budget(), alone.budget());
  EXPECT_EQ(together.listened(), alone.listened());
  EXPECT_EQ(together.repeats(), alone.repeats());
  EXPECT_EQ(together.over(), alone.over());
}

void expect_the_same_session(const Session& together, const Session& alone) {
  expect_equal(together.playbacks().tracks(), alone.playbacks().tracks());
  expect_equal(together.playbacks().times(), alone.playbacks().times());
  expect_equal(together.skipped_steps(), alone.skipped_steps());
  EXPECT_EQ(together.playbacks().distinct_artists(), alone.playbacks().distinct_artists());
}

// Plays one session of each user, n sessions at a time. As in the engine, a session that is over
// leaves its place to another.
void play_all(const World& world, std::size_t n) {
  const Embeddings& embeddings = world.catalog.embeddings;
  Stream words(stream_key(n, "tracks"), 0);
  std::vector<Session> together(n);
  std::vector<Session> alone(n);
  SessionGroup group;
  RowFetch coming(embeddings);
  UserIndex next_user = 0;
  std::vector<std::size_t> playing;  // the session in each place
  const auto begin = [&](std::size_t place) {
    const SessionStart start = start_of(world, next_user++);
    together[playing[place]].start(world, start);
    alone[playing[place]].start(world, start);
    group.load(place, together[playing[place]]);
  };
  for (std::size_t i = 0; i < n; ++i) {
    playing.push_back(i);
    begin(i);
  }
  while (!playing.empty()) {
    std::array<TrackId, SessionGroup::kMost> tracks{};
    std::array<std::uint32_t, SessionGroup::kMost> leave_words{};
    for (std::size_t i = 0; i < playing.size(); ++i) {
      tracks[i] = uniform_index(words, kTracks);
      leave_words[i] = words();
      coming.add(tracks[i]);
    }
    const std::uint32_t over = group.play(playing.size(), tracks, leave_words, kMaxSteps, coming);
    coming.ask_for_rest();
    for (std::size_t i = playing.size(); i-- > 0;) {
      Session& mine = alone[playing[i]];
      mine.play(tracks[i], uniform_unit(leave_words[i]));
      const bool ended = (over >> i & 1) != 0;
      // A session of a user who never loses budget ends after kMaxSteps steps.
      ASSERT_EQ(ended, mine.over() || mine.recommendations() == kMaxSteps);
      group.settle(i);
      ASSERT_NO_FATAL_FAILURE(expect_the_same_step(together[playing[i]], mine));
      if (!ended) continue;
      expect_the_same_session(together[playing[i]], mine);
      if (next_user < world.users.size()) {
        begin(i);
        continue;
      }
      group.swap(i, playing.size() - 1);
      std::swap(playing[i], playing.back());
      playing.pop_back();
    }
  }
}

TEST(SessionGroup, PlaysEachSessionAsItWouldGoAlone) {
  for (const std::size_t dim : {1, 16, 40, 100}) {
    SCOPED_TRACE(dim);
    const World world = world_of(dim);
    for_each_instruction_set([&] {
      for (const std::size_t n : {1, 2, 3, 4, 7, 8, 15, 16}) {
        SCOPED_TRACE(n);
        ASSERT_NO_FATAL_FAILURE(play_all(world, n));
      }
    });
  }
}

TEST(SessionGroup, PlaysRowsOfHalvesInEveryArithmetic) {
  for (const Rows rows : {Rows::floats, Rows::halves}) {
    for (const Arithmetic arithmetic : {Arithmetic::numpy_1, Arithmetic::numpy_2}) {
      for (const std::size_t dim : {1, 32, 100}) {
        SCOPED_TRACE(dim);
        const World world = with_arithmetic(world_of(dim, rows), arithmetic);
        for_each_instruction_set([&] {
          for (const std::size_t n : {1, 4, 5, 16}) ASSERT_NO_FATAL_FAILURE(play_all(world, n));
        });
      }
    }
  }
}

TEST(SessionGroupDeathTest, RefusesATrackThatIsNotThere) {
  const World world = world_of(1);
  Session session;
  session.start(world, start_of(world, 0));
  SessionGroup group;
  group.load(0, session);
  RowFetch none(world.catalog.embeddings);
  EXPECT_DEATH(group.play(1, {kTracks}, {}, kMaxSteps, none), "track 90 of 90");
}

}  // namespace
}  // namespace reprise
