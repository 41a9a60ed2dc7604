// Many comparisons at once: p values adjusted so that "adjusted p <= alpha" keeps its promise over
// the whole family, and the levels at which intervals say the same.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// Holm's step-down adjustment, in the order given: the chance of *any* false claim is at most
/// alpha, whatever the dependence (Holm 1979, "A simple sequentially rejective multiple test
/// procedure"). p values in [0, 1], any number of them; results in [p, 1], in the same order of
/// size. Pure.
std::vector<double> holm(std::span<const double> p);

/// Benjamini and Hochberg's step-up adjustment, likewise: the expected *share* of false claims
/// among the claims is at most alpha for independent or positively dependent tests (1995,
/// "Controlling the false discovery rate"). Pure.
std::vector<double> benjamini_hochberg(std::span<const double> p);

/// For each comparison the alpha at which its ordinary interval excludes 0 exactly when its
/// adjusted p <= alpha: alpha * p / adjusted. 0 < alpha < 1, and each level is in (0, alpha]. They
/// depend on the data and promise agreement with the adjusted p, not simultaneous coverage (alpha /
/// m for each of m would). Pure.
std::vector<double> matching_levels(std::span<const double> p, std::span<const double> adjusted,
                                    double alpha);

}  // namespace reprise
