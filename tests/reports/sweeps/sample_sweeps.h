// Makes SweepResults by hand for the tests of the reports of sweeps.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns a parameter with the given number of numeric values: 1, 2, 3, ..., or 1, 2, 4, ... on a
/// log scale.
SweepParameter numeric_parameter(const std::string& path, std::size_t values, bool log_scale);

/// Returns a parameter with these values, which are not numbers.
SweepParameter choice_parameter(const std::string& path, const std::vector<std::string>& values);

/// Returns a grid over the parameters, with three treatments: random (control), top_pop (not
/// significant anywhere) and ranker, which is ranked. The ranker's effect grows with the first
/// parameters' values. Every interval is 4 percent to either side; cells whose effect is within 4
/// percent of the best one are tied with it.
SweepResults sweep_of(const std::vector<SweepParameter>& parameters);

/// Returns the same grid. `effects` has the effect of the ranker in each cell, in percent.
SweepResults sweep_of(const std::vector<SweepParameter>& parameters,
                      const std::vector<double>& effects);

/// Returns a sweep of four dims and two picks in three worlds, with warnings. One cell failed, and
/// one was not played.
SweepResults sample_sweep();

/// Returns a sweep by halving over six cells of two parameters. Halving dropped three of the cells.
SweepResults halved_sweep();

/// Returns a sweep without parameters: one cell in five worlds.
SweepResults worlds_sweep();

/// Returns a sweep without parameters: one cell under four user models. The ranker's effects are as
/// given, in percent; top_pop is better under the last model.
SweepResults user_models_sweep(const std::vector<double>& effects);

/// Returns a sweep of four cells over two parameters of the world, with its main effects.
SweepResults main_effects_sweep();

/// Returns sample_sweep with hostile names, which look like markup, terminal codes, another row or
/// a command.
SweepResults nasty_sweep();

/// Returns sample_sweep, but every cell failed with the same error.
SweepResults failed_sweep();

/// Ranks the cells by the ranked metric again, after a test changed their effects.
void rank_again(SweepResults& sweep);

/// Returns the ranker's effect on the ranked metric in a cell; a test may change the effect.
Effect& ranked_effect(SweepResults& sweep, std::size_t cell);

}  // namespace reprise
