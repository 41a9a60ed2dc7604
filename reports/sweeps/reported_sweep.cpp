#include "reports/sweeps/reported_sweep.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/sweeps/sweep_names.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string setting(const Page& page, const ReportedSweep& report, std::size_t cell) {
  const std::string words = setting_words(report.sweep, report.sweep.cells[cell], page.names());
  return words.empty() ? "the only setting" : words;
}

}  // namespace

ReportedSweep::ReportedSweep(const SweepResults& found, const DrawnFigures& drawn)
    : sweep(found),
      figures(drawn),
      effects(cell_effects(found)),
      ranked(ranked_count(effects)),
      names(parameter_names(found)),
      warnings(cell_warnings(found)) {}

bool shown_under_user_models(const ReportedSweep& report) {
  return report.ranked == 1 && !report.effects.front().cell->user_models.empty();
}

std::string settings(const Page& page, const ReportedSweep& report,
                     const std::vector<std::size_t>& cells) {
  constexpr std::size_t kMostSettings = 3;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(cells.size(), kMostSettings); ++i) {
    words.push_back(setting(page, report, cells[i]));
  }
  std::string text = fmt::format("{}", fmt::join(words, "; "));
  if (cells.size() > kMostSettings) {
    text += fmt::format("; and {}", count_words(cells.size() - kMostSettings, "more cell"));
  }
  return text;
}

std::string reading_note(const Page& page, const ReportedSweep& report) {
  const Effect& first = *report.effects.front().effect;
  std::string text = fmt::format(
      "Effects on {} are in percent of the mean of {}; bold ones are significant. Intervals are "
      "{}, each at {} on its own.",
      page.code(report.sweep.ranked_metric), page.code(report.sweep.control),
      first.interval.empty() ? "those of the cells"
                             : fmt::format("{} ones", page.prose(first.interval)),
      confidence_text(report.sweep.confidence));
  if (report.sweep.user_models.size() > 1) {
    text += fmt::format(
        " They are over {}, each of which counts alike: means are geometric ones, and an effect "
        "is that of the mean ratio.",
        report.sweep.worlds.size() > 1 ? "pairs of a user model and a world" : "user models");
  } else if (!report.sweep.worlds.empty()) {
    text += " They are over worlds: they hold for a world not seen yet.";
  }
  if (report.ranked > 1 && swept(report.sweep) == Swept::choices) {
    text +=
        " Tied means that the data do not tell the cell from the best one, by tests that count "
        "all comparisons (Holm). The best of many owes some of its effect to luck: played with "
        "new seeds, expect a smaller one.";
  }
  for (const MetricDescription& metric : report.sweep.metrics) {
    if (metric.name != report.sweep.ranked_metric || metric.unit.empty()) continue;
    text += fmt::format(" {} is in {}.", page.code(metric.name), page.prose(metric.unit));
  }
  return text;
}

void rest_note(Page& page, std::size_t all, std::string_view what) {
  if (all <= kMostRows) return;
  page.paragraph(fmt::format("{} more {} are in sweep.csv.", count_text(all - kMostRows), what));
}

}  // namespace reprise
