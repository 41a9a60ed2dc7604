// The probability that each of several Beta variables is the largest. Thompson sampling plays the
// arm with the largest draw, so these are the propensities of its arms.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// A Beta(alpha, beta) variable; both parameters are at least 1. `copies` independent variables
/// have this distribution.
struct BetaArm {
  double alpha = 1;
  double beta = 1;
  double copies = 1;
};

/// Returns, for each arm, the probability that one of its copies is the largest of all variables:
/// the integral of copies f_i(x) F_i(x)^(copies - 1) times the product of the other arms'
/// F_j(x)^copies over [0, 1], by Gauss-Legendre quadrature between points that are dense where a
/// variable is likely. The results are scaled to a sum of 1, and are right to about 1e-9. At least
/// one arm. Pure.
std::vector<double> largest_beta(std::span<const BetaArm> arms);

}  // namespace reprise
