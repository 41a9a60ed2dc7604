#include "reports/sweeps/sweep_markdown.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/markdown_page.h"
#include "reports/markdown_text.h"
#include "reports/number_text.h"
#include "reports/run_summary.h"
#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/sweep_answer.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {
namespace {

using Row = std::vector<std::string>;

// Rows of a table beyond these would bury the rest of the page: sweep.csv has them all.
constexpr std::size_t kMostRows = 20;

// "+12.5 [+1.0, +24.0]", in percent.
std::string effect_cell(const Effect& effect, const EffectTexts& texts) {
  return fmt::format("{} {}", texts.effect_percent, interval_text(effect, texts));
}

class SweepPage {
 public:
  SweepPage(const SweepResults& sweep, const DrawnFigures& figures)
      : sweep_(sweep),
        figures_(figures),
        effects_(cell_effects(sweep)),
        ranked_(ranked_count(effects_)),
        names_(parameter_names(sweep)),
        warnings_(cell_warnings(sweep)) {}

  std::string write() const {
    std::string text = fmt::format("# Sweep of {}\n\n{}\n", markdown_code(sweep_.experiment),
                                   sweep_answer(sweep_, markdown_code));
    text += markdown_warnings_notice(sweep_.warnings.size() + warnings_.size());
    text += ranking_part();
    text += markdown_figures(figures_);
    text += parameters_part();
    text += worlds_part();
    text += failed_part();
    text += dropped_part();
    text += missing_part();
    text += warnings_part();
    text += making_part();
    return text;
  }

 private:
  std::string setting(std::size_t cell) const {
    const std::string words = setting_words(sweep_, sweep_.cells[cell], markdown_code);
    return words.empty() ? "the only setting" : words;
  }

  // "`dim` = `16`; `dim` = `32`", and how many more.
  std::string settings(const std::vector<std::size_t>& cells) const {
    constexpr std::size_t kMostSettings = 3;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(cells.size(), kMostSettings); ++i) {
      words.push_back(setting(cells[i]));
    }
    std::string text = fmt::format("{}", fmt::join(words, "; "));
    if (cells.size() > kMostSettings) {
      text += fmt::format("; and {}", count_words(cells.size() - kMostSettings, "more cell"));
    }
    return text;
  }

  std::string rest_note(std::size_t all, std::string_view what) const {
    if (all <= kMostRows) return {};
    return fmt::format("\n{} more {} are in sweep.csv.\n", count_text(all - kMostRows), what);
  }

