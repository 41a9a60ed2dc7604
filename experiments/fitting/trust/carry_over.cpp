#include "experiments/fitting/trust/carry_over.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "experiments/fitting/shares/fitted_world.h"
#include "experiments/fitting/trust/near_lists.h"
#include "experiments/fitting/trust/replay.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/rank_correlation.h"
#include "experiments/statistics/sample_quantile.h"
#include "experiments/statistics/student_t.h"
#include "sim/random/streams.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

std::vector<double> log_effects(const std::vector<PlayedPolicy>& played) {
  std::vector<double> effects;
  for (const PlayedPolicy& policy : played) {
    effects.push_back(std::log(policy.tracks_per_session / played.front().tracks_per_session));
  }
  return effects;
}

// The share of recommendations of tracks that the log recommended less than five times.
double share_outside(const PlayedPolicy& policy, const std::vector<std::uint32_t>& shown) {
  constexpr std::uint32_t kSeldom = 5;
  std::uint64_t outside = 0;
  std::uint64_t all = 0;
  for (std::size_t track = 0; track < policy.plays.size(); ++track) {
    all += policy.plays[track];
    if (track >= shown.size() || shown[track] < kSeldom) outside += policy.plays[track];
  }
  return all > 0 ? static_cast<double>(outside) / static_cast<double>(all) : 0;
}

// A world whose truth is known, and the trials whose logs are played in it.
struct KnownWorld {
  bool drawn = false;  // else it is the fitted one
  std::vector<std::uint64_t> trials;
};

// Every other trial has the fitted world. Trials share a world in twos, or in threes at the end.
std::vector<KnownWorld> known_worlds(std::uint64_t trials) {
  std::vector<KnownWorld> worlds;
  for (std::uint64_t first = 1; first <= 2; ++first) {
    for (std::uint64_t trial = first; trial <= trials; trial += 4) {
      KnownWorld world{first == 2, {trial}};
      if (trial + 2 <= trials) world.trials.push_back(trial + 2);
      if (world.trials.size() == 1 && trial > 4) {
        worlds.back().trials.push_back(trial);
      } else {
        worlds.push_back(std::move(world));
      }
    }
  }
  return worlds;
}

// What a trial leaves: the world that was fitted to its log.
struct FittedTrial {
  FittedModel model;
  WorldData data;
};

}  // namespace

FitTrial play_and_fit(const FittingLog& log, const WorldFit& fit, const FittedModel& truth,
                      const FitSettings& settings, std::int32_t budget, std::uint64_t seed,
                      const Progress& progress) {
  FitTrial trial;
  trial.truth = truth;
  const StreamKey key = stream_key(seed, "fit/resampled users");
  std::vector<FittedListener> listeners;
  for (std::size_t i = 0; i < log.n_users(); ++i) {
    Stream stream(key, i);
    const std::uint32_t user = uniform_index(stream, static_cast<std::uint32_t>(log.n_users()));
    trial.drawn.push_back(user);
    listeners.push_back(trial.truth.listeners[user]);
    trial.interest_of.insert(
        trial.interest_of.end(),
        fit.interest_of.begin() + static_cast<std::ptrdiff_t>(log.sessions_begin[user]),
        fit.interest_of.begin() + static_cast<std::ptrdiff_t>(log.sessions_begin[user + 1]));
  }
  trial.truth.listeners = std::move(listeners);
  FittingLog sampled = log_of_users(log, trial.drawn);
  std::iota(sampled.user_ids.begin(), sampled.user_ids.end(), std::int64_t{0});
  trial.log = replay(sampled, trial.truth, trial.interest_of, budget, seed, kHoldOutEvery,
                     draw_first_tracks(trial.truth, trial.interest_of, seed));
  trial.fit = fit_world(trial.log, settings, progress);
  return trial;
}

