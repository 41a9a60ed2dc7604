#include "reports/sweeps/sweep_page.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/pages/page_parts.h"
#include "reports/summary/run_summary.h"
#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/main_effect_texts.h"
#include "reports/sweeps/sweep_answer.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/sweeps/under_models.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using Row = std::vector<PageCell>;
using Texts = std::vector<std::string>;

// Longer tables would hide the rest of the page. sweep.csv has all rows.
constexpr std::size_t kMostRows = 20;

class SweepPage {
 public:
  SweepPage(Page& page, const SweepResults& sweep, const DrawnFigures& figures)
      : page_(page),
        sweep_(sweep),
        figures_(figures),
        effects_(cell_effects(sweep)),
        ranked_(ranked_count(effects_)),
        names_(parameter_names(sweep)),
        warnings_(cell_warnings(sweep)) {}

  void write() {
    page_.title("Sweep of", sweep_.experiment);
    page_.answer(question(), sweep_answer(sweep_, page_.names()));
    say_warnings_below(page_, sweep_.warnings.size() + warnings_.size());
    user_models_part();
    main_effects_part();
    ranking_part();
    figures_.say_missing(page_);
    figures_.show_others(page_);
    parameters_part();
    worlds_part();
    failed_part();
    dropped_part();
    missing_part();
    warnings_part();
    making_part();
  }

 private:
  std::string question() const {
    if (swept(sweep_) == Swept::choices && !sweep_.user_models.empty()) {
      return fmt::format(
          "Which treatment does best on {}, against {}, and does it under all users?",
          page_.code(sweep_.ranked_metric), page_.code(sweep_.control));
    }
    if (swept(sweep_) == Swept::worlds) {
      return fmt::format("How far do effects on {}, against {}, depend on the world?",
                         page_.code(sweep_.ranked_metric), page_.code(sweep_.control));
    }
    return fmt::format("Which setting does best on {}, against {}?",
                       page_.code(sweep_.ranked_metric), page_.code(sweep_.control));
  }

  // Returns what each of the played parts belongs to besides its seed.
  std::string_view played_in() const {
    if (sweep_.user_models.empty()) return sweep_.worlds.empty() ? "" : " and world";
    return sweep_.worlds.empty() ? " and user model" : ", world and user model";
  }

  std::string setting(std::size_t cell) const {
    const std::string words = setting_words(sweep_, sweep_.cells[cell], page_.names());
    return words.empty() ? "the only setting" : words;
  }

  // Returns "`dim` = `16`; `dim` = `32`", and the number of further cells.
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

  void rest_note(std::size_t all, std::string_view what) {
    if (all <= kMostRows) return;
    page_.paragraph(fmt::format("{} more {} are in sweep.csv.", count_text(all - kMostRows), what));
  }

  // Returns the effect with its interval, in percent: "+12.5 [+1.0, +24.0]".
  PageCell effect_cell(const CellEffect& one, bool key) const {
    return {page_.plain(fmt::format("{} {}", one.effect_percent, interval_text(*one.effect, one))),
            one.verdict, key};
  }

  // Returns whether the only cell is shown under its user models already.
  bool shown_under_user_models() const {
    return ranked_ == 1 && !effects_.front().cell->user_models.empty();
  }

  void ranking_part() {
    if (ranked_ == 0 || shown_under_user_models()) return;
    if (swept(sweep_) != Swept::choices) {
      worlds_table();
      return;
    }
    PageTable table;
    table.left = names_.size() + 2;
    table.header = {"rank"};
    for (const std::string& name : names_) table.header.push_back(page_.code(name));
    table.header.insert(
        table.header.end(),
        {"treatment", "effect [lower, upper] %",
         fmt::format("mean {}", page_.code(sweep_.ranked_metric)), "tied with the best"});
    Texts notes;
    for (std::size_t i = 0; i < std::min(ranked_, kMostRows); ++i) {
      const CellEffect& one = effects_[i];
      Row& row = table.rows.emplace_back(Row{fmt::format("{}", one.rank)});
      for (std::size_t parameter = 0; parameter < names_.size(); ++parameter) {
        row.emplace_back(page_.code(value_text(sweep_, *one.cell, parameter)));
      }
      row.insert(row.end(), {page_.code(one.effect->treatment), effect_cell(one, true), one.mean,
                             std::string(standing_text(one.standing))});
      if (one.effect->shape != IntervalShape::bounded) {
        notes.push_back(fmt::format("Rank {}: {}.", one.rank, unbounded_note(*one.effect)));
      }
    }
    page_.section("The ranking");
    page_.table(table);
    rest_note(ranked_, "cells of the ranking");
    page_.paragraph(reading_note());
    say_notes(page_, notes);
  }

