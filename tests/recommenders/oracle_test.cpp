// Tests the oracle against its definition: at every step the test looks at all unplayed tracks and
// finds the one that the user would listen to longest.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "sim/sessions/listening.h"
#include "sim/sessions/session_draws.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

struct Best {
  TrackId track = 0;
  double value = -1;
};

// Returns the track with the largest share times discount. Among equal tracks: the best score, then
// the least id, for users for whom a better score is never worse (positive sharpness and gamma of
// at most 1); the least id for other users.
Best brute_force(const Session& session) {
  const World& world = session.world();
  const UserTraits& traits = world.users.traits[session.user()];
  const bool monotone = traits.consume_sharpness > 0 && traits.artist_discount_gamma <= 1;
  Best best;
  float best_score = 0;
  for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
    if (session.playbacks().contains(track)) continue;
    const float score = world.catalog.embeddings.score(session.interest(), track);
    const double share = 1.0 / (1.0 + std::exp(-(static_cast<double>(score) - traits.consume_bias) *
                                               traits.consume_sharpness));
    const double value =
        share * world.users.discount(session.user(),
                                     session.playbacks().plays_of(world.catalog.artist_of[track]));
    if (value > best.value || (monotone && value == best.value && score > best_score)) {
      best = {track, value};
      best_score = score;
    }
  }
  return best;
}

// Returns a world with one user for each entry of `traits`.
World world_of_users(std::int64_t tracks, std::int64_t dim, const std::vector<UserTraits>& traits) {
  WorldData data;
  generate_world(
      data,
      {.tracks = tracks, .users = static_cast<std::int64_t>(traits.size()), .dim = dim, .seed = 3});
  data.traits = traits;
  return make_world(data);
}

UserTraits user_of(double bias, double sharpness, double gamma) {
  return {.session_budget = 1'000'000,
          .consume_bias = bias,
          .consume_sharpness = sharpness,
          .artist_discount_gamma = gamma};
}

Session begun(const World& world, UserIndex user, std::size_t interest = 0) {
  Session session;
  const TrackId track = world.users.interests(user)[interest];
  session.start(world, {user, track, track});
  return session;
}

void expect_best_until_exhausted(const World& world, UserIndex user, std::size_t interest) {
  Asking asking(world, "oracle");
  Session session = begun(world, user, interest);
  const auto n = static_cast<std::uint32_t>(world.catalog.n_tracks());
  for (std::uint32_t step = 1; step < n; ++step) {
    const Best best = brute_force(session);
    ASSERT_EQ(asking.ask(session, 0).track, best.track)
        << "user " << user << ", step " << step << ", value " << best.value;
    session.play(best.track, 0.0);
  }
  EXPECT_LT(asking.ask(session, 0).track, n) << "everything was played";
}

TEST(Oracle, IsBestAtEveryStep) {
  const World world = world_of_users(
      150, 6,
      {user_of(5, 1, 0.8), user_of(0, 2, 0.5), user_of(9, 0.5, 1), user_of(5, 1, 0),
       user_of(5, 1, 1.5), user_of(5, -1, 0.8), user_of(5, 0, 0.8), user_of(5, -0.5, 1.5),
       // Shares saturate for these users: all of them are ties at 0 or at 1.
       user_of(0, 1e6, 0.8), user_of(1000, 5, 0.8), user_of(-1000, 5, 0.9)});
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    for (std::size_t interest = 0; interest < 3; ++interest) {
      expect_best_until_exhausted(world, user, interest);
      if (testing::Test::HasFailure()) return;
    }
  }
}

// Small integer coordinates make scores tie. Then the id decides, both in the lists and beyond
// them.
TEST(Oracle, BreaksTiesByScoreThenId) {
  WorldData data;
  generate_world(data, {.tracks = 120, .users = 2, .dim = 3, .seed = 4});
  for (float& value : data.embeddings) value = std::round(value / 2);
  data.traits = {user_of(0, 1, 0.8), user_of(0, 1, 1)};
  const World world = make_world(data);
  expect_best_until_exhausted(world, 0, 0);
  expect_best_until_exhausted(world, 1, 0);
}

