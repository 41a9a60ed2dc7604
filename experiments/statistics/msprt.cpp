#include "experiments/statistics/msprt.h"

#include <cmath>

#include "sim/support/check.h"

namespace reprise {

MixtureTest msprt(double difference, double variance, std::uint64_t users, double tau2,
                  double alpha) {
  REPRISE_CHECK(variance > 0 && tau2 > 0 && users > 0, "variance {}, tau^2 {}, {} users", variance,
                tau2, users);
  const double n = static_cast<double>(users);
  const double of_pair = 2 * variance;
  const double k = n * tau2 / of_pair;
  const double squared_error = of_pair / n;
  return {.interval = confidence_sequence(difference, std::sqrt(squared_error), users,
                                          tau2 / of_pair, alpha),
          .log_likelihood_ratio =
              difference * difference / squared_error * k / (2 * (1 + k)) - 0.5 * std::log1p(k)};
}

}  // namespace reprise
