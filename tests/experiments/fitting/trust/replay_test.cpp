// Tests logs that are simulated in a world whose truth is known.
#include "experiments/fitting/trust/replay.h"

#include <gmock/gmock.h>

#include "tests/experiments/fitting/played_log.h"

namespace reprise {
namespace {

// The truth of a played world, as a model.
FittedModel truth_of(const PlayedLog& played) {
  FittedModel model;
  const Embeddings& rows = played.world.catalog.embeddings;
  model.rows = EmbeddingTable(rows.size(), rows.dim());
  for (TrackId track = 0; track < rows.size(); ++track) {
    std::copy_n(rows.row(track), rows.dim(), model.rows.row(track));
  }
  model.discount = 0.8;
  for (const UserTraits& traits : played.world.users.traits) {
    FittedListener listener;
    listener.bias = traits.consume_bias;
    listener.sharpness = traits.consume_sharpness;
    model.listeners.push_back(listener);
  }
  return model;
}

TEST(Replay, DrawsFirstTracksNearTheInterest) {
  const PlayedLog played = play_log({});
  const FittedModel truth = truth_of(played);
  const std::vector<TrackId> firsts = draw_first_tracks(truth, played.interest_of, 1);
  ASSERT_EQ(firsts.size(), played.interest_of.size());
  for (std::size_t s = 0; s < firsts.size(); ++s) {
    std::size_t nearer = 0;
    for (TrackId track = 0; track < truth.rows.size(); ++track) {
      if (truth.score(played.interest_of[s], track) >
          truth.score(played.interest_of[s], firsts[s])) {
        ++nearer;
      }
    }
    EXPECT_LT(nearer, 10u);
  }
  EXPECT_EQ(draw_first_tracks(truth, played.interest_of, 1), firsts);
  EXPECT_NE(draw_first_tracks(truth, played.interest_of, 2), firsts);
  const FittingLog log = replay(played.log, truth, played.interest_of, 5, 1, 0, firsts);
  for (std::size_t s = 0; s < firsts.size(); ++s) {
    EXPECT_EQ(log.sessions[s].first_track, firsts[s]);
  }
}

TEST(Replay, GivesTheSharesOfTheTruth) {
  const PlayedLog played = play_log({});
  const FittingLog log = replay(played.log, truth_of(played), played.interest_of, 5, 1, 20);
  ASSERT_EQ(log.sessions.size(), played.log.sessions.size());
  double unheard = 0;
  for (std::size_t s = 0; s < log.sessions.size(); ++s) {
    const FittingSession& session = log.sessions[s];
    const FittingSession& given = played.log.sessions[s];
    for (std::uint64_t i = 0; i < session.end - session.begin; ++i) {
      const FittingStep& step = log.steps[session.begin + i];
      unheard += 1 - step.share / 100.0;
      if (i >= given.end - given.begin) continue;
      // As far as the log goes, the same tracks are heard as much; only ends differ.
      const FittingStep& same = played.log.steps[given.begin + i];
      EXPECT_EQ(step.track, same.track);
      EXPECT_EQ(step.earlier, same.earlier);
      EXPECT_EQ(step.share, same.share);
    }
  }
  EXPECT_NEAR(unheard / static_cast<double>(log.sessions.size()), 5, 0.1);
}

}  // namespace
}  // namespace reprise
