// Draws how far each parameter moves the effect: the mean effect with either of its two values.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/row_chart.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/main_effect_texts.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

Effect mean_effect(double percent) {
  Effect effect;
  effect.effect = effect.lower = effect.upper = percent;
  return effect;
}

std::string script(const SweepResults& sweep) {
  if (!sweep.main_effects || sweep.main_effects->effects.empty()) return {};
  const MainEffects& main = *sweep.main_effects;
  std::vector<Effect> effects;
  for (std::size_t i = 0; i < std::min(main.effects.size(), kMostChartRows); ++i) {
    effects.push_back(mean_effect(main.effects[i].mean_from));
    effects.push_back(mean_effect(main.effects[i].mean_to));
  }
  const EffectAxis axis(pointers_to(effects), EffectAxis::Zero::always);
  const std::vector<MainEffectTexts> texts = main_effect_texts(main);
  constexpr int kValueColumns = 20;
  RowChart chart;
  chart.name = "main_effects";
  chart.series = {{"mean effect with the value that lowers it"}, {"with the one that raises it"}};
  for (std::size_t i = 0; i < main.effects.size(); ++i) {
    const MainEffect& one = main.effects[i];
    ChartRow row;
    row.name = one.path.starts_with("world.") ? one.path.substr(6) : one.path;
    const auto mark = [&](std::size_t series, double mean, const std::string& value,
                          const std::string& text, const std::string& more) {
      ChartMark added;
      added.series = series;
      if (axis.shows(mean)) added.place = axis.place(mean);
      added.hollow = !one.significant;
      added.estimate_text = text;
      added.interval_text =
          fmt::format("with {}{}", shorten(printable(value), kValueColumns), more);
      row.marks.push_back(std::move(added));
    };
    mark(0, one.mean_from, one.from, texts[i].mean_from, "");
    mark(1, one.mean_to, one.to, texts[i].mean_to, "");
    row.note = fmt::format("{} [{}, {}]", texts[i].difference, texts[i].lower, texts[i].upper);
    chart.rows.push_back(std::move(row));
  }
  chart.title = "What moves the effect most";
  chart.subtitle =
      fmt::format("{}: {}", shorten(printable(main.treatment), 24), effect_name(sweep));
  chart.numbers_heading = "mean effect, %";
  chart.axis_title = axis.title();
  chart.low = axis.low();
  chart.high = axis.high();
  chart.lines = {{0, ""}};
  chart.tics = axis.tics(axis_pixels(chart), AxisDirection::horizontal);
  chart.notes = {fmt::format(
      "Below each name: by how many points the effect moves, with its {} interval. Hollow: not "
      "significant.",
      confidence_text(main.confidence))};
  chart.rows_are = "parameters";
  chart.all_are_in = "sweep.json";
  return write_row_chart(chart);
}

const SweepFigureRegistration registration({"main_effects",
                                            "How far each parameter of the world moves the effect",
                                            3, script});

}  // namespace
}  // namespace reprise
