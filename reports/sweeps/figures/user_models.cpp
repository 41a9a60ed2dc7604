// Draws the effect of the best cell under each user model, and under all models together.
#include <string>
#include <vector>

#include "reports/sweeps/figures/winner_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/under_models.h"

namespace reprise {
namespace {

std::string script(const SweepResults& sweep) {
  const std::vector<CellEffect> cells = cell_effects(sweep);
  if (ranked_count(cells) == 0 || cells.front().cell->user_models.size() < 2) return {};
  const CellEffect& best = cells.front();
  WinnerChart chart{
      .name = "user_models",
      .title = "The winner, under one user model after the other",
      .rows = {{"all user models", best.effect, best.verdict}},
      .note_of_all = sweep.worlds.size() > 1 ? "over pairs with a world" : "interval over models",
      .makes_room_for_all = false};
  for (const UnderModel& one : under_models(sweep, best)) {
    if (one.effect == nullptr) continue;
    chart.rows.push_back({std::string(one.model), one.effect, one.verdict});
  }
  if (chart.rows.size() < 2) return {};
  return write_winner_chart(sweep, best, chart);
}

const SweepFigureRegistration registration(
    {"user_models", "The winner's effect under each user model, with intervals", 3, script});

}  // namespace
}  // namespace reprise
