// Tests that logs of botify's user raise no flag, and that logs of other people do.
#include "experiments/fitting/trust/misfit.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/experiments/fitting/played_log.h"

namespace reprise {
namespace {

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

// How many logs each test tries: REPRISE_TEST_LOGS, for measuring how often flags are right.
std::uint64_t logs(std::uint64_t usually) {
  const char* text = std::getenv("REPRISE_TEST_LOGS");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : usually;
}

// Plays logs with other seeds, and expects that nearly all of them raise the flag.
void expect_raised(const char* flag, PlayedLogSettings settings,
                   const std::function<FittingLog(const FittingLog&)>& changed = {}) {
  const std::uint64_t n = logs(2);
  std::uint64_t n_raised = 0;
  for (std::uint64_t seed = 1; seed <= n; ++seed) {
    settings.seed = seed;
    const FittingLog log = play_log(settings).log;
    const std::vector<std::string> names = raised(changed ? changed(log) : log);
    n_raised += std::count(names.begin(), names.end(), flag) > 0 ? 1 : 0;
  }
  if (n > 4) fmt::print("{} is raised by {} of {} logs\n", flag, n_raised, n);
  EXPECT_GE(20 * n_raised, 19 * n) << flag << ": " << n_raised << " of " << n;
}

TEST(Misfit, IsNotSeenInGoodLogs) {
  const std::uint64_t n = logs(4);
  std::uint64_t n_raised = 0;
  for (std::uint64_t seed = 1; seed <= n; ++seed) {
    PlayedLogSettings settings = usual();
    settings.seed = seed;
    if (!raised(play_log(settings).log).empty()) ++n_raised;
  }
  if (n > 4) fmt::print("{} of {} good logs raise a flag\n", n_raised, n);
  EXPECT_LE(20 * n_raised, n);
}

TEST(Misfit, IsSeenWhenSharesAreNoisy) {
  PlayedLogSettings settings = usual();
  settings.heard = [](Hundredths share, Stream& stream) {
    const auto noise = static_cast<Hundredths>(uniform_index(stream, 41)) - 20;
    return std::clamp(share + noise, 0, 100);
  };
  expect_raised("responds_otherwise", settings);
}

TEST(Misfit, IsSeenWhenTracksAreSkippedOrHeardOut) {
  PlayedLogSettings settings = usual();
  settings.heard = [](Hundredths share, Stream& stream) {
    return costs_budget(stream(), share) ? static_cast<Hundredths>(uniform_index(stream, 10)) : 100;
  };
  expect_raised("responds_otherwise", settings);
}

TEST(Misfit, IsSeenWhenPeopleLeaveAtAnyTime) {
  PlayedLogSettings settings = usual();
  settings.leaves = [](Hundredths, Stream& stream) { return uniform_index(stream, 8) == 0; };
  expect_raised("leaves_otherwise", settings);
}

TEST(Misfit, IsSeenWhenSessionsAreShuffled) {
  expect_raised("leaves_otherwise", usual(),
                [](const FittingLog& log) { return shuffled(log, 1); });
}

TEST(Misfit, IsSeenWhenALogIsShort) {
  PlayedLogSettings settings = usual();
  settings.sessions_of_user = 3;
  expect_raised("too_little", settings);
}

TEST(Misfit, IsSeenWhenFewTracksAreShown) {
  PlayedLogSettings settings = usual();
  settings.variety = 30;
  expect_raised("no_variety", settings);
}

// Returns the words of the flag `no_taste`, which must be raised.
std::string words_of_no_taste(const FittingLog& log) {
  const WorldFit fit = fit_world(log, {.dim = 16});
  for (const FitFlag& flag :
       look_for_misfit(log, fit, fit_budget(log), predict_held_out_steps(log, fit))) {
    if (flag.name != "no_taste") continue;
    EXPECT_TRUE(flag.raised);
    return flag.words;
  }
  return {};
}

TEST(Misfit, SaysWhyNoTasteIsSeenWhereNothingCanBePredicted) {
  PlayedLogSettings settings = usual();
  settings.heard = [](Hundredths, Stream&) { return 0; };
  EXPECT_THAT(words_of_no_taste(play_log(settings).log),
              testing::MatchesRegex("the mean of all is each of the [0-9]+ shares .*"));
  FittingLog log = play_log(usual()).log;
  for (FittingStep& step : log.steps) {
    if (step.use == StepUse::held_out) step.use = StepUse::fitted;
  }
  EXPECT_THAT(words_of_no_taste(log), testing::HasSubstr("no user is left"));
}

}  // namespace
}  // namespace reprise
