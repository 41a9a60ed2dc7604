#include "experiments/statistics/kim_nelson.h"

#include <algorithm>
#include <cmath>

#include "sim/support/check.h"

namespace reprise {

double kim_nelson_h2(std::uint64_t treatments, std::uint64_t first_users, double alpha) {
  REPRISE_CHECK(treatments >= 2 && first_users >= 2 && alpha > 0 && alpha < 0.5,
                "{} treatments, {} users, alpha {}", treatments, first_users, alpha);
  const double df = static_cast<double>(first_users - 1);
  // eta = (x^(-2 / df) - 1) / 2 is computed by expm1, because the power is nearly 1 with many
  // users.
  const double x = 2 * alpha / static_cast<double>(treatments - 1);
  return std::expm1(-2 / df * std::log(x)) * df;
}

double kim_nelson_slack(double h2, double difference_variance, double indifference,
                        std::uint64_t users) {
  REPRISE_CHECK(h2 > 0 && difference_variance >= 0 && indifference > 0 && users > 0,
                "h^2 {}, variance {}, indifference {}, {} users", h2, difference_variance,
                indifference, users);
  const double r = static_cast<double>(users);
  return std::max(0.0, (h2 * difference_variance / (indifference * r) - indifference) / 2);
}

std::uint64_t kim_nelson_horizon(double h2, double difference_variance, double indifference) {
  REPRISE_CHECK(h2 > 0 && difference_variance >= 0 && indifference > 0,
                "h^2 {}, variance {}, indifference {}", h2, difference_variance, indifference);
  const double horizon = std::floor(h2 * difference_variance / (indifference * indifference));
  REPRISE_CHECK(horizon < 0x1p64, "horizon {}", horizon);
  return static_cast<std::uint64_t>(horizon);
}

std::vector<std::size_t> kim_nelson_survivors(
    std::span<const std::size_t> alive, std::span<const double> means,
    const std::function<double(std::size_t, std::size_t)>& difference_variance, double h2,
    double indifference, std::uint64_t users) {
  std::vector<std::size_t> survivors;
  for (const std::size_t i : alive) {
    const bool stays = std::ranges::all_of(alive, [&](std::size_t l) {
      return l == i || means[i] >= means[l] - kim_nelson_slack(h2, difference_variance(i, l),
                                                               indifference, users);
    });
    if (stays) survivors.push_back(i);
  }
  return survivors;
}

}  // namespace reprise
