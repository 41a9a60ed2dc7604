// Adjusts the p values of many comparisons, so that "adjusted p <= alpha" keeps its promise over
// the whole family, and computes the levels at which intervals agree with the adjusted p values.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// Returns the p values adjusted by Holm's step-down method, in the order given. The chance of
/// *any* false claim is at most alpha, whatever the dependence of the tests (Holm 1979, "A simple
/// sequentially rejective multiple test procedure"). The p values are in [0, 1], any number of
/// them. Each result is in [p, 1], and the results rank the comparisons as the p values do. Pure.
std::vector<double> holm(std::span<const double> p);

/// Returns the p values adjusted by Benjamini and Hochberg's step-up method, with the same ranges
/// and order as holm(). The expected *share* of false claims among the claims is at most alpha for
/// independent or positively dependent tests (1995, "Controlling the false discovery rate"). Pure.
std::vector<double> benjamini_hochberg(std::span<const double> p);

/// Returns for each comparison the level at which its ordinary interval excludes 0 exactly when its
/// adjusted p <= alpha: alpha * p / adjusted. 0 < alpha < 1, and each level is in (0, alpha]. The
/// levels depend on the data. Intervals at these levels agree with the adjusted p values. They do
/// not cover all m true effects at once with probability 1 - alpha, as intervals at alpha / m
/// would. Pure.
std::vector<double> matching_levels(std::span<const double> p, std::span<const double> adjusted,
                                    double alpha);

}  // namespace reprise
