// Asks policies what they would have named at each step of a log: the one walk through a log from
// which all its offline numbers are made.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "experiments/evaluation/played_log.h"
#include "experiments/evaluation/reward_features.h"
#include "experiments/simulation/engine/treatment.h"
#include "sim/support/interruption.h"
#include "sim/support/progress.h"

namespace reprise {

/// What one policy would have done on a log.
struct PolicyOnLog {
  std::vector<double> target;      // by step: its propensity of the logged track
  std::vector<Features> expected;  // by step: the features' mean over its choices
  // By step: the share of its choices that the log could not show, because the logging policy never
  // names them there; empty where neither the logging policy nor candidates are known.
  std::vector<float> unsupported;
  // By ranking metric, by user (of the log's sessions, as in LoggedSessions): the sum over the
  // user's held-out steps whose track was listened to for half or more.
  std::vector<std::vector<double>> ranking;
  std::vector<std::uint8_t> shown;  // by track: 1 if ever among the most probable ones
};

/// The log, and what was learned from halves of it. Everything must outlive the walk.
struct WalkedLog {
  const World& world;
  const SessionsOfLog& sessions;
  std::size_t n_sessions;              // the first so many are walked through
  const LoggedSessions& logged;        // of the same sessions
  std::span<const std::uint8_t> half;  // by session: 0 or 1
  // Of half 0 and of half 1. A session's features are those that were learned from the other half.
  const RewardFeatures* features[2];
  std::span<const std::uint8_t> held_out;  // by session: 1 if ranking metrics look at it
  std::span<const double> popularity;      // by track, as in RankedStep
};

/// Walks through the log, user by user in parallel. `logging` is the policy that made the log; null
/// if it is not known. The policies must be able to tell (Treatment::untold) and observe no latent
/// state; those that learn know what they knew before the first day. Returns, in the order of the
/// policies, the same bits for any number of threads. Throws Interrupted.
std::vector<PolicyOnLog> walk(const WalkedLog& log, const Treatment* logging,
                              std::span<const Treatment* const> policies, const StopFlag* stop,
                              const Progress& progress = {});

/// Returns the features of the logged track at each step. Pure.
std::vector<Features> features_of_log(const WalkedLog& log);

/// Returns why the policy cannot be walked with: a reason in plain words, or "".
std::string unwalkable(const Treatment& policy);

}  // namespace reprise
