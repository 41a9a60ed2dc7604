// Marginalised importance sampling: the weight of a step is how much more often the policy comes to
// the step's state than the log did, times the step's own weight. Products of weights do not occur,
// so long sessions do no harm; but it is right only as far as the states tell how sessions go on.
// Xie, Ma and Wang, "Towards optimal off-policy evaluation for reinforcement learning with
// marginalized importance sampling", 2019; here with transitions that are the same at every step.
#include <Eigen/LU>

#include "experiments/evaluation/off_policy_estimator.h"

namespace reprise {
namespace {

class Marginalised final : public RatioEstimate {
 public:
  explicit Marginalised(const LoggedSessions& log)
      : n_states_(log.n_states),
        n_(static_cast<double>(log.n_sessions())),
        longest_(static_cast<double>(log.longest())),
        sums_(n_states_),
        moves_(n_states_ * (n_states_ + 1)) {}

  void add(const StepBlock& block) override {
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      const std::uint32_t first = block.begin[session];
      if (first < block.begin[session + 1]) sums_[block.state[first]].begins += 1 / n_;
    }
    for (std::size_t k = 0; k < block.n_steps(); ++k) {
      Sums& sums = sums_[block.state[k]];
      const double weight = block.weight[k];
      sums.visits += weight;
      sums.rewards += weight * block.reward[k];
      moves_[block.state[k] * (n_states_ + 1) + block.next_state[k]] += weight;
    }
  }

  std::string settle() override {
    const auto n_states = static_cast<Eigen::Index>(n_states_);
    // Under the policy, from the log: where sessions begin, where a step leads, and what it gives.
    Eigen::VectorXd begins(n_states);
    Eigen::VectorXd rewards = Eigen::VectorXd::Zero(n_states);
    Eigen::MatrixXd moves = Eigen::MatrixXd::Zero(n_states, n_states);
    for (Eigen::Index s = 0; s < n_states; ++s) {
      const auto state = static_cast<std::size_t>(s);
      const Sums& sums = sums_[state];
      begins(s) = sums.begins;
      if (sums.visits > 0) {
        rewards(s) = sums.rewards / sums.visits;
        for (Eigen::Index next = 0; next < n_states; ++next) {
          moves(s, next) =
              moves_[state * (n_states_ + 1) + static_cast<std::size_t>(next)] / sums.visits;
        }
      } else if (sums.begins > 0) {
        return "the log shows none of the policy's choices where sessions begin";
      }
    }
    const Eigen::PartialPivLU<Eigen::MatrixXd> solver(
        Eigen::MatrixXd::Identity(n_states, n_states) - moves);
    if (!(std::abs(solver.determinant()) > 1e-12)) {
      return "the log shows no end of the policy's sessions";
    }
    const Eigen::VectorXd value = solver.solve(rewards);  // of a state: rewards from there on
    const Eigen::VectorXd expected = solver.transpose().solve(begins);  // visits under the policy
    // Beyond the longest session of the log, small errors of the states' ends decide everything.
    constexpr double kRounding = 1 + 1e-9;
    if (!(expected.sum() <= kRounding * longest_)) {
      return "the policy's sessions would be longer than any in the log";
    }
    value_ = begins.dot(value);
    states_.resize(n_states_ + 1);  // where a session is over, nothing is to come
    for (Eigen::Index s = 0; s < n_states; ++s) {
      const auto state = static_cast<std::size_t>(s);
      states_[state].value = value(s);
      const double visits = sums_[state].visits;
      states_[state].scale = visits > 0 ? expected(s) / visits : 0;
    }
    return {};
  }

  double value() const override { return value_; }

  // V(first) - V, plus over the steps the error of V there, weighted by the ratio of the policy's
  // visits and the log's weighted visits.
  void influence(const StepBlock& block, std::span<double> of_steps,
                 std::span<double> of_sessions) const override {
    for (std::size_t k = 0; k < block.n_steps(); ++k) {
      const State& state = states_[block.state[k]];
      const double error = block.reward[k] + states_[block.next_state[k]].value - state.value;
      of_steps[k] = state.scale * block.weight[k] * error;
    }
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      const std::uint32_t first = block.begin[session];
      const bool any = first < block.begin[session + 1];
      of_sessions[session] = ((any ? states_[block.state[first]].value : 0) - value_) / n_;
    }
  }

 private:
  struct Sums {
    double begins = 0;  // share of the sessions that begin in the state
    double visits = 0;  // weighted
    double rewards = 0;
  };
  struct State {
    double value = 0;
    double scale = 0;
  };

  std::size_t n_states_;
  double n_;
  double longest_;
  std::vector<Sums> sums_;     // by state
  std::vector<double> moves_;  // by state and the next one, or the end; weighted
  std::vector<State> states_;  // and where a session is over
  double value_ = 0;
};

std::unique_ptr<RatioEstimate> marginalised(const LoggedSessions& log) {
  return std::make_unique<Marginalised>(log);
}

const OffPolicyEstimatorRegistration registration({.name = "marginalised_is",
                                                   .place = 70,
                                                   .help = "steps weighted by w and by how often "
                                                           "the policy comes to their state",
                                                   .ratios = marginalised});

}  // namespace
}  // namespace reprise
