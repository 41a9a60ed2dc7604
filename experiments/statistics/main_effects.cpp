#include "experiments/statistics/main_effects.h"

#include <cmath>

#include <Eigen/QR>

namespace reprise {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// Sets the coefficients of a factor's level in a row: the level's own column, or minus all columns
// of the factor for its last level, so that the effects of the levels add up to 0.
template <class Row>
void set_level(Row&& row, Eigen::Index first_column, std::size_t n_levels, std::size_t level) {
  const auto columns = static_cast<Eigen::Index>(n_levels - 1);
  if (level + 1 == n_levels) {
    row.segment(first_column, columns).setConstant(-1);
  } else {
    row(first_column + static_cast<Eigen::Index>(level)) = 1;
  }
}

}  // namespace

std::optional<MainEffectsFit> fit_main_effects(const FactorialCells& cells) {
  // The columns: the mean, then all levels but the last of each factor.
  std::vector<Eigen::Index> first_column;
  Eigen::Index columns = 1;
  for (const std::size_t n : cells.n_levels) {
    first_column.push_back(columns);
    columns += static_cast<Eigen::Index>(n - 1);
  }
  const auto rows = static_cast<Eigen::Index>(cells.responses.size());
  if (rows < columns) return std::nullopt;
  Matrix design = Matrix::Zero(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    design(i, 0) = 1;
    for (std::size_t f = 0; f < cells.n_levels.size(); ++f) {
      set_level(design.row(i), first_column[f], cells.n_levels[f],
                cells.levels[static_cast<std::size_t>(i)][f]);
    }
  }
  const Eigen::ColPivHouseholderQR<Matrix> factored(design);
  if (factored.rank() < columns) return std::nullopt;

  // Each coefficient is a weighted sum of the responses; the weights give its error, too.
  const Matrix weights = factored.solve(Matrix::Identity(rows, rows));
  const Vector responses = Eigen::Map<const Vector>(cells.responses.data(), rows);
  const Vector errors = Eigen::Map<const Vector>(cells.standard_errors.data(), rows);
  const Vector coefficients = weights * responses;
  MainEffectsFit fit;
  for (std::size_t f = 0; f < cells.n_levels.size(); ++f) {
    const std::size_t n = cells.n_levels[f];
    if (n < 2) continue;
    const auto contrast_of = [&](std::size_t level) {
      Vector contrast = Vector::Zero(columns);
      set_level(contrast, first_column[f], n, level);
      return contrast;
    };
    FactorEffect effect;
    effect.factor = f;
    for (std::size_t level = 0; level < n; ++level) {
      const double mean = coefficients(0) + contrast_of(level).dot(coefficients);
      if (level == 0 || mean < effect.mean_from) {
        effect.from = level;
        effect.mean_from = mean;
      }
      if (level == 0 || mean > effect.mean_to) {
        effect.to = level;
        effect.mean_to = mean;
      }
    }
    // Equal means have no direction; any two levels show that nothing moves.
    if (effect.from == effect.to) effect.to = effect.from == 0 ? 1 : 0;
    effect.difference = effect.mean_to - effect.mean_from;
    const Vector of_responses =
        weights.transpose() * (contrast_of(effect.to) - contrast_of(effect.from));
    effect.standard_error = of_responses.cwiseProduct(errors).norm();
    fit.effects.push_back(effect);
  }
  const double total = (responses.array() - responses.mean()).matrix().squaredNorm();
  const double residual = (responses - design * coefficients).squaredNorm();
  fit.explained = total > 0 ? 1 - residual / total : 0;
  return fit;
}

}  // namespace reprise