// The world has more tracks than are listed in advance, so the search has to rank the catalog by
// itself.
TEST(Oracle, LooksBeyondItsLists) {
  const World world = world_of_users(2500, 4, {user_of(5, 1, 0.8)});
  Asking asking(world, "oracle");
  ASSERT_LT(asking.nearest().of(world.users.interests(0)[0]).size(), 2500u);
  expect_best_until_exhausted(world, 0, 0);
}

// Nearly all tracks are listened to for long, so the list ends at its most tracks, and the session
// goes on where it ends. Without a discount the oracle plays the tracks by their scores.
TEST(Oracle, GoesOnWhereAListOfManyTracksEnds) {
  const World world = world_of_users(17'000, 2, {user_of(-300, 1, 1)});
  Asking asking(world, "oracle");
  Session session = begun(world, 0);
  const Embeddings& embeddings = world.catalog.embeddings;
  const std::size_t listed = asking.nearest().of(session.interest()).size();
  ASSERT_EQ(listed, 16'384u);
  std::vector<TrackId> by_score(17'000);
  std::iota(by_score.begin(), by_score.end(), TrackId{0});
  std::stable_sort(by_score.begin(), by_score.end(), [&](TrackId a, TrackId b) {
    return embeddings.score(session.interest(), a) > embeddings.score(session.interest(), b);
  });
  std::erase(by_score, session.playbacks().first());
  for (std::size_t step = 0; step < 16'600; ++step) {
    ASSERT_EQ(asking.ask(session, 0).track, by_score[step]) << step;
    session.play(by_score[step], 0.0);
  }
}

// Half scores differ from the float32 products that order the lists by roundings: of a sum of dim
// products at most 2 dim 2^-24 |a||b| (Higham, 3.5), and of the result half a unit of 11 bits. So
// the track that is played may score less than the best one by twice that, and a share is a
// logistic, which falls by at most that times the sharpness in its logarithm.
TEST(Oracle, OfHalfRowsIsBestUpToTheRoundingsOfScores) {
  constexpr std::size_t kDim = 24;
  WorldData data;
  generate_world(data, {.tracks = 1600, .users = 2, .dim = kDim, .seed = 5});
  double longest = 0;  // squared norm
  for (std::size_t at = 0; at < data.embeddings.size(); at += kDim) {
    double sum = 0;
    for (std::size_t i = 0; i < kDim; ++i) {
      data.half_embeddings.push_back(half_of(rounded_to_half(data.embeddings[at + i])));
      sum += std::pow(value_of(data.half_embeddings.back()), 2);
    }
    longest = std::max(longest, sum);
  }
  data.embeddings.clear();
  data.traits = {user_of(5, 1, 0.8), user_of(2, 0.5, 0.6)};
  // One rounding for the score and, in numpy_2, two for what is made of it.
  const double score_error = 3 * 0x1p-11 * longest + 2 * kDim * 0x1p-24 * longest;
  for (const Arithmetic arithmetic : {Arithmetic::numpy_1, Arithmetic::numpy_2}) {
    const World world = with_arithmetic(make_world(data), arithmetic);
    const Response response = response_of(world);
    for (UserIndex user = 0; user < 2; ++user) {
      Asking asking(world, "oracle");
      ASSERT_LT(asking.nearest().of(world.users.interests(user)[0]).size(), 1600u);
      const UserTraits& traits = world.users.traits[user];
      Session session = begun(world, user);
      const auto value_of_track = [&](TrackId track) {
        const float score = world.catalog.embeddings.score(session.interest(), track);
        return listening_share(response, score, traits) *
               world.users.discount(user,
                                    session.playbacks().plays_of(world.catalog.artist_of[track]));
      };
      // Up to the end of the list and beyond it.
      for (int step = 1; step < 1300; ++step) {
        double best = 0;
        if (step % 50 < 5) {
          for (TrackId track = 0; track < 1600; ++track) {
            if (session.playbacks().contains(track)) continue;
            best = std::max(best, value_of_track(track));
          }
        }
        const TrackId track = asking.ask(session, 0).track;
        ASSERT_FALSE(session.playbacks().contains(track)) << step;
        ASSERT_GE(value_of_track(track),
                  best * std::exp(-2 * score_error * traits.consume_sharpness))
            << "user " << user << ", step " << step;
        session.play(track, 0.0);
      }
    }
  }
}

TEST(Oracle, WithoutListsIsTheSame) {
  const World world = world_of_users(80, 4, {user_of(5, 1, 0.8)});
  const NearestTracks none(world.catalog.embeddings);
  Build build(world, none);
  const auto oracle = read_recommender(parse_yaml("oracle", "test"), "test").make(build);
  std::vector<std::unique_ptr<Scratch>> scratch;
  scratch.push_back(build.scratch.front()());
  Session session = begun(world, 0);
  SourceTally tally;
  for (int step = 1; step < 80; ++step) {
    const TrackId best = brute_force(session).track;
    Stream draws(stream_key(1, "test"), 0);
    Request request{.world = world,
                    .user = 0,
                    .playbacks = session.playbacks(),
                    .history = nullptr,
                    .hidden = &session,
                    .draws = draws,
                    .tally = tally,
                    .scratch = scratch};
    ASSERT_EQ(oracle->next(request), best) << step;
    session.play(best, 0.0);
  }
}

// The oracle must answer right whichever tracks were played in between, for any user, and after the
// scratch was cleared at any time.
TEST(Oracle, TakesASessionAsItIs) {
  const World world = world_of_users(150, 6, {user_of(5, 1, 0.8), user_of(5, 1, 0.3)});
  for (UserIndex user = 0; user < 2; ++user) {
    Asking asking(world, "oracle");
    Session session = begun(world, user);
    Stream others(stream_key(1, "others"), user);
    for (std::uint32_t step = 0; step < 140; ++step) {
      if (step % 3 == 1) {
        session.play(uniform_index(others, 150), 0.0);
        continue;
      }
      if (step % 17 == 0) asking.clear_scratch();
      const Best best = brute_force(session);
      if (best.value < 0) break;
      ASSERT_EQ(asking.ask(session, 0).track, best.track) << "step " << step;
      // At every fifth step the recommended track is not played.
      if (step % 5 != 0) session.play(best.track, 0.0);
    }
  }
}

// The counts of a session's artists must not reach the next session, whether it was left early or
// not.
TEST(Oracle, BeginsEachSessionAnew) {
  const World world = world_of_users(300, 6, {user_of(5, 1, 0.7), user_of(3, 2, 0.9)});
  Asking asking(world, "oracle");
  for (std::uint32_t round = 0; round < 12; ++round) {
    Session session = begun(world, round % 2, round % 3);
    for (std::uint32_t step = 0; step < 20 * round; ++step) {
      const Best best = brute_force(session);
      ASSERT_EQ(asking.ask(session, 0).track, best.track) << "round " << round << ", step " << step;
      // In every third round, another track is played in between.
      const bool other = round % 3 == 2 && step == 10;
      session.play(other ? world.users.interests(0)[1] : best.track, 0.0);
    }
    asking.clear_scratch();
  }
}

TEST(Oracle, SaysWhatItKnows) {
  const World world = world_of_users(20, 2, {user_of(5, 1, 0.8)});
  const Asking asking(world, "oracle");
  EXPECT_TRUE(asking.capabilities().observes_latent_state);
  EXPECT_TRUE(asking.capabilities().privileged);
  EXPECT_FALSE(asking.capabilities().reads_history);
}

}  // namespace
}  // namespace reprise
