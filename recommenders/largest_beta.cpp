#include "recommenders/largest_beta.h"

#include <algorithm>
#include <cmath>

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/beta.hpp>

namespace reprise {
namespace {

// Points between which the densities are smooth: one for each standard deviation around each mean,
// and powers of 1/8 towards 0 and 1, where a density may rise like a root.
std::vector<double> breakpoints(std::span<const BetaArm> arms) {
  constexpr int kDeviations = 9;
  constexpr int kPowers = 10;
  std::vector<double> points = {0, 1};
  double narrowest = 1;
  double edge = 1;
  for (int i = 0; i < kPowers; ++i) {
    edge /= 8;
    points.push_back(edge);
    points.push_back(1 - edge);
  }
  for (const BetaArm& arm : arms) {
    const double sum = arm.alpha + arm.beta;
    const double mean = arm.alpha / sum;
    const double deviation = std::sqrt(mean * (1 - mean) / (sum + 1));
    narrowest = std::min(narrowest, deviation);
    for (int at = -kDeviations; at <= kDeviations; ++at) points.push_back(mean + at * deviation);
  }
  std::erase_if(points, [](double point) { return point < 0 || point > 1; });
  std::sort(points.begin(), points.end());
  // Of points of several arms that nearly fall together one is enough; near 0 and 1 all are kept.
  constexpr double kEdge = 1e-3;
  std::vector<double> kept = {0};
  for (const double point : points) {
    const bool inside = point > kEdge && point < 1 - kEdge;
    if (point - kept.back() > (inside ? narrowest / 2 : 0)) kept.push_back(point);
  }
  if (kept.back() < 1) kept.push_back(1);
  return kept;
}

}  // namespace

std::vector<double> largest_beta(std::span<const BetaArm> arms) {
  std::vector<double> chances(arms.size(), 0.0);
  if (arms.size() == 1) return {1.0};
  const std::vector<double> points = breakpoints(arms);
  using Rule = boost::math::quadrature::gauss<double, 10>;
  std::vector<double> below(arms.size());
  constexpr double kNegligible = 1e-25;
  const auto add = [&](double x, double weight) {
    if (x <= 0 || x >= 1) return;
    double log_of_all = 0;
    for (std::size_t i = 0; i < arms.size(); ++i) {
      below[i] = boost::math::ibeta(arms[i].alpha, arms[i].beta, x);
      if (below[i] < kNegligible) return;
      log_of_all += arms[i].copies * std::log(below[i]);
    }
    for (std::size_t i = 0; i < arms.size(); ++i) {
      const double density = boost::math::ibeta_derivative(arms[i].alpha, arms[i].beta, x);
      chances[i] += weight * arms[i].copies * density / below[i] * std::exp(log_of_all);
    }
  };
  for (std::size_t part = 0; part + 1 < points.size(); ++part) {
    const double middle = (points[part] + points[part + 1]) / 2;
    const double half = (points[part + 1] - points[part]) / 2;
    for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
      const double step = half * Rule::abscissa()[i];
      const double weight = half * Rule::weights()[i];
      add(middle - step, weight);
      if (step > 0) add(middle + step, weight);
    }
  }
  double sum = 0;
  for (const double chance : chances) sum += chance;
  for (double& chance : chances) chance /= sum;
  return chances;
}

}  // namespace reprise
