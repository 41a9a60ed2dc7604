#include "experiments/statistics/moments.h"

#include <cmath>
#include <vector>

#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/covariance.hpp>
#include <boost/accumulators/statistics/mean.hpp>
#include <boost/accumulators/statistics/stats.hpp>
#include <boost/accumulators/statistics/variance.hpp>
#include <boost/accumulators/statistics/variates/covariate.hpp>

#include "sim/support/check.h"

namespace reprise {
namespace {

namespace accumulators = boost::accumulators;
namespace tag = boost::accumulators::tag;

// Converts Boost's moment, which is divided by n, to a sample's moment, which is divided by n - 1.
double sample_moment(double population_moment, std::size_t n) {
  return population_moment * (static_cast<double>(n) / static_cast<double>(n - 1));
}

double sample_covariance(std::span<const double> first, std::span<const double> second) {
  if (first.size() < 2) return 0;
  using Covariance = tag::covariance<double, tag::covariate1>;
  accumulators::accumulator_set<double, accumulators::stats<Covariance>> sums;
  for (std::size_t i = 0; i < first.size(); ++i) {
    sums(first[i] - first[0], accumulators::covariate1 = second[i] - second[0]);
  }
  return sample_moment(accumulators::extract_result<Covariance>(sums), first.size());
}

}  // namespace

Moments moments(std::span<const double> values) {
  Moments result{.n = values.size()};
  if (values.empty()) return result;
  // Boost updates tag::variance value by value, together with a running mean of its own.
  accumulators::accumulator_set<double, accumulators::stats<tag::variance>> sums;
  for (const double value : values) sums(value - values[0]);
  result.mean = values[0] + accumulators::extract_result<tag::immediate_mean>(sums);
  if (values.size() > 1) {
    result.variance =
        sample_moment(accumulators::extract_result<tag::variance>(sums), values.size());
  }
  REPRISE_CHECK(std::isfinite(result.mean) && std::isfinite(result.variance),
                "a value is not finite, or too large to square: n {}, mean {}, variance {}",
                result.n, result.mean, result.variance);
  return result;
}

PairedMoments paired_moments(std::span<const double> first, std::span<const double> second) {
  REPRISE_CHECK(first.size() == second.size(), "{} users against {}", first.size(), second.size());
  std::vector<double> difference(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) difference[i] = second[i] - first[i];
  return {.first = moments(first),
          .second = moments(second),
          .difference = moments(difference),
          .covariance = sample_covariance(first, second)};
}

Moments merged(const Moments& a, const Moments& b) {
  if (a.n == 0) return b;
  if (b.n == 0) return a;
  const double n_a = static_cast<double>(a.n);
  const double n_b = static_cast<double>(b.n);
  const double n = n_a + n_b;
  const double apart = b.mean - a.mean;
  const double squares =
      a.variance * (n_a - 1) + b.variance * (n_b - 1) + apart * apart * (n_a * n_b / n);
  return {.n = a.n + b.n, .mean = a.mean + apart * (n_b / n), .variance = squares / (n - 1)};
}

}  // namespace reprise
