// Tells settings of the world from those of recommenders. A recommender is chosen, a world is not:
// sweeping its users or its preset asks how far an answer depends on them, so such cells are told
// apart and never ranked against each other. All functions are pure and safe to call from any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/results/sweep_results.h"
#include "reports/sweeps/cell_effects.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// Returns whether a parameter is one of the world: "world", or a path below it.
bool is_of_world(const SweepParameter& parameter);

/// What is swept.
enum class Swept {
  choices,            // recommenders, models, ...: the best can be chosen
  worlds,             // the world alone
  choices_in_worlds,  // both
};
Swept swept(const SweepResults& sweep);

/// The cells of one setting of the world.
struct WorldSetting {
  // Indices into the effects that were given; in their order, the best first.
  std::vector<std::size_t> effects;
};

/// Returns the settings of the world in the order of the cells, for effects from cell_effects().
std::vector<WorldSetting> world_settings(const SweepResults& sweep,
                                         const std::vector<CellEffect>& effects);

/// Cells in the order of tables.
struct CellsInOrder {
  std::vector<CellEffect> cells;  // ranked; if worlds are swept, those of a world stand together
  std::vector<bool> best_in_its_world;  // per cell; empty if no world is swept
};
CellsInOrder cells_in_order(const SweepResults& sweep, std::vector<CellEffect> ranked);

/// Returns the indices of the parameters, those of the world first.
std::vector<std::size_t> parameters_in_order(const SweepResults& sweep);

/// Returns "preset = 2023, consume_bias_shift = 1", of the world's parameters or of the others.
/// Empty if there are none.
std::string setting_of_world(const SweepResults& sweep, const SweepCell& cell,
                             const NameWriter& write_name);
std::string setting_of_choices(const SweepResults& sweep, const SweepCell& cell,
                               const NameWriter& write_name);

}  // namespace reprise
