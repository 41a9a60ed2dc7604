// Computes the exact chances of the choices of Thompson sampling.
#pragma once

#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace reprise {

/// Returns, for each of several independent Beta draws, the chance that it is the largest: the
/// integral of its density times the other draws' distribution functions.
inline std::vector<double> chances_to_be_largest(
    const std::vector<boost::math::beta_distribution<>>& betas) {
  std::vector<double> chances;
  for (std::size_t i = 0; i < betas.size(); ++i) {
    const auto largest = [&](double x) {
      double density = boost::math::pdf(betas[i], x);
      for (std::size_t j = 0; j < betas.size(); ++j) {
        if (j != i) density *= boost::math::cdf(betas[j], x);
      }
      return density;
    };
    chances.push_back(
        boost::math::quadrature::gauss_kronrod<double, 61>::integrate(largest, 0.0, 1.0, 8, 1e-9));
  }
  return chances;
}

}  // namespace reprise
