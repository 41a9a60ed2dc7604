// Estimates the main effects of factors on a response that was measured in the cells of a design:
// how far the mean response moves when one factor changes, averaged over the others.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace reprise {

/// The cells of a design. All vectors of cells have one element for each cell.
struct FactorialCells {
  std::vector<std::size_t> n_levels;             // of each factor, at least 1
  std::vector<std::vector<std::size_t>> levels;  // of each cell: the level of each factor
  std::vector<double> responses;                 // finite
  std::vector<double> standard_errors;           // of the responses; finite, not negative
};

/// The difference between the two levels of a factor whose mean responses lie farthest apart.
struct FactorEffect {
  std::size_t factor = 0;
  std::size_t from = 0;  // level with the lower mean
  std::size_t to = 0;
  double mean_from = 0;  // mean response, averaged over the levels of the other factors
  double mean_to = 0;
  double difference = 0;  // mean_to - mean_from, not negative
  double standard_error = 0;
};

struct MainEffectsFit {
  std::vector<FactorEffect> effects;  // of each factor that has two levels or more
  double explained = 0;               // 1 - residual / total sum of squares; 0 without differences
};

/// Fits the sum of a mean and an effect of each factor's level, the effects of a factor adding up
/// to 0, by least squares. Errors are those of the responses alone, taken as independent: responses
/// that share sessions move together, so that differences are known better than this says. Returns
/// nothing if the cells cannot tell the effects apart. Pure. Source: Box, Hunter and Hunter 2005,
/// "Statistics for Experimenters", chapters 5 and 6.
std::optional<MainEffectsFit> fit_main_effects(const FactorialCells& cells);

}  // namespace reprise