  // Writes the effects in each setting of the world, whose settings are not ranked.
  void worlds_table() {
    PageTable table;
    table.left = names_.size() + 1;
    const std::vector<std::size_t> order = parameters_in_order(sweep_);
    for (const std::size_t parameter : order) {
      table.header.push_back(page_.code(names_[parameter]));
    }
    table.header.insert(table.header.end(),
                        {"treatment", "effect [lower, upper] %",
                         fmt::format("mean {}", page_.code(sweep_.ranked_metric)), "verdict"});
    // Choices are ranked within each world, worlds never.
    const bool ranked_within = swept(sweep_) == Swept::choices_in_worlds;
    if (ranked_within) table.header.emplace_back("in its world");
    const CellsInOrder in_order = cells_in_order(
        sweep_, {effects_.begin(), effects_.begin() + static_cast<std::ptrdiff_t>(ranked_)});
    for (std::size_t i = 0; i < std::min(in_order.cells.size(), kMostRows); ++i) {
      const CellEffect& one = in_order.cells[i];
      Row& row = table.rows.emplace_back();
      for (const std::size_t parameter : order) {
        row.emplace_back(page_.code(value_text(sweep_, *one.cell, parameter)));
      }
      row.insert(row.end(), {page_.code(one.effect->treatment),
                             effect_cell(one, true),
                             one.mean,
                             {std::string(verdict_words(one.verdict)), one.verdict}});
      if (ranked_within) row.emplace_back(in_order.best_in_its_world[i] ? "best" : "");
    }
    page_.section("In each world");
    page_.table(table);
    rest_note(ranked_, "cells");
    page_.paragraph(reading_note());
  }

  std::string reading_note() const {
    const Effect& first = *effects_.front().effect;
    std::string text = fmt::format(
        "Effects on {} are in percent of the mean of {}; bold ones are significant. Intervals are "
        "{}, each at {} on its own.",
        page_.code(sweep_.ranked_metric), page_.code(sweep_.control),
        first.interval.empty() ? "those of the cells"
                               : fmt::format("{} ones", page_.prose(first.interval)),
        confidence_text(sweep_.confidence));
    if (sweep_.user_models.size() > 1) {
      text += fmt::format(
          " They are over {}, each of which counts alike: means are geometric ones, and an effect "
          "is that of the mean ratio.",
          sweep_.worlds.size() > 1 ? "pairs of a user model and a world" : "user models");
    } else if (!sweep_.worlds.empty()) {
      text += " They are over worlds: they hold for a world not seen yet.";
    }
    if (ranked_ > 1 && swept(sweep_) == Swept::choices) {
      text +=
          " Tied means that the data do not tell the cell from the best one, by tests that count "
          "all comparisons (Holm). The best of many owes some of its effect to luck: played with "
          "new seeds, expect a smaller one.";
    }
    for (const MetricDescription& metric : sweep_.metrics) {
      if (metric.name != sweep_.ranked_metric || metric.unit.empty()) continue;
      text += fmt::format(" {} is in {}.", page_.code(metric.name), page_.prose(metric.unit));
    }
    return text;
  }

  // Returns the row of one value of a parameter: the best cell with the value and its rank, or the
  // least and the greatest effect if worlds are swept, and the mean over all ranked cells with the
  // value.
  Row value_row(std::size_t parameter, std::size_t value) const {
    std::vector<const CellEffect*> cells;  // the best first
    for (std::size_t i = 0; i < ranked_; ++i) {
      if (effects_[i].cell->values[parameter] == value) cells.push_back(&effects_[i]);
    }
    std::vector<const CellEffect*> finite;
    for (const CellEffect* one : cells) {
      if (std::isfinite(one->effect->effect)) finite.push_back(one);
    }
    double sum = 0;
    for (const CellEffect* one : finite) sum += one->effect->effect;
    Row row{page_.code(sweep_.parameters[parameter].values[value])};
    if (swept(sweep_) == Swept::choices) {
      row.push_back(cells.empty() ? PageCell() : effect_cell(*cells.front(), false));
      row.emplace_back(cells.empty() ? "" : fmt::format("{}", cells.front()->rank));
    } else {
      const auto [least, most] = std::minmax_element(finite.begin(), finite.end(),
                                                     [](const CellEffect* a, const CellEffect* b) {
                                                       return a->effect->effect < b->effect->effect;
                                                     });
      row.push_back(finite.empty() ? PageCell() : effect_cell(**least, false));
      row.push_back(finite.empty() ? PageCell() : effect_cell(**most, false));
    }
    row.emplace_back(finite.empty()
                         ? ""
                         : signed_text(sum / static_cast<double>(finite.size()), mean_decimals()));
    row.emplace_back(count_text(finite.size()));
    return row;
  }

