#include "recommenders/training/implicit_als.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <tbb/global_control.h>

#include "recommenders/training/top_lists.h"
#include "sim/random/streams.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

// Returns three blocks of 20 users and 30 tracks. Users listen only to tracks of their own block,
// each to a random third of them.
PairLog blocks() {
  PairLog log(60, 90);
  Stream stream(stream_key(1, "blocks"), 0);
  std::vector<Pair> pairs;
  for (std::uint32_t user = 0; user < 60; ++user) {
    for (std::uint32_t i = 0; i < 10; ++i) {
      pairs.push_back({user, user / 20 * 30 + uniform_index(stream, 30), 100});
      pairs.push_back({user, uniform_index(stream, 90), 0});  // skipped: no information
    }
  }
  log.add_block(0, pairs);
  return log;
}

TEST(ImplicitAls, RecoversPlantedBlocks) {
  ImplicitAlsParameters parameters;
  parameters.dim = 3;
  const ImplicitAls trained = factorise(blocks(), parameters, 1, "als");
  ListSettings settings;
  settings.top = 30;
  const Lists lists =
      top_lists(trained.model.contexts.view(), trained.model.tracks.view(), settings);
  for (std::uint32_t user = 0; user < 60; ++user) {
    for (const TrackId track : lists.of(user)) EXPECT_EQ(track / 30, user / 20);
  }
}

TEST(ImplicitAls, NeverGetsWorse) {
  ImplicitAlsParameters parameters;
  parameters.dim = 8;
  parameters.iterations = 15;
  const ImplicitAls trained = factorise(blocks(), parameters, 1, "als");
  ASSERT_EQ(trained.objectives.size(), 15u);
  for (std::size_t i = 1; i < 15; ++i) {
    EXPECT_LE(trained.objectives[i], trained.objectives[i - 1] * (1 + 1e-5));
  }
}

// Solves one user, one track and one coordinate exactly: with confidence c = 1 + alpha t, each side
// is c y / (c y^2 + ridge), where y is the other side. So both sides become sqrt((c - ridge) / c).
TEST(ImplicitAls, IsTheFormula) {
  PairLog log(1, 1);
  log.add_block(0, {{0, 0, 50}, {0, 0, 25}});
  ImplicitAlsParameters parameters;
  parameters.dim = 1;
  parameters.alpha = 4;
  parameters.ridge = 1;
  parameters.iterations = 200;
  const ImplicitAls trained = factorise(log, parameters, 1, "als");
  // The confidence is 1 + 4 x 0.75.
  EXPECT_NEAR(trained.model.score(0, 0), 3.0 / 4, 1e-4);
  EXPECT_NEAR(trained.objectives.back(), 4.0 / 16 + 2 * 3.0 / 4, 1e-3);
}

TEST(ImplicitAls, IsTheSameOnAnyNumberOfThreads) {
  const PairLog log = blocks();
  std::vector<ImplicitAls> trained;
  for (const std::size_t threads : {1u, 2u, 5u}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    trained.push_back(factorise(log, {}, 1, "als"));
  }
  EXPECT_EQ(trained[0], trained[1]);
  EXPECT_EQ(trained[0], trained[2]);
  EXPECT_FALSE(trained[0] == factorise(log, {}, 2, "als"));
}

TEST(ImplicitAls, RefusesALogWithoutListening) {
  PairLog log(2, 2);
  log.add_block(0, {{0, 0, 0}});
  EXPECT_THAT([&] { factorise(log, {}, 1, "als"); },
              ThrowsMessage<UserError>(HasSubstr("nothing in its log was listened to")));
}

}  // namespace
}  // namespace reprise
