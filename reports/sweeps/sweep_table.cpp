#include "reports/sweeps/sweep_table.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/summary/run_summary.h"
#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/main_effect_texts.h"
#include "reports/sweeps/sweep_answer.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/sweeps/under_models.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

constexpr std::size_t kMostRows = 20;
constexpr std::size_t kMostErrors = 5;
constexpr int kLongestValue = 24;
constexpr int kShortestValue = 8;
constexpr int kLongestName = 18;  // of a parameter

class SweepTable {
 public:
  SweepTable(const SweepResults& sweep, const ConsoleTableOptions& options)
      : sweep_(sweep),
        text_(options.width, options.colour),
        answer_in_one_line_(options.answer_in_one_line),
        everything_(options.every_metric),
        effects_(cell_effects(sweep)),
        names_(parameter_names(sweep)) {
    effects_.resize(ranked_count(effects_));
    CellsInOrder in_order = cells_in_order(sweep, std::move(effects_));
    effects_ = std::move(in_order.cells);
    best_in_its_world_ = std::move(in_order.best_in_its_world);
    shown_ = options.every_metric ? effects_.size() : std::min(effects_.size(), kMostRows);
  }

  std::string write() {
    text_.paragraph(
        fmt::format("{}: {} of {}, {}, {}", printable(sweep_.experiment), printable(sweep_.method),
                    cells_text(sweep_), episodes_text(sweep_), seeds_text(sweep_.seeds)),
        2, TextStyle::plain);
    text_.begin_part();
    const std::string words = sweep_answer(sweep_, name_in_prose);
    if (answer_in_one_line_) {
      text_.line(words, TextStyle::strong);
    } else {
      text_.paragraph(words, 0, TextStyle::strong);
    }
    winner_under_user_models();
    treatments_under_user_models();
    main_effects();
    ranking();
    failed_cells();
    warnings();
    return text_.take();
  }

 private:
  // Returns whether several treatments compete. If so, each row must name its treatment.
  bool several_treatments() const {
    std::set<std::string_view> treatments;
    for (const CellEffect& one : effects_) treatments.insert(one.effect->treatment);
    return treatments.size() > 1;
  }

  // Returns the ranking as a table. Each column of values or names takes at most `longest` columns
  // of the terminal.
  TextTable table(int longest) const {
    TextTable table;
    const Swept what = swept(sweep_);
    table.rows.resize(shown_);
    if (what == Swept::choices) table.columns.push_back({"rank"});
    for (std::size_t i = 0; what == Swept::choices && i < shown_; ++i) {
      table.rows[i].push_back({fmt::format("{}", effects_[i].rank)});
    }
    const auto add = [&](const std::string& heading, const std::vector<std::string>& texts) {
      table.columns.push_back({shorten(printable(heading), longest), Align::left});
      for (std::size_t i = 0; i < shown_; ++i) table.rows[i].push_back({texts[i]});
    };
    for (const std::size_t parameter : parameters_in_order(sweep_)) {
      const std::vector<std::string> values =
          distinct_short_names(sweep_.parameters[parameter].values, longest);
      std::vector<std::string> texts;
      for (std::size_t i = 0; i < shown_; ++i) {
        texts.push_back(values[effects_[i].cell->values[parameter]]);
      }
      add(names_[parameter], texts);
    }
    if (several_treatments()) {
      std::vector<std::string> texts;
      for (std::size_t i = 0; i < shown_; ++i) {
        texts.push_back(shorten(printable(effects_[i].effect->treatment), longest));
      }
      add("treatment", texts);
    }
    table.columns.insert(table.columns.end(),
                         {{"effect %"}, {"lower"}, {"upper"}, {last_heading(what), Align::left}});
    for (std::size_t i = 0; i < shown_; ++i) {
      const CellEffect& one = effects_[i];
      const TextStyle style = style_of(one.verdict);
      table.rows[i].insert(table.rows[i].end(), {{one.effect_percent, style},
                                                 {one.lower, style},
                                                 {one.upper, style},
                                                 last_cell(what, i)});
    }
    return table;
  }

  static std::string last_heading(Swept what) {
    return what == Swept::choices ? "tied" : what == Swept::worlds ? "verdict" : "in its world";
  }

