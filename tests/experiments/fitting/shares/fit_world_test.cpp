// Tests that a fit finds what is known of a small world, and that it is the same on any threads.
#include "experiments/fitting/shares/fit_world.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "experiments/fitting/shares/fit_discount.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "experiments/fitting/trust/carry_over.h"
#include "experiments/fitting/trust/predict_held_out.h"
#include "experiments/fitting/trust/replay.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/statistics/rank_correlation.h"
#include "tests/experiments/fitting/played_log.h"

namespace reprise {
namespace {

FitSettings small_settings() {
  FitSettings settings;
  settings.dim = 16;
  return settings;
}

// A log from which nearly everything can be known, and the fit to it.
class FitOfAKnownWorld : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    PlayedLogSettings settings;
    settings.users = 200;
    settings.sessions_of_user = 60;
    played_ = new PlayedLog(play_log(settings));
    fit_ = new WorldFit(fit_world(played_->log, small_settings()));
  }
  static void TearDownTestSuite() {
    delete fit_;
    delete played_;
  }

  static PlayedLog* played_;
  static WorldFit* fit_;
};
PlayedLog* FitOfAKnownWorld::played_ = nullptr;
WorldFit* FitOfAKnownWorld::fit_ = nullptr;

TEST_F(FitOfAKnownWorld, PredictsSharesThatItDidNotSee) {
  const std::vector<FitPrediction> found = predict_held_out_steps(played_->log, *fit_).predictions;
  ASSERT_EQ(found.size(), 5u);
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_LT(found[0].squared_error, 0.35 * found[i].squared_error) << found[i].name;
    EXPECT_GT(found[0].log_likelihood, found[i].log_likelihood) << found[i].name;
  }
}

TEST_F(FitOfAKnownWorld, FindsTheDiscount) {
  EXPECT_NEAR(fit_->model.discount, 0.8, 2 * fit_->model.discount_error);
  EXPECT_LT(fit_->model.discount_error, 0.01);
}

TEST_F(FitOfAKnownWorld, FindsTheUsers) {
  std::vector<double> bias;
  std::vector<double> fitted_bias;
  std::vector<double> sharpness;
  std::vector<double> fitted_sharpness;
  std::size_t interests = 0;
  std::size_t found = 0;
  for (UserIndex user = 0; user < played_->world.users.size(); ++user) {
    const UserTraits& traits = played_->world.users.traits[user];
    const FittedListener& listener = fit_->model.listeners[user];
    bias.push_back(traits.consume_bias);
    fitted_bias.push_back(listener.bias);
    sharpness.push_back(traits.consume_sharpness);
    fitted_sharpness.push_back(listener.sharpness);
    for (const TrackId interest : played_->world.users.interests(user)) {
      ++interests;
      found += static_cast<std::size_t>(
          std::count(listener.interests.begin(), listener.interests.end(), interest));
    }
  }
  EXPECT_GT(*rank_correlation(bias, fitted_bias), 0.95);
  EXPECT_GT(*rank_correlation(sharpness, fitted_sharpness), 0.9);
  EXPECT_GT(static_cast<double>(found), 0.4 * static_cast<double>(interests));
}

TEST_F(FitOfAKnownWorld, FindsTheBudget) {
  const FittedBudget budget = fit_budget(played_->log);
  EXPECT_EQ(budget.budget, 5);
  EXPECT_NEAR(budget.mean, 5, 4 * budget.error);
}

TEST_F(FitOfAKnownWorld, IsTheSameOnAnyNumberOfThreads) {
  PlayedLogSettings settings;
  settings.users = 40;
  settings.sessions_of_user = 12;
  const PlayedLog small = play_log(settings);
  WorldFit one;
  WorldFit three;
  with_threads(1, [&] { one = fit_world(small.log, small_settings()); });
  with_threads(3, [&] { three = fit_world(small.log, small_settings()); });
  EXPECT_EQ(one.model.rows, three.model.rows);
  EXPECT_EQ(one.interest_of, three.interest_of);
  EXPECT_EQ(one.model.discount, three.model.discount);
  EXPECT_EQ(one.quality.held_out_log_likelihood, three.quality.held_out_log_likelihood);
  FittingLog again;
  with_threads(3, [&] { again = replay(small.log, one.model, one.interest_of, 5, 1, 20); });
  const FittingLog alone = replay(small.log, one.model, one.interest_of, 5, 1, 20);
  ASSERT_EQ(again.steps.size(), alone.steps.size());
  EXPECT_TRUE(std::equal(again.steps.begin(), again.steps.end(), alone.steps.begin(),
                         [](const FittingStep& a, const FittingStep& b) {
                           return a.track == b.track && a.share == b.share && a.use == b.use;
                         }));
}

