// Marginalised importance sampling: the weight of a step is how much more often the policy comes to
// the step's state than the log did, times the step's own weight. Products of weights do not occur,
// so long sessions do no harm; but it is right only as far as the states tell how sessions go on.
// Xie, Ma and Wang, "Towards optimal off-policy evaluation for reinforcement learning with
// marginalized importance sampling", 2019; here with transitions that are the same at every step.
#include <Eigen/LU>

#include "experiments/evaluation/sums_over_users.h"

namespace reprise {
namespace {

void marginalised(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const LoggedSessions& log = of.log;
  const auto w = of.weights.step();
  const auto& reward = of.rewards.reward;
  const auto n_states = static_cast<Eigen::Index>(log.n_states);
  const auto n = static_cast<double>(log.n_sessions());
  const auto state = [&](std::uint64_t k) { return static_cast<Eigen::Index>(log.state[k]); };
  // Under the policy, from the log: where sessions begin, where a step leads, and what it gives.
  Eigen::VectorXd begins = Eigen::VectorXd::Zero(n_states);
  Eigen::VectorXd visits = Eigen::VectorXd::Zero(n_states);  // weighted
  Eigen::VectorXd rewards = Eigen::VectorXd::Zero(n_states);
  Eigen::MatrixXd moves = Eigen::MatrixXd::Zero(n_states, n_states);
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    const std::uint64_t end = log.begin[session + 1];
    for (std::uint64_t k = log.begin[session]; k < end; ++k) {
      if (k == log.begin[session]) begins(state(k)) += 1 / n;
      visits(state(k)) += w[k];
      rewards(state(k)) += w[k] * reward[k];
      if (k + 1 < end) moves(state(k), state(k + 1)) += w[k];
    }
  }
  for (Eigen::Index s = 0; s < n_states; ++s) {
    if (visits(s) > 0) {
      rewards(s) /= visits(s);
      moves.row(s) /= visits(s);
    } else if (begins(s) > 0) {
      estimate.refusal = "the log shows none of the policy's choices where sessions begin";
      return;
    }
  }
  const Eigen::PartialPivLU<Eigen::MatrixXd> solver(Eigen::MatrixXd::Identity(n_states, n_states) -
                                                    moves);
  if (!(std::abs(solver.determinant()) > 1e-12)) {
    estimate.refusal = "the log shows no end of the policy's sessions";
    return;
  }
  const Eigen::VectorXd value = solver.solve(rewards);  // of a state: rewards from there on
  const Eigen::VectorXd expected = solver.transpose().solve(begins);  // visits under the policy
  // Beyond the longest session of the log, small errors of the states' ends decide everything.
  constexpr double kRounding = 1 + 1e-9;
  if (!(expected.sum() <= kRounding * static_cast<double>(log.longest()))) {
    estimate.refusal = "the policy's sessions would be longer than any in the log";
    return;
  }
  estimate.value = begins.dot(value);
  // The influence: V(first) - V, plus over the steps the error of V there, weighted by the ratio of
  // the policy's visits and the log's weighted visits.
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    const std::uint64_t end = log.begin[session + 1];
    double influence = -estimate.value / n;
    for (std::uint64_t k = log.begin[session]; k < end; ++k) {
      if (k == log.begin[session]) influence += value(state(k)) / n;
      if (!(visits(state(k)) > 0)) continue;
      const double next = k + 1 < end ? value(state(k + 1)) : 0;
      influence +=
          expected(state(k)) / visits(state(k)) * w[k] * (reward[k] + next - value(state(k)));
    }
    estimate.influence[log.user[session]] += influence;
  }
}

const OffPolicyEstimatorRegistration registration({"marginalised_is", 70,
                                                   "steps weighted by w and by how often the "
                                                   "policy comes to their state",
                                                   true, false, marginalised});

}  // namespace
}  // namespace reprise
