#include "reports/sweeps/figures/winner_chart.h"

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_chart.h"
#include "reports/figures/effect_mark.h"
#include "reports/figures/row_chart.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/text/display_text.h"

namespace reprise {

std::string write_winner_chart(const SweepResults& sweep, const CellEffect& best,
                               const WinnerChart& winner) {
  std::vector<const Effect*> effects;
  for (const WinnerRow& row : winner.rows) effects.push_back(row.effect);
  const EffectAxis axis({effects.begin() + (winner.makes_room_for_all ? 0 : 1), effects.end()},
                        EffectAxis::Zero::always);
  const std::vector<EffectTexts> texts = effect_texts(effects);
  RowChart chart;
  chart.name = winner.name;
  chart.series = {{""}};
  for (std::size_t i = 0; i < winner.rows.size(); ++i) {
    const WinnerRow& of = winner.rows[i];
    ChartRow row;
    row.name = of.name;
    if (i == 0) row.note = winner.note_of_all;
    row.set_apart = i == 0;
    row.marks = {effect_mark(*of.effect, texts[i], of.verdict.value_or(Verdict::better), 0, axis)};
    chart.rows.push_back(std::move(row));
  }
  constexpr int kWinnerColumns = 60;
  const auto as_it_is = [](std::string_view name) { return printable(name); };
  chart.title = winner.title;
  chart.subtitle =
      fmt::format("{}: {}",
                  shorten(competitor_words(sweep, *best.cell, best.effect->treatment, as_it_is),
                          kWinnerColumns),
                  effect_name(sweep));
  chart.numbers_heading = fmt::format("effect, % [{} interval]", confidence_text(sweep.confidence));
  chart.rows_are = "rows";
  chart.all_are_in = "sweep.json";
  finish_effect_chart(chart, axis);
  return write_row_chart(chart);
}

}  // namespace reprise