  // Returns the number of decimals of the estimates next to the mean.
  int mean_decimals() const {
    const std::string& text = effects_.front().effect_percent;
    const std::size_t point = text.find('.');
    return point == std::string::npos ? 1 : static_cast<int>(text.size() - point - 1);
  }

  void parameters_part() {
    // With a single parameter, the ranking already has all the numbers.
    if (names_.size() < 2 || ranked_ < 2) return;
    const bool choices = swept(sweep_) == Swept::choices;
    bool begun = false;
    for (const std::size_t parameter : parameters_in_order(sweep_)) {
      const std::size_t values = sweep_.parameters[parameter].values.size();
      // A parameter with random numbers has a value per cell, so there is nothing to sum up.
      if (values < 2 || values >= ranked_) continue;
      if (!std::exchange(begun, true)) {
        page_.section("Parameter by parameter");
        page_.paragraph(
            choices
                ? "Of each value, the best cell that has it, and the plain mean of the effects of "
                  "all ranked cells that have it: a tendency over the other parameters, not a "
                  "forecast for a cell."
                : "Of each value, the least and the greatest effect among the cells that have it, "
                  "and the plain mean of their effects: how far the answer depends on it. Nobody "
                  "chooses a world, so values are not ranked.");
      }
      PageTable table;
      table.header = {page_.code(names_[parameter]),
                      choices ? "best effect [lower, upper] %" : "least effect [lower, upper] %",
                      choices ? "its rank" : "greatest effect [lower, upper] %", "mean effect %",
                      "cells"};
      for (std::size_t value = 0; value < std::min(values, kMostRows); ++value) {
        table.rows.push_back(value_row(parameter, value));
      }
      page_.table(table);
      rest_note(values, "values of this parameter");
    }
  }

  void worlds_part() {
    if (ranked_ == 0 || effects_.front().cell->worlds.size() < 2) return;
    const CellEffect& best = effects_.front();
    std::vector<Effect> effects;
    for (const WorldEffect& world : best.cell->worlds) {
      effects.push_back(effect_in_world(sweep_, world));
    }
    const std::vector<EffectTexts> texts = effect_texts(pointers_to(effects));
    PageTable table;
    table.header = {"world", "effect %", "lower", "upper"};
    for (std::size_t i = 0; i < effects.size(); ++i) {
      table.rows.push_back({page_.code(best.cell->worlds[i].world), texts[i].effect_percent,
                            texts[i].lower, texts[i].upper});
    }
    const WorldCount count = count_worlds(sweep_, best.cell->worlds);
    const std::string_view side = sweep_.ranked_better == Better::lower ? "below" : "above";
    page_.section("Does the winner win in other worlds?");
    page_.paragraph(fmt::format(
        "{}: its effect is {} 0 in {} of {} worlds, with its whole interval in {}. All worlds "
        "together: {}, {}.",
        competitor_words(sweep_, *best.cell, best.effect->treatment, page_.names()), side,
        count.better, count.worlds, count.surely, percent_words(*best.effect, best),
        interval_words(*best.effect, best, sweep_.confidence)));
    page_.table(table);
  }

