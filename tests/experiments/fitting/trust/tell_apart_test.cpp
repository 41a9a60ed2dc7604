// Tests that a classifier cannot tell simulated sessions of a good fit from real ones, and can tell
// those of other people.
#include "experiments/fitting/trust/tell_apart.h"

#include <gmock/gmock.h>

#include "experiments/fitting/shares/fitted_world.h"
#include "tests/experiments/fitting/played_log.h"

namespace reprise {
namespace {

FitClassifier classified(const PlayedLogSettings& settings) {
  FitSettings fitting;
  fitting.dim = 16;
  const FittingLog log = play_log(settings).log;
  return tell_apart(log, fit_world(log, fitting), fit_budget(log).budget);
}

TEST(TellApart, CannotTellAGoodFit) {
  PlayedLogSettings settings;
  settings.users = 150;
  settings.sessions_of_user = 40;
  const FitClassifier found = classified(settings);
  EXPECT_EQ(found.sessions, 75u * 40u);
  EXPECT_NEAR(found.chance, 0.5, 0.06);
  EXPECT_GT(found.error, 0);
  EXPECT_LT(found.error, 0.03);
}

TEST(TellApart, TellsPeopleWhoLeaveAtAnyTime) {
  PlayedLogSettings settings;
  settings.users = 150;
  settings.leaves = [](Hundredths, Stream& stream) { return uniform_index(stream, 8) == 0; };
  EXPECT_GT(classified(settings).chance, 0.65);
}

TEST(TellApart, TellsPeopleWhoHearAllOrNothing) {
  PlayedLogSettings settings;
  settings.users = 150;
  settings.heard = [](Hundredths share, Stream& stream) {
    return costs_budget(stream(), share) ? 0 : 100;
  };
  EXPECT_GT(classified(settings).chance, 0.6);
}

}  // namespace
}  // namespace reprise
