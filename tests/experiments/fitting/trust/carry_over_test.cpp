// Tests that intervals of effects and parameters hold the truth of worlds that the fit never saw.
// REPRISE_TEST_LOGS=20 measures it over that many logs, from REPRISE_TEST_FIRST_LOG on, and
// REPRISE_TEST_TRACKS, _USERS, _SESSIONS (of a user) and _DIM in worlds of another size.
#include "experiments/fitting/trust/carry_over.h"

#include <cstdlib>
#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/fitting/trust/near_lists.h"
#include "experiments/statistics/sample_quantile.h"
#include "tests/experiments/fitting/played_log.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

std::uint64_t number_of(const char* name, std::uint64_t usually) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : usually;
}

struct Counts {
  std::uint64_t held = 0;
  std::uint64_t all = 0;

  void add(bool holds) {
    held += holds ? 1 : 0;
    ++all;
  }
  double share() const { return static_cast<double>(held) / static_cast<double>(all); }
};

// What became of the intervals of some logs.
struct Coverage {
  std::map<std::string, Counts> effects;  // by policy
  Counts all_effects;
  Counts biases;
  Counts biases_given_scores;
  Counts sharpness;
  Counts sharpness_given_scores;
  std::vector<double> errors;  // of the estimates
  std::vector<double> fitted;  // of effects in the fitted world
  std::vector<double> halves;  // of the widths of intervals

  static bool holds(double estimate, double error, double truth) {
    return std::abs(estimate - truth) <= 1.96 * error;
  }
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return sample_quantile(values, 0.5);
}

// Fits a world to one half of the users of a log, and compares its verdicts with the world that the
// log was played in.
void add_log(std::uint64_t seed, Coverage& coverage) {
  PlayedLogSettings settings;
  settings.tracks = static_cast<std::int64_t>(number_of("REPRISE_TEST_TRACKS", 300));
  settings.users = static_cast<std::int64_t>(number_of("REPRISE_TEST_USERS", 240));
  settings.sessions_of_user = number_of("REPRISE_TEST_SESSIONS", 30);
  settings.dim = static_cast<std::int64_t>(number_of("REPRISE_TEST_DIM", 16));
  settings.popular = 0.6;
  settings.seed = seed;
  settings.hold_out_every = 0;
  const PlayedLog played = play_log(settings);
  std::vector<std::uint8_t> of_world(played.log.n_users(), 0);
  std::vector<std::uint8_t> of_policies(played.log.n_users(), 1);
  for (std::size_t user = 0; user < of_world.size(); user += 2) {
    of_world[user] = 1;
    of_policies[user] = 0;
  }
  FittingLog worlds = part_of(played.log, of_world);
  FittingLog policies = part_of(played.log, of_policies);
  hold_out(worlds, 20);
  hold_out(policies, 20);
  FitSettings fitting;
  fitting.dim = settings.dim;
  WorldFit fit = fit_world(worlds, fitting);
  const FittedBudget budget = fit_budget(worlds);
  const TemporaryFolder directory;
  const auto lists = directory.path() / "lists.json";
  write_near_lists(fit_world(policies, fitting).model, lists);
  CarryOverSettings carry;
  carry.sessions = 10'000;
  const CarryOver carried = compare_verdicts(worlds, fit, budget, fitting, lists,
                                             directory.path() / "trial.json", carry, {});
  World truth = played.world;
  const WorldData fitted = fitted_world_data(worlds, fit.model, budget);
  truth.top_tracks = fitted.top_tracks;  // the policy is the same
  const std::vector<PlayedPolicy> true_plays =
      play_policies(truth, judged_policies(lists), 2 * carry.sessions, 1);
  for (std::size_t i = 1; i < true_plays.size(); ++i) {
    const FitCarriedPolicy& policy = carried.verdicts.policies[i];
    const double effect =
        std::log(true_plays[i].tracks_per_session / true_plays[0].tracks_per_session);
    const bool holds = effect >= policy.lower && effect <= policy.upper;
    coverage.effects[policy.name].add(holds);
    coverage.all_effects.add(holds);
    coverage.errors.push_back(std::abs(policy.estimate - effect));
    coverage.fitted.push_back(std::abs(policy.effect - effect));
    coverage.halves.push_back((policy.upper - policy.lower) / 2);
  }
  const std::vector<FittedListener> given_scores = fit.model.listeners;
  carried.parameters.widen_errors(carried.verdicts.widening, fit.model);
  for (std::size_t i = 0; i < given_scores.size(); ++i) {
    const UserTraits& traits = played.world.users.traits[2 * i];
    const FittedListener& own = fit.model.listeners[i];
    const double sharpness = std::log(traits.consume_sharpness);
    coverage.biases.add(Coverage::holds(own.bias, own.bias_error, traits.consume_bias));
    coverage.biases_given_scores.add(
        Coverage::holds(own.bias, given_scores[i].bias_error, traits.consume_bias));
    coverage.sharpness.add(
        Coverage::holds(std::log(own.sharpness), own.log_sharpness_error, sharpness));
    coverage.sharpness_given_scores.add(
        Coverage::holds(std::log(own.sharpness), given_scores[i].log_sharpness_error, sharpness));
  }
}

