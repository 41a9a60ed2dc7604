#include <algorithm>

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/several/compared_runs.h"
#include "reports/several/runs_reports.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

constexpr int kLongestName = 48;
constexpr int kShortestName = 16;

TextTable effects_table(const std::vector<ComparedTreatment>& rows,
                        const std::vector<std::string>& names) {
  TextTable table;
  table.columns = {{"treatment", Align::left}, {"effect %"}, {"lower"}, {"upper"}, {"mean"},
                   {"verdict", Align::left}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ComparedTreatment& row = rows[i];
    const TextStyle style = style_of(row.verdict);
    table.rows.push_back(
        {{names[i]},
         {row.effect_percent, style},
         {row.lower, style},
         {row.upper, style},
         {row.treatment->control ? row.control_mean : row.treatment_mean, style},
         {row.treatment->control ? "control" : std::string(verdict_words(row.verdict)),
          row.treatment->control ? TextStyle::faint : style}});
  }
  return table;
}

}  // namespace

std::string write_comparison_table(const std::vector<Results>& runs,
                                   const ConsoleTableOptions& options) {
  ConsoleText text(options.width, options.colour);
  text.paragraph(runs_answer(runs, name_in_prose), 0, TextStyle::strong);
  const std::vector<std::string> names = run_names(runs);
  for (const std::string& metric : compared_metrics(runs)) {
    const std::vector<ComparedTreatment> rows = compare_runs(runs, metric);
    std::vector<std::string> full_names;
    for (const ComparedTreatment& row : rows) {
      full_names.push_back(fmt::format("{}: {}", names[row.run], row.treatment->name));
    }
    // Names are as long as the other columns leave room for.
    const TextTable nameless = effects_table(rows, std::vector<std::string>(rows.size()));
    const int room =
        text.width() - natural_width(nameless) + display_width(nameless.columns.front().heading);
    const std::vector<std::string> shown =
        distinct_short_names(full_names, std::clamp(room, kShortestName, kLongestName));
    text.begin_part();
    text.title(metric);
    text.table(effects_table(rows, shown));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Effect* effect = rows[i].effect;
      if (effect == nullptr || effect->shape == IntervalShape::bounded) continue;
      text.paragraph(fmt::format("{}: {}.", shown[i], unbounded_note(*effect)), 2,
                     TextStyle::plain);
    }
  }
  text.begin_part();
  for (const std::string& note : differences_of_runs(runs, name_in_prose)) {
    text.paragraph(note, 2, TextStyle::plain);
  }
  return text.take();
}

}  // namespace reprise
