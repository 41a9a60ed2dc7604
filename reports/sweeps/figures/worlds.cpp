// Draws the effect of the best cell in each of its worlds, and in all worlds together.
#include <string>
#include <vector>

#include "reports/sweeps/figures/winner_chart.h"
#include "reports/sweeps/sweep_figure.h"

namespace reprise {
namespace {

std::string script(const SweepResults& sweep) {
  const std::vector<CellEffect> cells = cell_effects(sweep);
  if (ranked_count(cells) == 0 || cells.front().cell->worlds.size() < 2) return {};
  const CellEffect& best = cells.front();
  std::vector<Effect> effects;
  for (const WorldEffect& world : best.cell->worlds) {
    effects.push_back(effect_in_world(sweep, world));
  }
  WinnerChart chart{.name = "worlds",
                    .title = "The winner, world by world",
                    .rows = {{"all worlds", best.effect, std::nullopt}},
                    .note_of_all = "interval over worlds"};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    chart.rows.push_back({best.cell->worlds[i].world, &effects[i], std::nullopt});
  }
  return write_winner_chart(sweep, best, chart);
}

const SweepFigureRegistration registration({"worlds",
                                            "The winner's effect in each world, with intervals", 5,
                                            script});

}  // namespace
}  // namespace reprise