  TextCell last_cell(Swept what, std::size_t i) const {
    const CellEffect& one = effects_[i];
    switch (what) {
      case Swept::worlds:
        return {std::string(verdict_words(one.verdict)), style_of(one.verdict)};
      case Swept::choices_in_worlds:
        return {best_in_its_world_[i] ? "best" : "", TextStyle::strong};
      case Swept::choices:
        break;
    }
    return {std::string(standing_text(one.standing)),
            one.standing == Standing::best ? TextStyle::strong : TextStyle::plain};
  }

  void ranking() {
    if (effects_.empty()) return;
    // The only cell is shown under its user models already.
    if (effects_.size() == 1 && !effects_.front().cell->user_models.empty()) return;
    int longest = kLongestValue;
    while (longest > kShortestValue && natural_width(table(longest)) > text_.width()) --longest;
    text_.begin_part();
    text_.title(fmt::format("{} {}", swept(sweep_) == Swept::choices ? "ranking by" : "effects on",
                            printable(sweep_.ranked_metric)));
    text_.table(table(longest));
    if (shown_ < effects_.size()) {
      text_.paragraph(fmt::format("and {} more; all of them are in sweep.csv",
                                  count_text(effects_.size() - shown_)),
                      0, TextStyle::faint);
    }
    for (std::size_t parameter = 0; parameter < names_.size(); ++parameter) {
      std::vector<std::string> values = sweep_.parameters[parameter].values;
      std::vector<std::string> shown = distinct_short_names(values, longest);
      // Only values that a row shows are spelt out.
      for (std::size_t value = 0; value < values.size(); ++value) {
        if (shows(parameter, value)) continue;
        values[value].clear();
        shown[value].clear();
      }
      text_.spell_out(values, shown);
    }
  }

  void winner_under_user_models() {
    if (effects_.empty() || effects_.front().cell->user_models.empty()) return;
    const CellEffect& best = effects_.front();
    const std::size_t competing = competing_treatments(sweep_, *best.cell);
    TextTable table;
    table.columns = {
        {"users", Align::left}, {"effect %"}, {"lower"}, {"upper"}, {"verdict", Align::left}};
    if (competing > 1) {
      table.columns.insert(table.columns.end(),
                           {{"place", Align::left}, {"best there", Align::left}});
    }
    const std::vector<std::string> names = distinct_short_names(sweep_.user_models, kLongestValue);
    const std::vector<UnderModel> models = under_models(sweep_, best);
    for (std::size_t i = 0; i < models.size(); ++i) {
      const UnderModel& one = models[i];
      const TextStyle style = style_of(one.verdict);
      std::vector<TextCell>& row = table.rows.emplace_back();
      row = {{names[i]},
             {one.effect_percent, style},
             {one.lower, style},
             {one.upper, style},
             {std::string(verdict_words(one.verdict)), style}};
      if (competing < 2) continue;
      const Effect* winner = best_under(sweep_, *best.cell, one.model);
      row.push_back({one.place == 0 ? "" : fmt::format("{} of {}", one.place, competing)});
      row.push_back(
          {winner == nullptr ? "" : shorten(printable(winner->treatment), kLongestValue)});
    }
    const TextStyle style = style_of(best.verdict);
    std::vector<TextCell>& all = table.rows.emplace_back();
    all = {{"all together"},
           {best.effect_percent, style},
           {best.lower, style},
           {best.upper, style},
           {std::string(verdict_words(best.verdict)), style}};
    all.resize(table.columns.size());
    text_.begin_part();
    text_.title(fmt::format("{} on {}", shorten(printable(best.effect->treatment), kLongestValue),
                            printable(sweep_.ranked_metric)),
                "under each user model");
    text_.table(table);
    text_.spell_out(sweep_.user_models, names);
  }

