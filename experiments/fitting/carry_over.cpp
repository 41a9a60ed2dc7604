#include "experiments/fitting/carry_over.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

#include "experiments/fitting/fitted_world.h"
#include "experiments/statistics/rank_correlation.h"
#include "sim/random/streams.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

// Sums for the correlation and the error of one kind of parameter.
class Recovered {
 public:
  void add(double truth, double fitted) {
    ++n_;
    x_ += truth;
    y_ += fitted;
    xx_ += truth * truth;
    yy_ += fitted * fitted;
    xy_ += truth * fitted;
    squares_ += (fitted - truth) * (fitted - truth);
  }
  void add(double truth, double fitted, double error) {
    add(truth, fitted);
    constexpr double kNormal95 = 1.959963984540054;
    ++stated_;
    if (std::abs(fitted - truth) <= kNormal95 * error) ++covered_;
  }
  FitRecovery result(const char* name) const {
    const auto n = static_cast<double>(std::max<std::uint64_t>(n_, 1));
    const double spread = (xx_ - x_ * x_ / n) * (yy_ - y_ * y_ / n);
    FitRecovery recovery;
    recovery.name = name;
    recovery.n = n_;
    recovery.error = std::sqrt(squares_ / n);
    if (spread > 0) recovery.correlation = (xy_ - x_ * y_ / n) / std::sqrt(spread);
    if (stated_ > 0) {
      recovery.coverage = static_cast<double>(covered_) / static_cast<double>(stated_);
    }
    return recovery;
  }

 private:
  std::uint64_t n_ = 0;
  std::uint64_t stated_ = 0;  // with an interval
  std::uint64_t covered_ = 0;
  double x_ = 0, y_ = 0, xx_ = 0, yy_ = 0, xy_ = 0, squares_ = 0;
};

// Users drawn with replacement, and how often each was drawn.
struct Resampled {
  std::vector<UserIndex> drawn;
  std::vector<float> weights;
};

Resampled resample(std::size_t n_users, std::uint64_t seed) {
  Resampled result;
  result.weights.assign(n_users, 0);
  const StreamKey key = stream_key(seed, "fit/resampled users");
  for (std::size_t i = 0; i < n_users; ++i) {
    Stream stream(key, i);
    result.drawn.push_back(uniform_index(stream, static_cast<std::uint32_t>(n_users)));
    result.weights[result.drawn.back()] += 1;
  }
  return result;
}

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

World world_of(const FittingLog& log, const FittedModel& model) {
  return make_world(fitted_world_data(log, model, fit_budget(log)));
}

}  // namespace

std::vector<FitRecovery> compare_parameters(const FittingLog& log, const KnownTruth& truth,
                                            const WorldFit& fit) {
  Recovered bias;
  Recovered sharpness;
  std::uint64_t interests = 0;
  std::uint64_t found = 0;
  for (std::size_t user = 0; user < log.n_users(); ++user) {
    const FittedListener& of_truth = truth.model.listeners[user];
    const FittedListener& fitted = fit.model.listeners[user];
    bias.add(of_truth.bias, fitted.bias, fitted.bias_error);
    sharpness.add(std::log(of_truth.sharpness), std::log(fitted.sharpness),
                  fitted.log_sharpness_error);
    for (const TrackId interest : of_truth.interests) {
      ++interests;
      const auto& own = fitted.interests;
      if (std::find(own.begin(), own.end(), interest) != own.end()) ++found;
    }
  }
  // The shares themselves, of steps held out.
  Recovered shares;
  for (std::size_t s = 0; s < log.sessions.size(); ++s) {
    const FittingSession& session = log.sessions[s];
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = log.steps[i];
      if (step.use != StepUse::held_out) continue;
      shares.add(truth.model.share(session.user, truth.interest_of[s], step.track, step.earlier),
                 fit.model.share(session.user, fit.interest_of[s], step.track, step.earlier));
    }
  }
  Recovered discount;
  discount.add(truth.model.discount, fit.model.discount, fit.model.discount_error);
  std::vector<FitRecovery> result = {
      bias.result("consume_bias"), sharpness.result("log of consume_sharpness"),
      discount.result("artist_discount_gamma"), shares.result("held-out shares")};
  const auto n = static_cast<double>(std::max<std::uint64_t>(interests, 1));
  FitRecovery& of_interests = result.emplace_back();
  of_interests.name = "interests";
  of_interests.n = interests;
  of_interests.found = static_cast<double>(found) / n;
  return result;
}

