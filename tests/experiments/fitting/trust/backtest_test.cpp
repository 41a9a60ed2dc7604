// Tests that effects of treatments that a service has tried are predicted from the control alone.
#include "experiments/fitting/trust/backtest.h"

#include <gmock/gmock.h>

#include "sim/support/user_error.h"
#include "tests/experiments/fitting/played_log.h"

namespace reprise {
namespace {

// The sessions of every third user, from the one with this number on.
FittingLog third_of(const FittingLog& log, std::size_t from) {
  std::vector<std::uint8_t> belongs(log.n_users(), 0);
  for (std::size_t user = from; user < belongs.size(); user += 3) belongs[user] = 1;
  FittingLog part = part_of(log, belongs);
  hold_out(part, kHoldOutEvery);
  return part;
}

class Backtest : public testing::Test {
 protected:
  static PlayedLogSettings service() {
    PlayedLogSettings settings;
    settings.users = 450;
    settings.sessions_of_user = 24;
    settings.tracks = 200;
    settings.seed = 3;
    return settings;
  }
  static FitBacktest predict(const FittingLog& control, const std::vector<BacktestArm>& arms) {
    FitSettings fitting;
    fitting.dim = 16;
    return backtest(control, "C", fit_world(control, fitting), fit_budget(control), arms, fitting,
                    {}, {});
  }
};

TEST_F(Backtest, FindsTheEffectThatWasObserved) {
  PlayedLogSettings settings = service();
  const FittingLog control = third_of(play_log(settings).log, 0);
  settings.near = 0.5;
  const FittingLog near = third_of(play_log(settings).log, 1);
  settings.near = 0;
  settings.popular = 0.7;
  const FittingLog popular = third_of(play_log(settings).log, 2);
  const FitBacktest found = predict(control, {{"near", near}, {"popular", popular}});
  ASSERT_EQ(found.arms.size(), 2u);
  for (const FitBacktestArm& arm : found.arms) {
    SCOPED_TRACE(arm.name);
    EXPECT_EQ(arm.sessions, 150u * 24u);
    EXPECT_GT(arm.replayed, 0.9);
    EXPECT_TRUE(arm.agrees) << arm.predicted << " " << arm.lower << " " << arm.upper << " "
                            << arm.observed;
    EXPECT_NEAR(arm.predicted, arm.observed, 0.1);
    EXPECT_LT(arm.upper - arm.lower, 0.4);
  }
  // The one is better than the control, and said to be so.
  EXPECT_GT(found.arms[0].observed, 0.1);
  EXPECT_GT(found.arms[0].lower, 0.05);
}

TEST_F(Backtest, IsApartWhenOthersRespond) {
  PlayedLogSettings settings = service();
  const FittingLog control = third_of(play_log(settings).log, 0);
  // The treatment's users hear half of what the control's would.
  settings.near = 0.5;
  settings.heard = [](Hundredths share, Stream&) { return share / 2; };
  const FitBacktest found = predict(control, {{"near", third_of(play_log(settings).log, 1)}});
  EXPECT_FALSE(found.arms[0].agrees);
  EXPECT_LT(found.arms[0].observed, found.arms[0].lower);
}

TEST_F(Backtest, NeedsSessionsThatBeginAlike) {
  PlayedLogSettings settings = service();
  settings.users = 30;
  const FittingLog control = third_of(play_log(settings).log, 0);
  FittingLog other = third_of(play_log(settings).log, 1);
  std::vector<std::uint8_t> begins(control.n_tracks(), 0);
  for (const FittingSession& session : control.sessions) begins[session.first_track] = 1;
  const auto unused = static_cast<TrackId>(
      std::find(begins.begin(), begins.end(), std::uint8_t{0}) - begins.begin());
  ASSERT_LT(unused, control.n_tracks());
  for (FittingSession& session : other.sessions) session.first_track = unused;
  EXPECT_THROW(predict(control, {{"other", other}}), UserError);
  // Beside other arms it says so, and they are predicted. One of them is the control's own policy.
  const FittingLog same = third_of(play_log(settings).log, 2);
  const FitBacktest found = predict(control, {{"other", other}, {"same", same}, {"again", same}});
  ASSERT_EQ(found.arms.size(), 3u);
  EXPECT_TRUE(found.arms[0].unpredicted());
  EXPECT_THAT(found.arms[0].why_not, testing::HasSubstr("begins with a track"));
  EXPECT_EQ(found.arms[0].replayed, 0);
  EXPECT_FALSE(found.arms[1].unpredicted());
  EXPECT_TRUE(found.arms[1].agrees);
  EXPECT_LT(found.arms[1].lower, 0.05);
  EXPECT_GT(found.arms[1].upper, -0.05);
  EXPECT_EQ(found.arms[1].predicted, found.arms[2].predicted);
}

TEST_F(Backtest, SaysWhatTheControlNeverShowed) {
  PlayedLogSettings settings = service();
  settings.users = 60;
  settings.variety = 30;
  const FittingLog control = third_of(play_log(settings).log, 0);
  const FittingLog alike = third_of(play_log(settings).log, 1);
  settings.variety = 0;
  const FittingLog other = third_of(play_log(settings).log, 2);
  const FitBacktest found = predict(control, {{"alike", alike}, {"other", other}});
  EXPECT_EQ(found.arms[0].outside, 0);
  EXPECT_NEAR(found.arms[1].outside, 1 - 30.0 / 200, 0.05);
}

}  // namespace
}  // namespace reprise
