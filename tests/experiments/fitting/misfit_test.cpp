// Tests that logs of botify's user raise no flag, and that logs of other people do.
#include "experiments/fitting/misfit.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "tests/experiments/fitting/played_log.h"

namespace reprise {
namespace {

using testing::IsEmpty;
using testing::IsSupersetOf;

PlayedLogSettings usual() {
  PlayedLogSettings settings;
  settings.users = 150;
  settings.sessions_of_user = 40;
  return settings;
}

std::vector<std::string> raised(const FittingLog& log) {
  FitSettings settings;
  settings.dim = 16;
  const WorldFit fit = fit_world(log, settings);
  std::vector<std::string> names;
  for (const FitFlag& flag :
       look_for_misfit(log, fit, fit_budget(log), predict_held_out_steps(log, fit))) {
    EXPECT_FALSE(flag.words.empty()) << flag.name;
    if (flag.raised) names.push_back(flag.name);
  }
  return names;
}

TEST(Misfit, IsNotSeenInGoodLogs) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    PlayedLogSettings settings = usual();
    settings.seed = seed;
    EXPECT_THAT(raised(play_log(settings).log), IsEmpty()) << seed;
  }
}

TEST(Misfit, IsSeenWhenSharesAreNoisy) {
  PlayedLogSettings settings = usual();
  settings.heard = [](Hundredths share, Stream& stream) {
    const auto noise = static_cast<Hundredths>(uniform_index(stream, 41)) - 20;
    return std::clamp(share + noise, 0, 100);
  };
  EXPECT_THAT(raised(play_log(settings).log), IsSupersetOf({"responds_otherwise"}));
}

TEST(Misfit, IsSeenWhenTracksAreSkippedOrHeardOut) {
  PlayedLogSettings settings = usual();
  settings.heard = [](Hundredths share, Stream& stream) {
    return costs_budget(stream(), share) ? static_cast<Hundredths>(uniform_index(stream, 10)) : 100;
  };
  EXPECT_THAT(raised(play_log(settings).log), IsSupersetOf({"responds_otherwise"}));
}

TEST(Misfit, IsSeenWhenPeopleLeaveAtAnyTime) {
  PlayedLogSettings settings = usual();
  settings.leaves = [](Hundredths, Stream& stream) { return uniform_index(stream, 8) == 0; };
  EXPECT_THAT(raised(play_log(settings).log), IsSupersetOf({"leaves_otherwise"}));
}

TEST(Misfit, IsSeenWhenSessionsAreShuffled) {
  EXPECT_THAT(raised(shuffled(play_log(usual()).log, 1)), IsSupersetOf({"leaves_otherwise"}));
}

TEST(Misfit, IsSeenWhenALogIsShort) {
  PlayedLogSettings settings = usual();
  settings.sessions_of_user = 3;
  EXPECT_THAT(raised(play_log(settings).log), IsSupersetOf({"too_little"}));
}

TEST(Misfit, IsSeenWhenFewTracksAreShown) {
  PlayedLogSettings settings = usual();
  settings.variety = 30;
  EXPECT_THAT(raised(play_log(settings).log), IsSupersetOf({"no_variety"}));
}

}  // namespace
}  // namespace reprise