TEST(CarryOver, IntervalsHoldTheTruth) {
  const std::uint64_t n = number_of("REPRISE_TEST_LOGS", 1);
  const std::uint64_t first = number_of("REPRISE_TEST_FIRST_LOG", 1);
  Coverage coverage;
  for (std::uint64_t seed = first; seed < first + n; ++seed) {
    add_log(seed, coverage);
    const std::string text = fmt::format(
        "{} logs: effects {}/{}, median half width {:.3f}, median error {:.4f} (in the fitted "
        "world {:.4f}); biases {:.3f} (given scores {:.3f}), log sharpness {:.3f} ({:.3f})\n",
        seed - first + 1, coverage.all_effects.held, coverage.all_effects.all,
        median(coverage.halves), median(coverage.errors), median(coverage.fitted),
        coverage.biases.share(), coverage.biases_given_scores.share(), coverage.sharpness.share(),
        coverage.sharpness_given_scores.share());
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
  }
  for (const auto& [policy, counts] : coverage.effects) {
    std::fputs(fmt::format("  {}: {}/{}\n", policy, counts.held, counts.all).c_str(), stdout);
  }
  // Measured over many logs it is 90 % or more; a few logs may have less by chance.
  EXPECT_GE(coverage.all_effects.share(), n >= 10 ? 0.9 : 0.75);
  EXPECT_GE(coverage.biases.share(), 0.85);
  EXPECT_GE(coverage.sharpness.share(), 0.85);
  EXPECT_GT(coverage.biases.share(), coverage.biases_given_scores.share());
  EXPECT_LT(median(coverage.errors), median(coverage.fitted));
}

TEST(CarryOver, HasAnEffectOfEveryTrial) {
  PlayedLogSettings settings;
  settings.tracks = 60;
  settings.users = 12;
  settings.sessions_of_user = 6;
  settings.dim = 4;
  const FittingLog log = play_log(settings).log;
  FitSettings fitting;
  fitting.dim = 4;
  const WorldFit fit = fit_world(log, fitting);
  const TemporaryFolder directory;
  const auto lists = directory.path() / "lists.json";
  write_near_lists(fit.model, lists);
  // Alone, in twos and in threes in their known worlds.
  for (const std::uint64_t trials : {2u, 3u, 5u, 7u}) {
    CarryOverSettings carry;
    carry.sessions = 50;
    carry.trials = trials;
    const CarryOver carried = compare_verdicts(log, fit, fit_budget(log), fitting, lists,
                                               directory.path() / "trial.json", carry, {});
    for (const FitCarriedPolicy& policy : carried.verdicts.policies) {
      EXPECT_EQ(policy.trials.size(), trials);
      EXPECT_EQ(policy.recommender.find(directory.path().string()), std::string::npos);
    }
    EXPECT_LE(carried.verdicts.rank_correlation, 1);
    EXPECT_EQ(carried.parameters.recoveries().front().n, trials * log.n_users());
  }
}

}  // namespace
}  // namespace reprise