  // Writes what the winner did under each user model, and what all treatments did.
  void user_models_part() {
    if (ranked_ == 0 || effects_.front().cell->user_models.empty()) return;
    const CellEffect& best = effects_.front();
    const std::size_t competing = competing_treatments(sweep_, *best.cell);
    PageTable table;
    table.header = {"users", "effect [lower, upper] %", "verdict"};
    if (competing > 1) {
      table.header.insert(table.header.end(), {"its place", "the best there"});
    }
    for (const UnderModel& one : under_models(sweep_, best)) {
      Row& row = table.rows.emplace_back(Row{page_.code(one.model)});
      if (one.effect == nullptr) {
        row.resize(table.header.size());
        continue;
      }
      row.push_back(under_cell(one, true));
      row.push_back({std::string(verdict_words(one.verdict)), one.verdict});
      if (competing < 2) continue;
      const Effect* winner = best_under(sweep_, *best.cell, one.model);
      row.emplace_back(one.place == 0 ? "" : fmt::format("{} of {}", one.place, competing));
      row.emplace_back(winner == nullptr ? "" : page_.code(winner->treatment));
    }
    Row& all = table.rows.emplace_back(
        Row{std::string("all together"), effect_cell(best, true),
            PageCell(std::string(verdict_words(best.verdict)), best.verdict)});
    all.resize(table.header.size());
    page_.section("Does the winner win under other users?");
    page_.paragraph(fmt::format(
        "{}, under each user model. Under each model the treatments are adjusted for each other; "
        "that something holds under all of them needs no further adjustment, as each of them has "
        "to show it.",
        competitor_words(sweep_, *best.cell, best.effect->treatment, page_.names())));
    page_.table(table);
    if (shown_under_user_models()) page_.paragraph(reading_note());
    figures_.show(page_, "user_models");
    if (competing > 1) treatments_table(*best.cell);
  }

  PageCell under_cell(const UnderModel& one, bool key) const {
    return {page_.plain(fmt::format("{} {}", one.effect_percent, interval_text(*one.effect, one))),
            one.verdict, key};
  }

  // Writes the effect and the place of each treatment under each user model.
  void treatments_table(const SweepCell& cell) {
    PageTable table;
    table.header = {"treatment"};
    for (const std::string& model : sweep_.user_models) table.header.push_back(page_.code(model));
    const std::vector<TreatmentUnderModels> treatments = treatments_under_models(sweep_, cell);
    for (const TreatmentUnderModels& treatment : treatments) {
      if (table.rows.size() == kMostRows) break;
      Row& row = table.rows.emplace_back(Row{page_.code(treatment.treatment)});
      for (const UnderModel& one : treatment.models) {
        if (one.effect == nullptr) {
          row.emplace_back();
          continue;
        }
        const std::string place = one.place == 0 ? "" : fmt::format(" ({})", one.place);
        row.push_back({page_.plain(one.effect_percent + place), one.verdict, one.place == 1});
      }
    }
    page_.section("Every treatment under every user model");
    page_.paragraph(
        "Effects in percent, with the treatment's place under these users in parentheses; the "
        "best over all models first.");
    page_.table(table);
    rest_note(treatments.size(), "treatments");
  }

  // Writes which parameter of the world moves the effect most.
  void main_effects_part() {
    if (!sweep_.main_effects) return;
    const MainEffects& main = *sweep_.main_effects;
    PageTable table;
    table.left = 3;
    table.header = {"parameter", "from", "to", "mean effect %", "moves it by [lower, upper]"};
    const std::vector<MainEffectTexts> texts = main_effect_texts(main);
    for (std::size_t i = 0; i < std::min(main.effects.size(), kMostRows); ++i) {
      const MainEffect& one = main.effects[i];
      table.rows.push_back(
          {page_.code(one.path),
           page_.code(one.from),
           page_.code(one.to),
           page_.plain(fmt::format("{} to {}", texts[i].mean_from, texts[i].mean_to)),
           {page_.plain(
                fmt::format("{} [{}, {}]", texts[i].difference, texts[i].lower, texts[i].upper)),
            one.significant ? Verdict::differs : Verdict::unclear, true}});
    }
    page_.section("What moves the effect most");
    page_.paragraph(main_effects_note(main));
    page_.table(table);
    rest_note(main.effects.size(), "parameters");
    figures_.show(page_, "main_effects");
  }

  void failed_part() {
    const std::vector<CellRemark> errors = cell_errors(sweep_);
    if (errors.empty()) return;
    Texts items;
    for (std::size_t i = 0; i < std::min(errors.size(), kMostRows); ++i) {
      items.push_back(
          fmt::format("{}: {}", settings(errors[i].cells), page_.prose(errors[i].text)));
    }
    page_.section("Failed cells");
    page_.bullets(items);
    rest_note(errors.size(), "errors");
  }

