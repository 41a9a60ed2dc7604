#include "experiments/statistics/multiplicity.h"

#include <algorithm>
#include <numeric>

#include "sim/support/check.h"

namespace reprise {
namespace {

// Returns the positions of the p values in ascending order of p; equal p values keep their order.
std::vector<std::size_t> ascending(std::span<const double> p) {
  for (const double value : p) REPRISE_CHECK(value >= 0 && value <= 1, "p {}", value);
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  return order;
}

}  // namespace

std::vector<double> holm(std::span<const double> p) {
  const std::vector<std::size_t> order = ascending(p);
  std::vector<double> adjusted(p.size());
  double largest = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double tests_left = static_cast<double>(order.size() - k);
    largest = std::max(largest, std::min(1.0, tests_left * p[order[k]]));
    adjusted[order[k]] = largest;
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  const std::vector<std::size_t> order = ascending(p);
  const double tests = static_cast<double>(order.size());
  std::vector<double> adjusted(p.size());
  double smallest = 1;
  for (std::size_t k = order.size(); k-- > 0;) {
    smallest = std::min(smallest, p[order[k]] * (tests / static_cast<double>(k + 1)));
    adjusted[order[k]] = smallest;
  }
  return adjusted;
}

std::vector<double> matching_levels(std::span<const double> p, std::span<const double> adjusted,
                                    double alpha) {
  REPRISE_CHECK(p.size() == adjusted.size(), "{} p values, {} adjusted", p.size(), adjusted.size());
  REPRISE_CHECK(alpha > 0 && alpha < 1, "alpha {}", alpha);
  std::vector<double> levels(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    REPRISE_CHECK(p[i] <= adjusted[i] && adjusted[i] <= 1, "p {}, adjusted {}", p[i], adjusted[i]);
    // At p = 0 every level agrees with the adjusted p; Bonferroni's is the most careful choice.
    levels[i] = p[i] > 0 ? alpha * (p[i] / adjusted[i]) : alpha / static_cast<double>(p.size());
  }
  return levels;
}

}  // namespace reprise