  // Writes all treatments under all models, where everything is asked for: it is wide.
  void treatments_under_user_models() {
    if (!everything_ || effects_.empty()) return;
    const SweepCell& cell = *effects_.front().cell;
    if (cell.user_models.empty() || competing_treatments(sweep_, cell) < 2) return;
    TextTable table;
    table.columns = {{"treatment", Align::left}};
    for (const std::string& name : distinct_short_names(sweep_.user_models, kShortestValue)) {
      table.columns.push_back({name});
    }
    for (const TreatmentUnderModels& treatment : treatments_under_models(sweep_, cell)) {
      std::vector<TextCell>& row = table.rows.emplace_back();
      row.push_back({shorten(printable(treatment.treatment), kLongestValue)});
      for (const UnderModel& one : treatment.models) {
        const std::string place = one.place == 0 ? "" : fmt::format(" ({})", one.place);
        row.push_back(
            {one.effect_percent + place, one.place == 1 ? TextStyle::strong : TextStyle::plain});
      }
    }
    text_.begin_part();
    text_.title("every treatment under every user model", "effect %, and its place there");
    text_.table(table);
  }

  void main_effects() {
    if (!sweep_.main_effects) return;
    const MainEffects& main = *sweep_.main_effects;
    const std::vector<MainEffectTexts> texts = main_effect_texts(main);
    TextTable table;
    table.columns = {{"parameter", Align::left},
                     {"from", Align::left},
                     {"to", Align::left},
                     {"effect %"},
                     {"to"},
                     {"moves by"},
                     {"lower"},
                     {"upper"}};
    const std::size_t rows =
        everything_ ? main.effects.size() : std::min(main.effects.size(), kMostRows);
    for (std::size_t i = 0; i < rows; ++i) {
      const MainEffect& one = main.effects[i];
      const TextStyle style = one.significant ? TextStyle::strong : TextStyle::plain;
      const auto name = [](std::string_view text) {
        return shorten(printable(text), kShortestValue + 2);
      };
      table.rows.push_back({{shorten(printable(texts[i].name), kLongestName)},
                            {name(one.from)},
                            {name(one.to)},
                            {texts[i].mean_from},
                            {texts[i].mean_to},
                            {texts[i].difference, style},
                            {texts[i].lower, style},
                            {texts[i].upper, style}});
    }
    text_.begin_part();
    text_.title("what moves the effect most", "in percentage points");
    text_.table(table);
    text_.paragraph(main_effects_note(main), 0, TextStyle::faint);
  }

  bool shows(std::size_t parameter, std::size_t value) const {
    for (std::size_t i = 0; i < shown_; ++i) {
      if (effects_[i].cell->values[parameter] == value) return true;
    }
    return false;
  }

  // Returns "dim = 16, epochs = 3", and the number of other cells.
  std::string settings(const std::vector<std::size_t>& cells) const {
    const std::string first = setting_words(sweep_, sweep_.cells[cells.front()], name_in_prose);
    std::string words = first.empty() ? "the only setting" : first;
    if (cells.size() == 1) return words;
    return fmt::format("{} and {}", words, count_words(cells.size() - 1, "other cell"));
  }

  void failed_cells() {
    const std::vector<CellRemark> errors = cell_errors(sweep_);
    if (errors.empty()) return;
    text_.begin_part();
    for (std::size_t i = 0; i < std::min(errors.size(), kMostErrors); ++i) {
      text_.paragraph(
          fmt::format("failed: {}: {}", settings(errors[i].cells), printable(errors[i].text)), 8,
          TextStyle::bad);
    }
    if (errors.size() > kMostErrors) {
      text_.paragraph(fmt::format("and {}; all of them are in sweep.csv",
                                  count_words(errors.size() - kMostErrors, "more error")),
                      8, TextStyle::faint);
    }
  }

  void warnings() {
    std::vector<std::string> all = sweep_.warnings;
    for (const CellRemark& warning : cell_warnings(sweep_)) {
      all.push_back(fmt::format("{} ({})", warning.text, settings(warning.cells)));
    }
    text_.warnings(all);
  }

  const SweepResults& sweep_;
  ConsoleText text_;
  bool answer_in_one_line_;
  bool everything_;
  std::vector<CellEffect> effects_;
  std::vector<bool> best_in_its_world_;
  std::vector<std::string> names_;
  std::size_t shown_ = 0;
};

}  // namespace

std::string write_sweep_table(const SweepResults& sweep, const ConsoleTableOptions& options) {
  return SweepTable(sweep, options).write();
}

}  // namespace reprise