TEST_F(FitOfAKnownWorld, DrawsModelsThatTheLogAllows) {
  const FittedModel drawn = draw_model(played_->log, *fit_, 1);
  EXPECT_FALSE(drawn.rows == fit_->model.rows);
  EXPECT_FALSE(drawn.rows == draw_model(played_->log, *fit_, 2).rows);
  EXPECT_EQ(drawn.rows, draw_model(played_->log, *fit_, 1).rows);
  // Rows are off by their errors, which are small where a track was heard often: on scores that is
  // about as much as the noise of a step over the root of its steps and more, not less.
  double squares = 0;
  double scores = 0;
  for (const FittingSession& session : played_->log.sessions) {
    const TrackId interest = session.first_track;
    const TrackId track = played_->log.steps[session.begin].track;
    const double off =
        static_cast<double>(drawn.score(interest, track) - fit_->model.score(interest, track));
    squares += off * off;
    scores += 1;
  }
  const double off = std::sqrt(squares / scores);
  EXPECT_GT(off, 0.05 * fit_->model.noise);
  EXPECT_LT(off, 2 * fit_->model.noise);
}

TEST_F(FitOfAKnownWorld, KnowsUsersByTheirEarlySessions) {
  std::vector<std::uint8_t> first_half(played_->log.n_users(), 0);
  std::fill_n(first_half.begin(), first_half.size() / 2, std::uint8_t{1});
  std::vector<std::uint8_t> second_half = first_half;
  for (std::uint8_t& belongs : second_half) belongs = belongs == 0 ? 1 : 0;
  const FittingLog fitted = part_of(played_->log, first_half);
  const FittingLog others = part_of(played_->log, second_half);
  EXPECT_EQ(fitted.sessions.size() + others.sessions.size(), played_->log.sessions.size());
  EXPECT_EQ(fitted.steps.size() + others.steps.size(), played_->log.steps.size());
  const WorldFit half = fit_world(fitted, small_settings());
  const HeldOutPrediction found = predict_held_out(fitted, half, others, small_settings());
  ASSERT_FALSE(found.predictions.empty());
  for (std::size_t i = 1; i < found.predictions.size(); ++i) {
    EXPECT_LT(found.predictions[0].squared_error, 0.6 * found.predictions[i].squared_error)
        << found.predictions[i].name;
  }
  std::uint64_t steps = 0;
  for (const FitCalibrationBin& bin : found.calibration) steps += bin.steps;
  EXPECT_EQ(steps, found.steps);
}

TEST(FitDiscount, FindsWhatItIsTold) {
  for (const double discount : {0.6, 0.9, 1.0}) {
    PlayedLogSettings settings;
    settings.users = 60;
    PlayedLog played = play_log(settings);
    // The truth as a model, and a log of it under another discount.
    FittedModel model;
    const Embeddings& rows = played.world.catalog.embeddings;
    model.rows = EmbeddingTable(rows.size(), rows.dim());
    for (TrackId track = 0; track < rows.size(); ++track) {
      std::copy_n(rows.row(track), rows.dim(), model.rows.row(track));
    }
    model.discount = discount;
    model.noise = 0.3;
    for (const UserTraits& traits : played.world.users.traits) {
      FittedListener listener;
      listener.bias = traits.consume_bias;
      listener.sharpness = traits.consume_sharpness;
      model.listeners.push_back(listener);
    }
    const FittingLog log = replay(played.log, model, played.interest_of, 5, 1, 0);
    const FittedDiscount found = fit_discount(log, model, played.interest_of);
    EXPECT_NEAR(found.value, discount, 0.006);
    EXPECT_GT(found.steps, 100u);
  }
}

}  // namespace
}  // namespace reprise
