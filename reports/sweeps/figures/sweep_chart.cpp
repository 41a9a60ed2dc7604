#include "reports/sweeps/figures/sweep_chart.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/summary/run_summary.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/display_text.h"

namespace reprise {

std::string effect_name(const SweepResults& sweep) {
  constexpr int kNameColumns = 24;
  return fmt::format("effect on {}, against {}",
                     shorten(printable(sweep.ranked_metric), kNameColumns),
                     shorten(printable(sweep.control), kNameColumns));
}

std::string sweep_subtitle(const SweepResults& sweep) {
  return fmt::format("{} intervals{}, {} design; {}, {}", confidence_text(sweep.confidence),
                     sweep.worlds.empty() ? "" : " over worlds", sweep.design, episodes_text(sweep),
                     seeds_text(sweep.seeds));
}

std::vector<CellEffect> figure_cells(const SweepResults& sweep) {
  std::vector<CellEffect> cells = cell_effects(sweep);
  if (swept(sweep) == Swept::choices) return cells;
  const auto others = cells.begin() + static_cast<std::ptrdiff_t>(ranked_count(cells));
  CellsInOrder in_order = cells_in_order(sweep, {cells.begin(), others});
  in_order.cells.insert(in_order.cells.end(), others, cells.end());
  for (CellEffect& cell : in_order.cells) cell.standing = Standing::unknown;
  return std::move(in_order.cells);
}

std::vector<const Effect*> effects_of(const std::vector<CellEffect>& cells) {
  std::vector<const Effect*> effects;
  effects.reserve(cells.size());
  for (const CellEffect& cell : cells) effects.push_back(cell.effect);
  return effects;
}

bool has_numeric_axis(const SweepParameter& parameter) {
  const std::vector<double>& numbers = parameter.numbers;
  if (numbers.size() < 2 || numbers.size() != parameter.values.size()) return false;
  const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
  return *least < *most && std::isfinite(*most - *least) &&
         std::all_of(numbers.begin(), numbers.end(), [&](double number) {
           return std::isfinite(number) && (!parameter.log_scale || number > 0);
         });
}

std::vector<double> value_places(const SweepParameter& parameter) {
  const std::size_t count = parameter.values.size();
  std::vector<double> places(count, 0.5);
  if (count < 2) return places;
  if (!has_numeric_axis(parameter)) {
    for (std::size_t i = 0; i < count; ++i) {
      places[i] = static_cast<double>(i) / static_cast<double>(count - 1);
    }
    return places;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double number = parameter.numbers[i];
    places[i] = parameter.log_scale ? std::log10(number) : number;
  }
  const auto [least, most] = std::minmax_element(places.begin(), places.end());
  const double low = *least;
  const double range = *most - *least;
  for (double& place : places) place = (place - low) / range;
  return places;
}

bool any_numbered(const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.find("…#") != std::string::npos; });
}

std::string axis_title(const SweepParameter& parameter) {
  constexpr int kMostColumns = 70;
  return fmt::format("{}{}", shorten(printable(parameter.path), kMostColumns),
                     parameter.log_scale && has_numeric_axis(parameter) ? " (log scale)" : "");
}

}  // namespace reprise