  std::string ranking_part() const {
    if (ranked_ == 0) return {};
    Row header{"rank"};
    for (const std::string& name : names_) header.push_back(markdown_code(name));
    header.insert(header.end(), {"treatment", "effect [lower, upper] %",
                                 fmt::format("mean {}", markdown_code(sweep_.ranked_metric)),
                                 "tied with the best"});
    std::vector<Row> rows;
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < std::min(ranked_, kMostRows); ++i) {
      const CellEffect& one = effects_[i];
      Row& row = rows.emplace_back(Row{fmt::format("{}", one.rank)});
      for (std::size_t parameter = 0; parameter < names_.size(); ++parameter) {
        row.push_back(markdown_code(value_text(sweep_, *one.cell, parameter)));
      }
      const std::string effect = effect_cell(*one.effect, one);
      // The one thing to find in the table: what the data are sure of.
      const bool sure = one.verdict != Verdict::unclear && one.verdict != Verdict::none;
      row.insert(row.end(), {markdown_code(one.effect->treatment),
                             sure ? fmt::format("**{}**", effect) : effect, one.mean,
                             std::string(standing_text(one.standing))});
      if (one.effect->shape != IntervalShape::bounded) {
        notes.push_back(fmt::format("Rank {}: {}.", one.rank, unbounded_note(*one.effect)));
      }
    }
    std::string text =
        markdown_section("The ranking", markdown_table(header, rows, names_.size() + 2));
    text += rest_note(ranked_, "cells of the ranking");
    text += markdown_paragraph(reading_note());
    if (!notes.empty()) text += markdown_paragraph(markdown_bullets(notes));
    return text;
  }

  std::string reading_note() const {
    const Effect& first = *effects_.front().effect;
    std::string text = fmt::format(
        "Effects on {} are in percent of the mean of {}; bold ones are significant. Intervals are "
        "{}, each at {} on its own.",
        markdown_code(sweep_.ranked_metric), markdown_code(sweep_.control),
        first.interval.empty() ? "those of the cells"
                               : fmt::format("{} ones", markdown_prose(first.interval)),
        confidence_text(sweep_.confidence));
    if (!sweep_.worlds.empty())
      text += " They are over worlds: they hold for a world not seen yet.";
    if (ranked_ > 1) {
      text +=
          " Tied means that the data do not tell the cell from the best one, by tests that count "
          "all comparisons (Holm). The best of many owes some of its effect to luck: played with "
          "new seeds, expect a smaller one.";
    }
    for (const MetricDescription& metric : sweep_.metrics) {
      if (metric.name != sweep_.ranked_metric || metric.unit.empty()) continue;
      text += fmt::format(" {} is in {}.", markdown_code(metric.name), markdown_prose(metric.unit));
    }
    return fmt::format("{}\n", text);
  }

  // One value of a parameter: its best cell, and the mean over the cells that have it.
  Row value_row(std::size_t parameter, std::size_t value) const {
    const CellEffect* best = nullptr;
    std::size_t count = 0;
    double sum = 0;
    for (std::size_t i = 0; i < ranked_; ++i) {
      const CellEffect& one = effects_[i];
      if (one.cell->values[parameter] != value) continue;
      if (best == nullptr) best = &one;
      if (!std::isfinite(one.effect->effect)) continue;
      ++count;
      sum += one.effect->effect;
    }
    const double mean = sum / static_cast<double>(count);
    return {markdown_code(sweep_.parameters[parameter].values[value]),
            best == nullptr ? "" : effect_cell(*best->effect, *best),
            best == nullptr ? "" : fmt::format("{}", best->rank),
            count == 0 ? "" : signed_text(mean, mean_decimals()), count_text(count)};
  }

  // As many as the estimates next to it.
  int mean_decimals() const {
    const std::string& text = effects_.front().effect_percent;
    const std::size_t point = text.find('.');
    return point == std::string::npos ? 1 : static_cast<int>(text.size() - point - 1);
  }

  std::string parameters_part() const {
    // With a single parameter the ranking has said it all.
    if (names_.size() < 2 || ranked_ < 2) return {};
    std::string text;
    for (std::size_t parameter = 0; parameter < names_.size(); ++parameter) {
      const std::size_t values = sweep_.parameters[parameter].values.size();
      // Numbers drawn at random are as many as the cells: nothing to sum up.
      if (values < 2 || values >= ranked_) continue;
      std::vector<Row> rows;
      for (std::size_t value = 0; value < std::min(values, kMostRows); ++value) {
        rows.push_back(value_row(parameter, value));
      }
      text += markdown_paragraph(
          markdown_table({markdown_code(names_[parameter]), "best effect [lower, upper] %",
                          "its rank", "mean effect %", "cells"},
                         rows));
      text += rest_note(values, "values of this parameter");
    }
    if (text.empty()) return text;
    return markdown_section(
               "Parameter by parameter",
               "Of each value, the best cell that has it, and the plain mean of the effects of "
               "all ranked cells that have it: a tendency over the other parameters, not a "
               "forecast for a cell.\n") +
           text;
  }

  std::string worlds_part() const {
    if (ranked_ == 0 || effects_.front().cell->worlds.size() < 2) return {};
    const CellEffect& best = effects_.front();
    std::vector<Effect> effects;
    for (const WorldEffect& world : best.cell->worlds) {
      effects.push_back(effect_in_world(sweep_, world));
    }
    const std::vector<EffectTexts> texts = effect_texts(pointers_to(effects));
    std::vector<Row> rows;
    for (std::size_t i = 0; i < effects.size(); ++i) {
      rows.push_back({markdown_code(best.cell->worlds[i].world), texts[i].effect_percent,
                      texts[i].lower, texts[i].upper});
    }
    const WorldCount count = count_worlds(sweep_, best.cell->worlds);
    const std::string_view side = sweep_.ranked_better == Better::lower ? "below" : "above";
    const std::string words = fmt::format(
        "{}: its effect is {} 0 in {} of {} worlds, with its whole interval in {}. All worlds "
        "together: {}, {}.\n\n",
        competitor_words(sweep_, *best.cell, best.effect->treatment, markdown_code), side,
        count.better, count.worlds, count.surely, percent_words(*best.effect, best),
        interval_words(*best.effect, best, sweep_.confidence));
    return markdown_section("Does the winner win in other worlds?",
                            words + markdown_table({"world", "effect %", "lower", "upper"}, rows));
  }

  std::string failed_part() const {
    const std::vector<CellRemark> errors = cell_errors(sweep_);
    if (errors.empty()) return {};
    std::vector<std::string> items;
    for (std::size_t i = 0; i < std::min(errors.size(), kMostRows); ++i) {
      items.push_back(
          fmt::format("{}: {}", settings(errors[i].cells), markdown_prose(errors[i].text)));
    }
    return markdown_section("Failed cells", markdown_bullets(items)) +
           rest_note(errors.size(), "errors");
  }

  std::string dropped_part() const {
    Row header;
    for (const std::string& name : names_) header.push_back(markdown_code(name));
    header.insert(header.end(), {"episodes", "effect [lower, upper] %"});
    std::vector<Row> rows;
    for (std::size_t i = 0; i < sweep_.cells.size(); ++i) {
      const SweepCell& cell = sweep_.cells[i];
      if (cell.status != CellStatus::dropped) continue;
      Row& row = rows.emplace_back();
      for (std::size_t parameter = 0; parameter < names_.size(); ++parameter) {
        row.push_back(markdown_code(value_text(sweep_, cell, parameter)));
      }
      const auto effect = std::find_if(effects_.begin(), effects_.end(),
                                       [i](const CellEffect& one) { return one.index == i; });
      row.insert(row.end(),
                 {count_text(cell.episodes),
                  effect == effects_.end() ? "" : effect_cell(*effect->effect, *effect)});
    }
    if (rows.empty()) return {};
    const std::size_t all = rows.size();
    rows.resize(std::min(all, kMostRows));
    return markdown_section("Cells that halving dropped",
                            "Found worse than others after so many episodes, and not played any "
                            "longer.\n") +
           markdown_paragraph(markdown_table(header, rows, names_.size())) +
           rest_note(all, "dropped cells");
  }

  std::string missing_part() const {
    const std::size_t missing = count_of(sweep_, CellStatus::missing);
    if (missing == 0) return {};
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < sweep_.cells.size(); ++i) {
      if (sweep_.cells[i].status == CellStatus::missing) cells.push_back(i);
    }
    return markdown_section(
        "Cells not played",
        fmt::format("{} {} not played here, being another shard's or as the sweep was stopped "
                    "before: {}.\n",
                    count_words(missing, "cell"), missing == 1 ? "was" : "were", settings(cells)));
  }

  std::string warnings_part() const {
    std::vector<std::string> items;
    for (const std::string& warning : sweep_.warnings) items.push_back(markdown_prose(warning));
    for (const CellRemark& warning : warnings_) {
      items.push_back(
          fmt::format("{} ({})", markdown_prose(warning.text), settings(warning.cells)));
    }
    if (items.empty()) return {};
    return markdown_section("Warnings", markdown_bullets(items));
  }

  std::string making_part() const {
    std::vector<std::string> parameters;
    for (const SweepParameter& parameter : sweep_.parameters) {
      parameters.push_back(fmt::format("{} ({})", markdown_code(parameter.path),
                                       count_words(parameter.values.size(), "value")));
    }
    std::vector<std::string> facts{
        fmt::format("experiment: {}, {} design, control {}", markdown_code(sweep_.experiment),
                    markdown_prose(sweep_.design), markdown_code(sweep_.control)),
        fmt::format("method: {}; {}", markdown_prose(sweep_.method), cells_text(sweep_)),
    };
    if (!parameters.empty()) {
      facts.push_back(fmt::format("parameters: {}", fmt::join(parameters, ", ")));
    }
    facts.push_back(fmt::format("played: {} per seed{}; {}", episodes_text(sweep_),
                                sweep_.worlds.empty() ? "" : " and world",
                                seeds_text(sweep_.seeds)));
    if (!sweep_.worlds.empty()) {
      std::vector<std::string> worlds;
      for (const std::string& world : sweep_.worlds) worlds.push_back(markdown_code(world));
      facts.push_back(fmt::format("worlds: {}", fmt::join(worlds, ", ")));
    }
    facts.push_back(fmt::format("hash: {}", markdown_code(sweep_.hash)));
    return markdown_section("How it was made", markdown_bullets(facts)) +
           markdown_making_again("reprise run config.yaml", sweep_.config);
  }

  const SweepResults& sweep_;
  const DrawnFigures& figures_;
  std::vector<CellEffect> effects_;
  std::size_t ranked_;
  std::vector<std::string> names_;
  std::vector<CellRemark> warnings_;
};

}  // namespace

std::string write_sweep_markdown(const SweepResults& sweep, const DrawnFigures& figures) {
  return SweepPage(sweep, figures).write();
}

namespace {
const SweepFormatRegistration registration({"report.md", write_sweep_markdown});
}

}  // namespace reprise