  void dropped_part() {
    PageTable table;
    table.left = names_.size();
    for (const std::string& name : names_) table.header.push_back(page_.code(name));
    table.header.insert(table.header.end(), {"episodes", "effect [lower, upper] %"});
    for (std::size_t i = 0; i < sweep_.cells.size(); ++i) {
      const SweepCell& cell = sweep_.cells[i];
      if (cell.status != CellStatus::dropped) continue;
      Row& row = table.rows.emplace_back();
      for (std::size_t parameter = 0; parameter < names_.size(); ++parameter) {
        row.emplace_back(page_.code(value_text(sweep_, cell, parameter)));
      }
      const auto effect = std::find_if(effects_.begin(), effects_.end(),
                                       [i](const CellEffect& one) { return one.index == i; });
      row.emplace_back(count_text(cell.episodes));
      row.push_back(effect == effects_.end() ? PageCell() : effect_cell(*effect, false));
    }
    if (table.rows.empty()) return;
    const std::size_t all = table.rows.size();
    table.rows.resize(std::min(all, kMostRows));
    page_.section("Cells that halving dropped");
    page_.paragraph("Found worse than others after so many episodes, and not played any longer.");
    page_.table(table);
    rest_note(all, "dropped cells");
  }

  void missing_part() {
    const std::size_t missing = count_of(sweep_, CellStatus::missing);
    if (missing == 0) return;
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < sweep_.cells.size(); ++i) {
      if (sweep_.cells[i].status == CellStatus::missing) cells.push_back(i);
    }
    page_.section("Cells not played");
    page_.paragraph(
        fmt::format("{} {} not played here, being another shard's or as the sweep was stopped "
                    "before: {}.",
                    count_words(missing, "cell"), missing == 1 ? "was" : "were", settings(cells)));
  }

  void warnings_part() {
    Texts items;
    for (const std::string& warning : sweep_.warnings) items.push_back(page_.prose(warning));
    for (const CellRemark& warning : warnings_) {
      items.push_back(fmt::format("{} ({})", page_.prose(warning.text), settings(warning.cells)));
    }
    if (items.empty()) return;
    page_.section("Warnings");
    page_.bullets(items);
  }

  void making_part() {
    Texts parameters;
    for (const SweepParameter& parameter : sweep_.parameters) {
      parameters.push_back(fmt::format("{} ({})", page_.code(parameter.path),
                                       count_words(parameter.values.size(), "value")));
    }
    Texts facts{
        fmt::format("experiment: {}, {} design, control {}", page_.code(sweep_.experiment),
                    page_.prose(sweep_.design), page_.code(sweep_.control)),
        fmt::format("method: {}; {}", page_.prose(sweep_.method), cells_text(sweep_)),
    };
    if (!parameters.empty()) {
      facts.push_back(fmt::format("parameters: {}", fmt::join(parameters, ", ")));
    }
    facts.push_back(fmt::format("played: {} per seed{}; {}", episodes_text(sweep_), played_in(),
                                seeds_text(sweep_.seeds)));
    if (!sweep_.worlds.empty()) {
      Texts worlds;
      for (const std::string& world : sweep_.worlds) worlds.push_back(page_.code(world));
      facts.push_back(fmt::format("worlds: {}", fmt::join(worlds, ", ")));
    }
    if (!sweep_.user_models.empty()) {
      Texts models;
      for (const std::string& model : sweep_.user_models) models.push_back(page_.code(model));
      facts.push_back(fmt::format("user models: {}", fmt::join(models, ", ")));
    }
    facts.push_back(fmt::format("hash: {}", page_.code(sweep_.hash)));
    add_program(page_, sweep_.program, facts);
    facts.emplace_back("as numbers, in the same directory: sweep.csv and sweep.json");
    say_how_it_was_made(page_, facts, "reprise run config.yaml", sweep_.config);
  }

  Page& page_;
  const SweepResults& sweep_;
  PendingFigures figures_;
  std::vector<CellEffect> effects_;
  std::size_t ranked_;
  std::vector<std::string> names_;
  std::vector<CellRemark> warnings_;
};

}  // namespace

void write_sweep_page(Page& page, const SweepResults& sweep, const DrawnFigures& figures) {
  SweepPage(page, sweep, figures).write();
}

}  // namespace reprise
