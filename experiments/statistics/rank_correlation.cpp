#include "experiments/statistics/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace reprise {
namespace {

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    for (std::size_t j = i; j < end; ++j) {
      ranks[order[j]] = (static_cast<double>(i + end) - 1) / 2;
    }
    i = end;
  }
  return ranks;
}

}  // namespace

std::optional<double> rank_correlation(std::span<const double> first,
                                       std::span<const double> second) {
  constexpr std::size_t kLeast = 3;
  if (first.size() < kLeast) return std::nullopt;
  const std::vector<double> a = ranks_of(first);
  const std::vector<double> b = ranks_of(second);
  const double mean = (static_cast<double>(first.size()) - 1) / 2;
  double products = 0;
  double of_a = 0;
  double of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    products += (a[i] - mean) * (b[i] - mean);
    of_a += (a[i] - mean) * (a[i] - mean);
    of_b += (b[i] - mean) * (b[i] - mean);
  }
  if (of_a == 0 || of_b == 0) return std::nullopt;
  return products / std::sqrt(of_a * of_b);
}

}  // namespace reprise
