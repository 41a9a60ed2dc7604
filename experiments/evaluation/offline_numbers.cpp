#include "experiments/evaluation/offline_numbers.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include <tbb/parallel_for.h>

#include "experiments/evaluation/estimates_of.h"
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
  if (request.held_out == HeldOut::users) return {half.begin(), half.end()};
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

// Returns the share of choices that the log could not show: as it was counted where it is known
// what the logging policy might name, else told by the weights.
std::optional<double> unsupported_share(const PolicyOnLog& policy,
                                        const ImportanceWeights& weights) {
  if (policy.unsupported.empty()) return unsupported_share(weights);
  return std::accumulate(policy.unsupported.begin(), policy.unsupported.end(), 0.0) /
         static_cast<double>(policy.unsupported.size());
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
      walk(log, request.logging, request.policies, request.stop, request.progress);
  const std::vector<Features> features = features_of_log(log);

  OfflineNumbers numbers;
  numbers.sessions = logged.n_sessions();
  numbers.steps = logged.n_steps();
  numbers.users = logged.n_users;
  numbers.confidence = 1 - request.alpha;
  numbers.policies.resize(request.policies.size());
  std::mutex progress_mutex;
  std::size_t estimated = 0;
  if (request.progress) request.progress("ideas estimated", 0, walked.size());
  tbb::parallel_for(std::size_t{0}, walked.size(), [&](std::size_t i) {
    check_stop(request.stop);
    OfflinePolicy& policy = numbers.policies[i];
    policy.name = request.policies[i]->name;
    const ImportanceWeights weights = weights_of(logged, walked[i].target);
    policy.unsupported = unsupported_share(walked[i], weights);
    policy.effective_sessions = weights.effective_sessions;
    policy.effective_steps = weights.effective_steps;
    const std::string unsupported = unsupported_text(policy.unsupported);
    for (const SessionValue value : kSessionValues) {
      const std::vector<double> reward = rewards_of(request.sessions, request.n_sessions, value);
      const Predictions predictions = predict(logged, half, features, walked[i].expected, reward);
      const OffPolicyProblem problem{logged,
                                     walked[i].target,
                                     {reward, predictions.predicted, predictions.expected,
                                      predictions.predicted_to_go, predictions.expected_to_go}};
      // The first track of a session is no step, and everybody plays it with time 1.
      constexpr double kFirstTrack = 1;
      policy.metrics.push_back(
          estimates_of(name_of(value), problem, unsupported, kFirstTrack, request.alpha));
    }
    policy.ranking = ranking_of(request, log, walked[i]);
    if (!request.progress) return;
    const std::lock_guard lock(progress_mutex);
    request.progress("ideas estimated", ++estimated, walked.size());
  });
  return numbers;
}

}  // namespace reprise
