#include "experiments/evaluation/step_block.h"

#include <algorithm>

#include "sim/support/check.h"

namespace reprise {
namespace {

// The columns of so many steps, with a column for each of twenty estimators, fill 200 kilobytes.
constexpr std::size_t kSteps = 1024;

}  // namespace

StepBlocks::StepBlocks(const OffPolicyProblem& problem)
    : problem_(problem),
      most_(std::max(kSteps, problem.log.longest())),
      begin_(most_ + 1),
      place_(most_),
      next_state_(most_),
      weight_(most_),
      product_(most_),
      last_product_(most_),
      total_reward_(most_),
      error_(most_),
      error_to_go_(most_) {
  REPRISE_CHECK(problem.target.size() == problem.log.n_steps(), "{} of {} steps",
                problem.target.size(), problem.log.n_steps());
  const LoggedSessions& log = problem.log;
  for (std::size_t last = 1; last < log.n_sessions(); ++last) {
    if (last - first_.back() == most_ || log.begin[last + 1] - log.begin[first_.back()] > most_) {
      first_.push_back(last);
    }
  }
  if (log.n_sessions() > 0) first_.push_back(log.n_sessions());
}

void StepBlocks::for_each(const Visit& visit) {
  for (std::size_t i = 0; i + 1 < first_.size(); ++i) {
    load(first_[i], first_[i + 1]);
    visit(block_, first_[i]);
  }
}

void StepBlocks::for_each_backwards(const Visit& visit) {
  for (std::size_t i = first_.size() - 1; i-- > 0;) {
    load(first_[i], first_[i + 1]);
    visit(block_, first_[i]);
  }
}

void StepBlocks::load(std::size_t first, std::size_t last) {
  const LoggedSessions& log = problem_.log;
  const StepRewards& rewards = problem_.rewards;
  const std::uint64_t start = log.begin[first];
  const std::size_t n = log.begin[last] - start;
  const std::size_t n_sessions = last - first;
  const auto part = [&](const auto& column) {
    return column.empty() ? std::span(column.data(), 0) : std::span(column.data() + start, n);
  };
  block_.state = part(log.state);
  block_.target = part(problem_.target);
  block_.reward = part(rewards.reward);
  block_.expected = part(rewards.expected);
  block_.expected_to_go = part(rewards.expected_to_go);
  const auto propensity = part(log.propensity);
  const auto predicted = part(rewards.predicted);
  const auto predicted_to_go = part(rewards.predicted_to_go);

  for (std::size_t k = 0; k < n; ++k) weight_[k] = block_.target[k] / propensity[k];
  begin_[0] = 0;
  for (std::size_t session = 0; session < n_sessions; ++session) {
    const auto begin = begin_[session];
    const auto end = static_cast<std::uint32_t>(log.begin[first + session + 1] - start);
    double product = 1;
    double total = 0;
    for (std::uint32_t k = begin; k < end; ++k) {
      product = std::min(product * weight_[k], kLargestProduct);
      product_[k] = product;
      total += block_.reward[k];
      place_[k] = k - begin;
    }
    last_product_[session] = product;
    total_reward_[session] = total;
    begin_[session + 1] = end;
  }
  for (std::size_t k = 0; k + 1 < n; ++k) next_state_[k] = block_.state[k + 1];
  for (std::size_t session = 0; session < n_sessions; ++session) {
    if (begin_[session] < begin_[session + 1]) next_state_[begin_[session + 1] - 1] = log.n_states;
  }
  block_.begin = std::span(begin_).first(n_sessions + 1);
  block_.place = std::span(place_).first(n);
  block_.next_state = std::span(next_state_).first(n);
  block_.weight = std::span(weight_).first(n);
  block_.product = std::span(product_).first(n);
  block_.last_product = std::span(last_product_).first(n_sessions);
  block_.total_reward = std::span(total_reward_).first(n_sessions);
  if (predicted.empty()) return;

  for (std::size_t k = 0; k < n; ++k) error_[k] = block_.reward[k] - predicted[k];
  for (std::size_t k = 0; k + 1 < n; ++k) {
    error_to_go_[k] = block_.reward[k] + block_.expected_to_go[k + 1] - predicted_to_go[k];
  }
  for (std::size_t session = 0; session < n_sessions; ++session) {
    if (begin_[session] == begin_[session + 1]) continue;
    const std::uint32_t end = begin_[session + 1] - 1;
    error_to_go_[end] = block_.reward[end] - predicted_to_go[end];
  }
  block_.error = std::span(error_).first(n);
  block_.error_to_go = std::span(error_to_go_).first(n);
}

}  // namespace reprise
