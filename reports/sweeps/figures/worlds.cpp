// Draws the effect of the best cell in each of its worlds, and in all worlds together.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/row_chart.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

std::string script(const SweepResults& sweep) {
  const std::vector<CellEffect> cells = cell_effects(sweep);
  if (ranked_count(cells) == 0 || cells.front().cell->worlds.size() < 2) return {};
  const CellEffect& best = cells.front();
  std::vector<std::string> names{"all worlds"};
  std::vector<Effect> effects{*best.effect};
  for (const WorldEffect& world : best.cell->worlds) {
    names.push_back(world.world);
    effects.push_back(effect_in_world(sweep, world));
  }
  const std::vector<const Effect*> pointers = pointers_to(effects);
  const EffectAxis axis(pointers, EffectAxis::Zero::always);
  const std::vector<EffectTexts> texts = effect_texts(pointers);
  RowChart chart;
  chart.name = "worlds";
  chart.series = {{""}};
  bool beyond = false;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    ChartMark mark;
    if (axis.shows(effects[i].effect)) mark.place = axis.place(effects[i].effect);
    mark.interval = axis.interval(effects[i]);
    mark.estimate_text = texts[i].effect_percent;
    mark.interval_text = interval_text(effects[i], texts[i]);
    beyond |= has_arrow(mark.interval);
    ChartRow row;
    row.name = names[i];
    if (i == 0) row.note = "interval over worlds";
    row.set_apart = i == 0;
    row.marks = {std::move(mark)};
    chart.rows.push_back(std::move(row));
  }
  constexpr int kWinnerColumns = 60;
  const auto as_it_is = [](std::string_view name) { return printable(name); };
  chart.title = "The winner, world by world";
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
  if (beyond) chart.notes = {"An arrow: the interval goes on, beyond this axis or without bound."};
  chart.rows_are = "rows";
  chart.all_are_in = "sweep.json";
  return write_row_chart(chart);
}

const SweepFigureRegistration registration({"worlds",
                                            "The winner's effect in each world, with intervals", 5,
                                            script});

}  // namespace
}  // namespace reprise