CarryOver compare_verdicts(const FittingLog& log, const WorldFit& fit, const FittedBudget& budget,
                           const FitSettings& fit_settings, const std::filesystem::path& lists,
                           const std::filesystem::path& scratch, const CarryOverSettings& settings,
                           const Progress& progress) {
  // Seeds of sessions: other ones in each world, so that chance is part of the errors.
  constexpr std::uint64_t kOfTruths = 1000;
  constexpr std::uint64_t kOfFits = 2000;
  constexpr std::uint64_t kOfLists = 1'000'000;
  const WorldData data = fitted_world_data(log, fit.model, budget);
  // A policy is the same in all worlds: so is the popularity list that it plays.
  const auto world_of = [&](WorldData played) {
    played.top_tracks = data.top_tracks;
    return make_world(played);
  };
  const std::vector<JudgedPolicy> policies = judged_policies(lists);
  const std::vector<PlayedPolicy> in_fit =
      play_policies(make_world(data), policies, settings.sessions, kOfFits);
  const std::vector<double> effects = log_effects(in_fit);
  CarryOver result;
  FitCarryOver& verdicts = result.verdicts;
  std::vector<std::uint32_t> shown(log.n_tracks(), 0);
  for (const FittingStep& step : log.steps) ++shown[step.track];
  const std::vector<JudgedPolicy> written = judged_policies(lists.filename());
  for (std::size_t i = 0; i < policies.size(); ++i) {
    FitCarriedPolicy policy;
    policy.recommender = written[i].recommender;
    policy.name = policies[i].name;
    policy.listed = policies[i].listed;
    policy.tracks = in_fit[i].tracks_per_session;
    policy.effect = effects[i];
    policy.outside = share_outside(in_fit[i], shown);
    verdicts.policies.push_back(policy);
  }
  double noise = 0;
  std::vector<double> errors;
  const auto n = static_cast<double>(settings.trials);
  const std::vector<KnownWorld> worlds = known_worlds(settings.trials);
  const std::uint64_t refits =
      settings.trials + static_cast<std::uint64_t>(std::count_if(
                            worlds.begin(), worlds.end(),
                            [](const KnownWorld& world) { return world.trials.size() == 1; }));
  std::uint64_t done = 0;
  for (const KnownWorld& known : worlds) {
    const FittedModel drawn =
        known.drawn ? draw_model(log, fit, known.trials.front()) : FittedModel();
    const FittedModel& truth = known.drawn ? drawn : fit.model;
    const auto refit = [&](std::uint64_t seed) {
      return play_and_fit(log, fit, truth, fit_settings, budget.budget, seed,
                          progress_of(fmt::format("refit {} of {}", ++done, refits), progress));
    };
    std::vector<FittedTrial> fitted;
    for (const std::uint64_t k : known.trials) {
      FitTrial trial = refit(k);
      noise += trial.fit.model.noise / n;
      result.parameters.add(trial);
      fitted.push_back({{}, fitted_world_data(trial.log, trial.fit.model, fit_budget(trial.log))});
      fitted.back().model = std::move(trial.fit.model);
    }
    // The lists of a trial are those of the next one; a trial alone has those of one more log.
    FittedModel of_lists;
    if (fitted.size() == 1) of_lists = refit(kOfLists + known.trials.front()).fit.model;
    const World true_world = world_of(fitted_world_data(log, truth, budget));
    for (std::size_t i = 0; i < fitted.size(); ++i) {
      const std::uint64_t k = known.trials[i];
      if (progress) progress(fmt::format("policies in known world {}", k), 0, 0);
      write_near_lists(fitted.size() == 1 ? of_lists : fitted[(i + 1) % fitted.size()].model,
                       scratch);
      const std::vector<JudgedPolicy> own = judged_policies(scratch);
      const std::vector<double> true_effects =
          log_effects(play_policies(true_world, own, settings.sessions, kOfTruths + k));
      const std::vector<double> fitted_effects =
          log_effects(play_policies(world_of(fitted[i].data), own, settings.sessions, kOfFits + k));
      for (std::size_t policy = 0; policy < policies.size(); ++policy) {
        verdicts.policies[policy].trials.push_back({true_effects[policy], fitted_effects[policy]});
        if (policy > 0) errors.push_back(std::abs(fitted_effects[policy] - true_effects[policy]));
      }
      verdicts.rank_correlation += rank_correlation(true_effects, fitted_effects).value_or(0) / n;
    }
  }
  std::filesystem::remove(scratch);
  std::sort(errors.begin(), errors.end());
  verdicts.median_error = errors.empty() ? 0 : sample_quantile(errors, 0.5);
  verdicts.widening = noise > 0 ? std::max(1.0, fit.model.noise / noise) : 1;
  // Of each policy the errors in all trials. A variance of so few is averaged with the mean of all
  // policies', which doubles what is known of it (Smyth, "Linear models and empirical Bayes
  // methods", 2004, with as much weight on the prior as on the policy's own).
  std::vector<Moments> off;
  double variance_of_all = 0;
  for (const FitCarriedPolicy& policy : verdicts.policies) {
    std::vector<double> of_policy;
    for (const FitTrialEffect& trial : policy.trials) {
      of_policy.push_back(trial.fitted - trial.truth);
    }
    off.push_back(moments(of_policy));
    variance_of_all += off.back().variance / static_cast<double>(policies.size() - 1);
  }
  const double scale = verdicts.widening;
  for (std::size_t i = 0; i < off.size(); ++i) {
    FitCarriedPolicy& policy = verdicts.policies[i];
    const double variance = i == 0 ? 0 : (off[i].variance + variance_of_all) / 2;
    const StudentInterval interval = student_interval(policy.effect - scale * off[i].mean,
                                                      std::sqrt(variance * (1 + scale * scale / n)),
                                                      2 * (n - 1), 1 - settings.confidence);
    policy.estimate = interval.estimate;
    policy.lower = interval.lower;
    policy.upper = interval.upper;
  }
  return result;
}

}  // namespace reprise
