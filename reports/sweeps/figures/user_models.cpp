// Draws the effect of the best cell under each user model, and under all models together.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_mark.h"
#include "reports/figures/row_chart.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/under_models.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

std::string script(const SweepResults& sweep) {
  const std::vector<CellEffect> cells = cell_effects(sweep);
  if (ranked_count(cells) == 0 || cells.front().cell->user_models.size() < 2) return {};
  const CellEffect& best = cells.front();
  std::vector<const Effect*> effects{best.effect};
  std::vector<std::string> names{"all user models"};
  std::vector<Verdict> verdicts{best.verdict};
  for (const UnderModel& one : under_models(sweep, best)) {
    if (one.effect == nullptr) continue;
    names.emplace_back(one.model);
    effects.push_back(one.effect);
    verdicts.push_back(one.verdict);
  }
  if (effects.size() < 2) return {};
  // The interval over few models may be so wide that nothing else could be seen on its axis.
  const EffectAxis axis({effects.begin() + 1, effects.end()}, EffectAxis::Zero::always);
  const std::vector<EffectTexts> texts = effect_texts(effects);
  RowChart chart;
  chart.name = "user_models";
  chart.series = {{""}};
  bool beyond = false;
  bool hollow = false;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    ChartRow row;
    row.name = names[i];
    if (i == 0) {
      row.note = sweep.worlds.size() > 1 ? "over pairs with a world" : "interval over models";
    }
    row.set_apart = i == 0;
    row.marks = {effect_mark(*effects[i], texts[i], verdicts[i], 0, axis)};
    beyond |= has_arrow(row.marks.front().interval);
    hollow |= row.marks.front().hollow;
    chart.rows.push_back(std::move(row));
  }
  constexpr int kWinnerColumns = 60;
  const auto as_it_is = [](std::string_view name) { return printable(name); };
  chart.title = "The winner, under one user model after the other";
  chart.subtitle =
      fmt::format("{}: {}",
                  shorten(competitor_words(sweep, *best.cell, best.effect->treatment, as_it_is),
                          kWinnerColumns),
                  effect_name(sweep));
  chart.numbers_heading = fmt::format("effect, % [{} interval]", confidence_text(sweep.confidence));
  chart.axis_title = axis.title();
  chart.low = axis.low();
  chart.high = axis.high();
  chart.lines = {{0, ""}};
  chart.tics = axis.tics(axis_pixels(chart), AxisDirection::horizontal);
  if (hollow) chart.notes.emplace_back("Hollow: not significant.");
  if (beyond) {
    chart.notes.emplace_back("An arrow: the interval goes on, beyond this axis or without bound.");
  }
  chart.rows_are = "rows";
  chart.all_are_in = "sweep.json";
  return write_row_chart(chart);
}

const SweepFigureRegistration registration(
    {"user_models", "The winner's effect under each user model, with intervals", 3, script});

}  // namespace
}  // namespace reprise
