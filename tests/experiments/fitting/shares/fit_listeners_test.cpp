#include "experiments/fitting/shares/fit_listeners.h"

#include <gtest/gtest.h>

namespace reprise {
namespace {

// One user's session of `n` shares, each `share` hundredths of a track whose artist was played
// `earlier` times before.
FittingLog log_of(std::size_t n, std::uint8_t share, std::uint8_t earlier) {
  FittingLog log;
  log.steps.assign(n, FittingStep{.track = 1, .share = share, .earlier = earlier});
  log.sessions.push_back({.user = 0, .first_track = 0, .begin = 0, .end = n});
  log.sessions_begin = {0, 1};
  log.user_ids = {0};
  log.artist_of = {0, 0};
  return log;
}

FittedModel model_before() {
  FittedModel model;
  model.rows = EmbeddingTable(2, 1);
  model.rows.row(0)[0] = 2;
  model.rows.row(1)[0] = 2;
  FittedListener listener;
  listener.bias = model.mean_bias;
  model.listeners.assign(1, listener);
  return model;
}

FittedListener fitted_to(const FittingLog& log, double discount) {
  FittedModel model = model_before();
  const std::vector<TrackId> interest_of = {0};
  fit_listeners(log, model, interest_of, ShareBounds(discount));
  return model.listeners.front();
}

// .5^31 of any share rounds to 0: such steps leave the prior as it is.
TEST(FitListeners, LearnNothingFromSharesThatFatigueMakesZeroOf) {
  const FittedListener listener = fitted_to(log_of(20, 0, 31), 0.5);
  const FittedModel before = model_before();
  EXPECT_DOUBLE_EQ(listener.bias, before.mean_bias);
  EXPECT_DOUBLE_EQ(listener.sharpness, 1);
  EXPECT_DOUBLE_EQ(listener.bias_error, before.bias_spread);
  EXPECT_DOUBLE_EQ(listener.log_sharpness_error, before.log_sharpness_spread);
}

TEST(FitListeners, LearnFromSharesWithoutFatigue) {
  const FittedListener heard = fitted_to(log_of(20, 100, 0), 0.5);
  const FittedListener skipped = fitted_to(log_of(20, 0, 0), 0.5);
  EXPECT_LT(heard.bias, skipped.bias);
  EXPECT_LT(heard.bias, 4);  // the score of the track, of which everything was heard
}

}  // namespace
}  // namespace reprise
