#include "experiments/evaluation/offline_numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "experiments/evaluation/off_policy_estimator.h"
#include "experiments/evaluation/policies_on_log.h"
#include "experiments/evaluation/ranking/ranking_metric.h"
#include "experiments/evaluation/reward_models.h"

namespace reprise {
namespace {

// Returns the users' halves, by session: users take turns, so that the halves are of one size.
std::vector<std::uint8_t> halves_of(const LoggedSessions& logged) {
  std::vector<std::uint8_t> half;
  for (const std::uint32_t user : logged.user) half.push_back(user % 2);
  return half;
}

std::vector<std::uint8_t> held_out_of(const OfflineRequest& request,
                                      std::span<const std::uint8_t> half) {
  if (request.held_out == HeldOut::half_of_users) return {half.begin(), half.end()};
  std::vector<std::uint8_t> held_out(request.n_sessions, 0);
  std::fill(held_out.begin() + static_cast<std::ptrdiff_t>(request.n_sessions / 2), held_out.end(),
            1);
  return held_out;
}

// Returns the share of the sessions that are not held out in which each track was played; every
// track counts as if it had been played in one session more.
std::vector<double> popularity_of(const OfflineRequest& request,
                                  std::span<const std::uint8_t> held_out) {
  std::vector<double> popularity(request.world.catalog.n_tracks(), 1);
  double sessions = 1;
  for (std::size_t session = 0; session < request.n_sessions; ++session) {
    if (held_out[session] != 0) continue;
    sessions += 1;
    for (std::uint64_t at = request.sessions.begin[session];
         at < request.sessions.begin[session + 1]; ++at) {
      popularity[request.sessions.tracks[at]] += 1;
    }
  }
  for (double& share : popularity) share = std::min(1.0, share / sessions);
  return popularity;
}

// Returns why weights cannot be used: a text, or "".
std::string unsupported_text(const std::optional<double>& share) {
  if (!share || *share <= kMostUnsupported) return {};
  return fmt::format("the log could never show {:.2g} % of what the policy would name",
                     100 * *share);
}

// Returns the share of choices that the log could not show. Without knowledge of what the logging
// policy might name, it is what the mean weight lacks to 1, if that is more than chance.
std::optional<double> unsupported_share(const LoggedSessions& logged, const PolicyOnLog& policy,
                                        const ImportanceWeights& weights) {
  if (!policy.unsupported.empty()) {
    return std::accumulate(policy.unsupported.begin(), policy.unsupported.end(), 0.0) /
           static_cast<double>(std::max<std::size_t>(1, policy.unsupported.size()));
  }
  if (weights.mean() >= 1) return std::nullopt;
  double squares = 0;
  for (const double weight : weights.step()) {
    squares += (weight - weights.mean()) * (weight - weights.mean());
  }
  const auto n = static_cast<double>(logged.n_steps());
  const double error = std::sqrt(squares) / n;
  constexpr double kErrors = 3;
  return 1 - weights.mean() > kErrors * error ? std::optional(1 - weights.mean()) : std::nullopt;
}

OfflineEstimate estimate_one(const OffPolicyEstimator& estimator, const OffPolicyProblem& problem,
                             const OffPolicyEstimate& logged, const std::string& unsupported,
                             double alpha) {
  OfflineEstimate out;
  out.estimator = estimator.name;
  if (estimator.weighs && !unsupported.empty()) {
    out.refusal = unsupported;
    return out;
  }
  const OffPolicyEstimate estimate = estimate_off_policy(estimator, problem);
  out.refusal = estimate.refusal;
  if (!estimate.refusal.empty()) return out;
  // The first track of a session is no step, and everybody plays it with time 1.
  constexpr double kFirstTrack = 1;
  const OffPolicyInterval value = interval_of(estimate, alpha);
  out.value = value.value + kFirstTrack;
  out.lower = value.lower + kFirstTrack;
  out.upper = value.upper + kFirstTrack;
  const OffPolicyInterval difference = difference_of(estimate, logged, alpha);
  out.difference = difference.value;
  out.difference_lower = difference.lower;
  out.difference_upper = difference.upper;
  return out;
}

std::vector<RankingValue> ranking_of(const OfflineRequest& request, const WalkedLog& log,
                                     const PolicyOnLog& policy) {
  double steps = 0;
  for (std::size_t session = 0; session < request.n_sessions; ++session) {
    if (log.held_out[session] == 0) continue;
    for (std::uint64_t at = log.sessions.begin[session] + 1; at < log.sessions.begin[session + 1];
         ++at) {
      steps += log.sessions.times[at] >= kWholeTrack / 2 ? 1 : 0;
    }
  }
  const auto shown = static_cast<double>(
      std::accumulate(policy.shown.begin(), policy.shown.end(), std::uint64_t{0}));
  std::vector<RankingValue> values;
  for (std::size_t i = 0; i < ranking_metrics().size(); ++i) {
    const RankingMetric& metric = ranking_metrics()[i];
    const double sum = std::accumulate(policy.ranking[i].begin(), policy.ranking[i].end(), 0.0);
    values.push_back(
        {metric.name, metric.of_step != nullptr
                          ? sum / std::max(1.0, steps)
                          : metric.of_catalog(shown, static_cast<double>(policy.shown.size()))});
  }
  return values;
}

}  // namespace

OfflineNumbers offline_numbers(const OfflineRequest& request) {
  const LoggedSessions logged = logged_sessions(request.sessions, request.n_sessions);
  const std::vector<std::uint8_t> half = halves_of(logged);
  const std::vector<std::uint8_t> held_out = held_out_of(request, half);
  const std::vector<double> popularity = popularity_of(request, held_out);
  const RewardFeatures first(request.sessions, request.n_sessions, half, 0, request.world.catalog);
  const RewardFeatures second(request.sessions, request.n_sessions, half, 1, request.world.catalog);
  const WalkedLog log{.world = request.world,
                      .sessions = request.sessions,
                      .n_sessions = request.n_sessions,
                      .logged = logged,
                      .half = half,
                      .features = {&first, &second},
                      .held_out = held_out,
                      .popularity = popularity};
  const std::vector<PolicyOnLog> walked =
      walk(log, request.logging, request.policies, request.stop);
  const std::vector<Features> features = features_of_log(log);

  OfflineNumbers numbers;
  numbers.sessions = logged.n_sessions();
  numbers.steps = logged.n_steps();
  numbers.users = logged.n_users;
  numbers.confidence = 1 - request.alpha;
  numbers.policies.resize(request.policies.size());
  tbb::parallel_for(std::size_t{0}, walked.size(), [&](std::size_t i) {
    check_stop(request.stop);
    OfflinePolicy& policy = numbers.policies[i];
    policy.name = request.policies[i]->name;
    const ImportanceWeights weights(logged, walked[i].target);
    policy.unsupported = unsupported_share(logged, walked[i], weights);
    policy.effective_sessions = weights.effective_sessions();
    policy.effective_steps = weights.effective_steps();
    const std::string unsupported = unsupported_text(policy.unsupported);
    for (const SessionValue value : kSessionValues) {
      const std::vector<double> reward = rewards_of(request.sessions, request.n_sessions, value);
      const Predictions predictions = predict(logged, half, features, walked[i].expected, reward);
      const OffPolicyProblem problem{logged,
                                     weights,
                                     {reward, predictions.predicted, predictions.expected,
                                      predictions.predicted_to_go, predictions.expected_to_go}};
      const OffPolicyEstimate of_log = logged_value(logged, reward);
      OfflineMetric metric{name_of(value), of_log.value + 1, {}};
      for (const OffPolicyEstimator& estimator : off_policy_estimators()) {
        metric.estimates.push_back(
            estimate_one(estimator, problem, of_log, unsupported, request.alpha));
      }
      policy.metrics.push_back(std::move(metric));
    }
    policy.ranking = ranking_of(request, log, walked[i]);
  });
  return numbers;
}

}  // namespace reprise
