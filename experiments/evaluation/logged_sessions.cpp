#include "experiments/evaluation/logged_sessions.h"

#include <algorithm>
#include <cmath>

#include "sim/support/check.h"

namespace reprise {

std::size_t LoggedSessions::longest() const {
  std::uint64_t longest = 0;
  for (std::size_t i = 0; i + 1 < begin.size(); ++i) {
    longest = std::max(longest, begin[i + 1] - begin[i]);
  }
  return longest;
}

ImportanceWeights weights_of(const LoggedSessions& log, std::span<const double> target) {
  REPRISE_CHECK(target.size() == log.n_steps(), "{} of {} steps", target.size(), log.n_steps());
  ImportanceWeights weights;
  double sum = 0;
  double squares = 0;
  double sum_of_products = 0;
  double squares_of_products = 0;
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    double product = 1;
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k) {
      const double weight = target[k] / log.propensity[k];
      product = std::min(product * weight, kLargestProduct);
      sum += weight;
      squares += weight * weight;
    }
    sum_of_products += product;
    squares_of_products += product * product;
  }
  if (squares > 0) weights.effective_steps = sum * sum / squares;
  if (squares_of_products > 0) {
    weights.effective_sessions = sum_of_products * sum_of_products / squares_of_products;
  }
  if (log.n_steps() == 0) return weights;
  const auto n = static_cast<double>(log.n_steps());
  weights.mean = sum / n;
  double deviations = 0;
  for (std::size_t k = 0; k < log.n_steps(); ++k) {
    const double deviation = target[k] / log.propensity[k] - weights.mean;
    deviations += deviation * deviation;
  }
  weights.standard_error = std::sqrt(deviations) / n;
  return weights;
}

}  // namespace reprise
