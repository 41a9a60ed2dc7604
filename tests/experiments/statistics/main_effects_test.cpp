#include "experiments/statistics/main_effects.h"

#include <cmath>

#include <gmock/gmock.h>

namespace reprise {
namespace {

// All combinations of factors with two levels, the first factor slowest.
FactorialCells two_level_cells(std::size_t factors) {
  FactorialCells cells;
  cells.n_levels.assign(factors, 2);
  for (std::size_t cell = 0; cell < std::size_t{1} << factors; ++cell) {
    std::vector<std::size_t>& levels = cells.levels.emplace_back();
    for (std::size_t f = 0; f < factors; ++f) levels.push_back(cell >> (factors - 1 - f) & 1);
  }
  cells.standard_errors.assign(cells.levels.size(), 1);
  return cells;
}

TEST(MainEffects, OfTwoLevelsAreDifferencesOfMeans) {
  FactorialCells cells = two_level_cells(2);
  cells.responses = {10, 14, 4, 20};
  cells.standard_errors = {1, 2, 2, 4};
  const auto fit = fit_main_effects(cells);
  ASSERT_TRUE(fit);
  ASSERT_EQ(fit->effects.size(), 2U);
  // The first factor: (4 + 20) / 2 - (10 + 14) / 2; the second: (14 + 20) / 2 - (10 + 4) / 2.
  EXPECT_NEAR(fit->effects[0].difference, 0, 1e-12);
  EXPECT_NEAR(fit->effects[1].difference, 10, 1e-12);
  EXPECT_EQ(fit->effects[1].from, 0U);
  EXPECT_EQ(fit->effects[1].to, 1U);
  EXPECT_NEAR(fit->effects[1].mean_from, 7, 1e-12);
  EXPECT_NEAR(fit->effects[1].mean_to, 17, 1e-12);
  EXPECT_NEAR(fit->effects[1].standard_error, std::sqrt(1 + 4 + 4 + 16) / 2, 1e-12);
  // The sum of squares around 12 is 4 + 4 + 64 + 64, of which the second factor explains 100.
  EXPECT_NEAR(fit->explained, 100.0 / 136, 1e-12);
}

TEST(MainEffects, ThatAddUpAreFoundExactlyInUnbalancedCells) {
  FactorialCells cells;
  cells.n_levels = {3, 2};
  cells.levels = {{0, 0}, {1, 0}, {2, 0}, {0, 1}, {2, 1}};  // {1, 1} failed
  const double of_first[] = {0, 5, -2};
  const double of_second[] = {0, 8};
  for (const auto& levels : cells.levels) {
    cells.responses.push_back(100 + of_first[levels[0]] + of_second[levels[1]]);
  }
  cells.standard_errors.assign(5, 0.5);
  const auto fit = fit_main_effects(cells);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->effects[0].from, 2U);
  EXPECT_EQ(fit->effects[0].to, 1U);
  EXPECT_NEAR(fit->effects[0].difference, 7, 1e-9);
  // The means are averaged over both levels of the other factor, though one cell is not there.
  EXPECT_NEAR(fit->effects[0].mean_to, 109, 1e-9);
  EXPECT_NEAR(fit->effects[1].difference, 8, 1e-9);
  EXPECT_NEAR(fit->explained, 1, 1e-9);
}

TEST(MainEffects, ThatTheCellsCannotTellApartAreNotGiven) {
  FactorialCells cells = two_level_cells(2);
  cells.levels = {{0, 0}, {1, 1}, {0, 0}, {1, 1}};
  cells.responses = {1, 2, 1, 2};
  EXPECT_FALSE(fit_main_effects(cells));
  cells.levels = {{0, 0}, {1, 1}};
  cells.responses.resize(2);
  cells.standard_errors.resize(2);
  EXPECT_FALSE(fit_main_effects(cells));
}

TEST(MainEffects, OfEqualResponsesAreZero) {
  FactorialCells cells = two_level_cells(3);
  cells.n_levels.push_back(1);
  for (auto& levels : cells.levels) levels.push_back(0);
  cells.responses.assign(8, 3);
  const auto fit = fit_main_effects(cells);
  ASSERT_TRUE(fit);
  ASSERT_EQ(fit->effects.size(), 3U);  // a factor of one level has no effect
  for (const FactorEffect& effect : fit->effects) {
    EXPECT_NE(effect.from, effect.to);
    EXPECT_NEAR(effect.difference, 0, 1e-12);
  }
  EXPECT_EQ(fit->explained, 0);
}

}  // namespace
}  // namespace reprise
