// Hand-made SweepResults for the tests of the reports of sweeps.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// A parameter of so many numbers: 1, 2, 3, ..., or 1, 2, 4, ... on a log scale.
SweepParameter numeric_parameter(const std::string& path, std::size_t values, bool log_scale);

/// A parameter of these values, which are no numbers.
SweepParameter choice_parameter(const std::string& path, const std::vector<std::string>& values);

/// A grid over the parameters: random (control), top_pop (not significant anywhere) and ranker,
/// whose effect grows with the first parameters' values and is ranked. Every interval is 4 percent
/// to either side; cells whose effect is within 4 percent of the best one are tied with it.
SweepResults sweep_of(const std::vector<SweepParameter>& parameters);

/// The same grid with this effect of the ranker in each cell, in percent.
SweepResults sweep_of(const std::vector<SweepParameter>& parameters,
                      const std::vector<double>& effects);

/// Four dims and two picks in three worlds, one cell failed, one not played, with warnings.
SweepResults sample_sweep();

/// Halving over six cells of two parameters, three of which it dropped.
SweepResults halved_sweep();

/// No parameters: one cell in five worlds.
SweepResults worlds_sweep();

/// sample_sweep with names that want to be markup, terminal codes, another row or a command.
SweepResults nasty_sweep();

/// The same sweep, in which every cell failed with the same error.
SweepResults failed_sweep();

/// Ranks the cells by the ranked metric anew, after their effects were changed.
void rank_again(SweepResults& sweep);

/// The ranker's effect on the ranked metric in a cell, to be changed.
Effect& ranked_effect(SweepResults& sweep, std::size_t cell);

}  // namespace reprise
