// The sessions of a log as off-policy estimators see them: flat arrays over steps. A step is one
// recommendation; the first track of a session is none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace reprise {

/// A log under one logging policy. Steps are stored session by session, in their order.
struct LoggedSessions {
  std::vector<std::uint64_t> begin = {0};  // n_sessions + 1 offsets of the sessions' steps
  std::vector<std::uint32_t> user;         // by session: 0..n_users-1
  std::uint32_t n_users = 0;
  std::vector<double> propensity;  // by step: of the logged track under the logging policy, above 0
  // By step: a number that stands for what the session has come to, for estimators that count
  // visits of states; all 0 if there is one state.
  std::vector<std::uint32_t> state;
  std::uint32_t n_states = 1;

  std::size_t n_sessions() const { return user.size(); }
  std::size_t n_steps() const { return propensity.size(); }
  /// Returns the number of steps of the longest session.
  std::size_t longest() const;
};

/// How far a log tells of a policy: what the weights target / logging probability come to.
struct ImportanceWeights {
  // Kish's effective sample sizes (sum of weights squared over the sum of squares): of the
  // sessions' whole products, in sessions, and of the steps' own weights, in steps; 0 when all
  // weights are 0.
  double effective_sessions = 0;
  double effective_steps = 0;
  // The mean of the steps' weights estimates the share of the target's choices that the log could
  // show: 1 with full support. Its standard error treats steps as independent.
  double mean = 0;
  double standard_error = 0;
};

/// A product of weights is cut here, so that sums of squares stay finite; such a weight decides
/// everything, with or without the cut.
inline constexpr double kLargestProduct = 1e100;

/// Sums the weights up. `target` has, by step, the probability with which the target names the
/// logged track, given what the session had come to. Pure.
ImportanceWeights weights_of(const LoggedSessions& log, std::span<const double> target);

/// The rewards of one metric, and what models predict of them; all by step.
struct StepRewards {
  std::span<const double> reward;  // of the logged step
  // Predictions for the logged track, and their expectation over the target's choices in the same
  // place: of the step's reward, and of the sum of rewards from the step to the session's end when
  // the target goes on. Empty without a model.
  std::span<const double> predicted;
  std::span<const double> expected;
  std::span<const double> predicted_to_go;
  std::span<const double> expected_to_go;
};

}  // namespace reprise