FitCarryOver compare_verdicts(const FittingLog& log, const World& true_world, const WorldFit& fit,
                              const FitSettings& fit_settings,
                              std::span<const JudgedPolicy> policies,
                              const CarryOverSettings& settings, const Progress& progress) {
  constexpr std::uint64_t kTrueSeed = 1;
  constexpr std::uint64_t kFittedSeed = 2;  // other sessions: chance is part of the error
  const std::vector<PlayedPolicy> in_truth =
      play_policies(true_world, policies, settings.sessions, kTrueSeed);
  const std::vector<PlayedPolicy> in_fit =
      play_policies(world_of(log, fit.model), policies, settings.sessions, kFittedSeed);
  const std::vector<double> true_effects = log_effects(in_truth);
  const std::vector<double> fitted_effects = log_effects(in_fit);
  // Refits: sums for the variance of each effect.
  std::vector<double> sums(policies.size(), 0);
  std::vector<double> squares(policies.size(), 0);
  for (std::uint64_t k = 0; k < settings.refits; ++k) {
    const Resampled users = resample(log.n_users(), k + 1);
    const WorldFit refit =
        fit_world(log, fit_settings, users.weights, &fit,
                  progress_of(fmt::format("refit {} of {}", k + 1, settings.refits), progress));
    const World world = with_resampled_users(world_of(log, refit.model), users.drawn);
    const std::vector<double> effects =
        log_effects(play_policies(world, policies, settings.sessions, kFittedSeed + 1 + k));
    for (std::size_t i = 0; i < effects.size(); ++i) {
      const double off = effects[i] - fitted_effects[i];
      sums[i] += off;
      squares[i] += off * off;
    }
  }
  std::vector<std::uint32_t> shown(log.n_tracks(), 0);
  for (const FittingStep& step : log.steps) ++shown[step.track];
  FitCarryOver result;
  result.refits = settings.refits;
  const auto n = static_cast<double>(settings.refits);
  std::vector<double> errors;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    FitCarriedPolicy policy;
    policy.name = policies[i].name;
    policy.listed = policies[i].listed;
    policy.true_tracks = in_truth[i].tracks_per_session;
    policy.fitted_tracks = in_fit[i].tracks_per_session;
    policy.true_effect = true_effects[i];
    policy.fitted_effect = fitted_effects[i];
    policy.lower = -INFINITY;
    policy.upper = INFINITY;
    if (settings.refits >= 2) {
      const double mean = sums[i] / n;
      const double variance = std::max(0.0, (squares[i] - n * mean * mean) / (n - 1));
      const double factor =
          boost::math::quantile(boost::math::students_t(n - 1), 0.5 + settings.confidence / 2);
      // The fit and each refit have chance of their own sessions; a new refit would be as far off.
      const double half = factor * std::sqrt(variance * (1 + 1 / n));
      policy.lower = policy.fitted_effect - half;
      policy.upper = policy.fitted_effect + half;
      // The error that is taken off is that of one fit, and as uncertain as the effect itself.
      const double wider = factor * std::sqrt(variance * (2 + 1 / n));
      policy.estimate = 2 * policy.true_effect - policy.fitted_effect;
      policy.estimate_lower = policy.estimate - wider;
      policy.estimate_upper = policy.estimate + wider;
    }
    policy.outside = share_outside(in_fit[i], shown);
    if (i > 0) errors.push_back(std::abs(policy.fitted_effect - policy.true_effect));
    result.policies.push_back(policy);
  }
  result.rank_correlation = rank_correlation(true_effects, fitted_effects).value_or(0);
  std::sort(errors.begin(), errors.end());
  result.median_error = errors.empty() ? 0 : errors[errors.size() / 2];
  return result;
}

}  // namespace reprise
