#include "experiments/evaluation/logged_sessions.h"

#include <algorithm>

#include "sim/support/check.h"

namespace reprise {

std::size_t LoggedSessions::longest() const {
  std::uint64_t longest = 0;
  for (std::size_t i = 0; i + 1 < begin.size(); ++i) {
    longest = std::max(longest, begin[i + 1] - begin[i]);
  }
  return longest;
}

ImportanceWeights::ImportanceWeights(const LoggedSessions& log, std::span<const double> target)
    : step_(log.n_steps()), product_(log.n_steps()) {
  REPRISE_CHECK(target.size() == log.n_steps(), "{} of {} steps", target.size(), log.n_steps());
  constexpr double kLargest = 1e100;
  double sum = 0;
  double squares = 0;
  double sum_of_products = 0;
  double squares_of_products = 0;
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    double product = 1;
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k) {
      const double weight = target[k] / log.propensity[k];
      product = std::min(product * weight, kLargest);
      step_[k] = weight;
      product_[k] = product;
      sum += weight;
      squares += weight * weight;
    }
    sum_of_products += product;
    squares_of_products += product * product;
  }
  if (squares > 0) effective_steps_ = sum * sum / squares;
  if (squares_of_products > 0) {
    effective_sessions_ = sum_of_products * sum_of_products / squares_of_products;
  }
  if (log.n_steps() > 0) mean_ = sum / static_cast<double>(log.n_steps());
}

}  // namespace reprise
