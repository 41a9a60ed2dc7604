#include "reports/console/console_table.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/summary/answer.h"
#include "reports/summary/comparison.h"
#include "reports/summary/run_summary.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"
#include "reports/text/text_table.h"

namespace reprise {
namespace {

constexpr int kLongestName = 32;
constexpr int kShortestName = 12;

// Maps each treatment to the name that tables show.
using ShownNames = std::map<const TreatmentResult*, std::string>;

TextTable comparison_table(const std::vector<ComparisonRow>& rows, const ShownNames& names) {
  TextTable table;
  table.columns = {{"treatment", Align::left},
                   {"effect %"},
                   {"lower"},
                   {"upper"},
                   {"control_mean"},
                   {"treatment_mean"},
                   {"verdict", Align::left}};
  for (const ComparisonRow& row : rows) {
    const TextStyle style = style_of(row.verdict);
    // The verdict of the control's own row is faint, because the row is only a point of reference.
    const TextStyle word = row.treatment->control ? TextStyle::faint : style;
    const auto name = names.find(row.treatment);
    table.rows.push_back(
        {{name == names.end() ? std::string() : name->second},
         {row.effect_percent, style},
         {row.lower, style},
         {row.upper, style},
         {row.control_mean},
         {row.treatment_mean, style},
         {row.treatment->control ? "control" : std::string(verdict_words(row.verdict)), word}});
  }
  return table;
}

class ConsoleTable {
 public:
  ConsoleTable(const Results& results, const ConsoleTableOptions& options)
      : results_(results),
        text_(options.width, options.colour),
        answer_in_one_line_(options.answer_in_one_line),
        order_(treatments_in_reading_order(results)) {
    for (const std::string& metric : metrics_in_reading_order(results)) {
      (is_headline_metric(metric) || options.every_metric ? full_ : brief_).push_back(metric);
    }
    choose_names();
  }

  std::string write() {
    opening();
    for (const std::string& metric : full_) full_table(metric);
    adjustment_note();
    pairs_table();
    brief_table();
    treatments_table();
    coverage_table();
    text_.spell_out(full_names_, shown_names_);
    text_.warnings(results_.warnings);
    return text_.take();
  }

 private:
  // Chooses names as long as the widest full table has room for. A treatment has the same name in
  // every table.
  void choose_names() {
    int room = kLongestName;
    for (const std::string& metric : full_) {
      const std::vector<ComparisonRow> rows = compare(results_, metric);
      const TextTable nameless = comparison_table(rows, {});
      const int first_column = display_width(nameless.columns.front().heading);
      room = std::min(room, text_.width() - natural_width(nameless) + first_column);
    }
    if (!shown_pairs().empty()) {
      const TextTable nameless = table_of_pairs(0);
      constexpr int kNumbers = 30;  // three numbers and a verdict are this much wider than headings
      room = std::min(room, (text_.width() - natural_width(nameless) - kNumbers) / 2 +
                                display_width(nameless.columns.front().heading));
    }
    for (const TreatmentResult* treatment : order_) full_names_.push_back(treatment->name);
    shown_names_ = distinct_short_names(full_names_, std::max(room, kShortestName));
    for (std::size_t i = 0; i < order_.size(); ++i) names_[order_[i]] = shown_names_[i];
  }

  void opening() {
    text_.paragraph(
        fmt::format("{}: {} design, {}, {}", printable(results_.experiment),
                    printable(results_.design), amount_text(results_), source_text(results_)),
        2, TextStyle::plain);
    text_.begin_part();
    const std::string words = answer(results_, name_in_prose);
    if (answer_in_one_line_) {
      text_.line(words, TextStyle::strong);
    } else {
      text_.paragraph(words, 0, TextStyle::strong);
    }
    if (results_.stopping) {
      text_.paragraph(printable(stopping_sentence(*results_.stopping)), 0, TextStyle::plain);
    }
    if (results_.selected) {
      text_.paragraph(selection_cost(*results_.selected), 0, TextStyle::plain);
    }
  }

  void metric_title(const std::string& metric) {
    const std::string unit = printable(describe_metric(results_, metric).unit);
    text_.title(printable(metric), unit);
  }

  void full_table(const std::string& metric) {
    const std::vector<ComparisonRow> rows = compare(results_, metric);
    text_.begin_part();
    metric_title(metric);
    text_.table(comparison_table(rows, names_));
    for (const ComparisonRow& row : rows) {
      if (row.effect == nullptr || row.effect->shape == IntervalShape::bounded) continue;
      text_.paragraph(fmt::format("{}: {}.", names_[row.treatment], unbounded_note(*row.effect)), 2,
                      TextStyle::plain);
    }
  }

  void adjustment_note() {
    const std::string words = adjustment_words(results_);
    if (full_.empty() || words.empty()) return;
    text_.paragraph(
        fmt::format("Intervals are at {}{}.", confidence_text(results_.confidence), words), 0,
        TextStyle::faint);
  }

  // Returns the pairs that the console shows: those among the first treatments in reading order.
  std::vector<const Effect*> shown_pairs() const {
    constexpr std::size_t kCompared = 5;
    std::vector<std::string> compared;
    for (const TreatmentResult* treatment : order_) {
      if (!treatment->control && !treatment->oracle && compared.size() < kCompared) {
        compared.push_back(treatment->name);
      }
    }
    const auto is_compared = [&compared](const std::string& name) {
      return std::find(compared.begin(), compared.end(), name) != compared.end();
    };
    std::vector<const Effect*> pairs = pairs_beside_control(results_, kHeadlineMetric);
    std::erase_if(pairs, [&](const Effect* pair) {
      return !is_compared(pair->treatment) || !is_compared(pair->against);
    });
    return pairs;
  }

  static TextTable table_of_pairs(std::size_t pairs) {
    TextTable table;
    table.columns = {
        {"treatment", Align::left}, {"against", Align::left}, {"effect %"}, {"lower"}, {"upper"},
        {"verdict", Align::left}};
    table.rows.resize(pairs);
    return table;
  }

  void pairs_table() {
    const std::vector<const Effect*> pairs = shown_pairs();
    if (pairs.empty()) return;
    // All pairs of the metric are rounded alike, so that the answer has the same numbers.
    const std::vector<const Effect*> all = pairs_beside_control(results_, kHeadlineMetric);
    const std::vector<EffectTexts> texts = effect_texts(all);
    TextTable table = table_of_pairs(pairs.size());
    std::size_t row = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Effect* pair = all[i];
      if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) continue;
      const Verdict verdict = verdict_of(results_, *pair);
      const TextStyle style = style_of(verdict);
      table.rows[row++] = {{names_[find_treatment(results_, pair->treatment)]},
                           {names_[find_treatment(results_, pair->against)]},
                           {texts[i].effect_percent, style},
                           {texts[i].lower, style},
                           {texts[i].upper, style},
                           {std::string(verdict_words(verdict)), style}};
    }
    text_.begin_part();
    text_.title("every pair", std::string(kHeadlineMetric));
    text_.table(table);
    if (pairs.size() < all.size()) {
      text_.paragraph(fmt::format("{} of {} pairs; effects.csv has all", pairs.size(), all.size()),
                      0, TextStyle::faint);
    }
  }

  TextTable names_alone() const {
    TextTable table;
    table.columns = {{"treatment", Align::left}};
    for (const TreatmentResult* treatment : order_) {
      table.rows.push_back({{names_.at(treatment)}});
    }
    return table;
  }

  // Adds a column, unless all its texts are empty.
  static void add_column(TextTable& table, const std::string& heading,
                         const std::vector<std::string>& texts) {
    if (std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); })) {
      return;
    }
    table.columns.push_back({heading});
    for (std::size_t i = 0; i < texts.size(); ++i) table.rows[i].push_back({texts[i]});
  }

  void brief_table() {
    if (brief_.empty()) return;
    TextTable table = names_alone();
    bool marks = false;
    // Each metric is a column of means. The style and a mark show the verdict on each mean.
    for (const std::string& metric : brief_) {
      const std::vector<std::string> means = mean_texts(order_, metric);
      const Better better = describe_metric(results_, metric).better;
      table.columns.push_back({printable(metric)});
      for (std::size_t i = 0; i < order_.size(); ++i) {
        TextCell cell{means[i]};
        const Effect* effect =
            order_[i]->control ? nullptr : find_effect(results_, order_[i]->name, metric);
        if (effect != nullptr) {
          const Verdict verdict = verdict_of(*effect, better);
          cell.style = style_of(verdict);
          const double difference = effect->difference;
          if (verdict != Verdict::unclear && (difference < 0 || difference > 0)) {
            cell.text.insert(0, difference < 0 ? "▼ " : "▲ ");
            marks = true;
          }
        }
        table.rows[i].push_back(cell);
      }
    }
    text_.begin_part();
    text_.title("other metrics, means");
    text_.table(table);
    if (marks) {
      text_.paragraph("▲ significantly above the control, ▼ significantly below it", 0,
                      TextStyle::faint);
    }
  }

  void coverage_table() {
    if (!results_.coverage) return;
    text_.begin_part();
    text_.title("coverage", fmt::format("{} simulations more with fresh users and seeds",
                                        count_text(results_.coverage->runs)));
    for (const std::string& metric : full_) {
      TextTable table;
      table.columns = {{"treatment", Align::left},
                       {"true effect %"},
                       {"hold it"},
                       {"false positives"},
                       {"found"}};
      for (const CoverageRow& row : results_.coverage->rows) {
        if (row.metric != metric) continue;
        const TreatmentResult* treatment = find_treatment(results_, row.treatment);
        const auto name = names_.find(treatment);
        table.rows.push_back({{name == names_.end() ? std::string() : name->second},
                              {signed_text(row.truth, 2)},
                              {share_text(row.coverage.share, 1)},
                              {share_text(row.false_positives.share, 1)},
                              {share_text(row.found.share, 1)}});
      }
      if (table.rows.empty()) continue;
      text_.title(printable(metric));
      text_.table(table);
    }
  }

  void treatments_table() {
    std::vector<std::string> ways;
    std::vector<std::string> live_tests;
    std::vector<std::string> fallbacks;
    bool any_fallback = false;
    for (const TreatmentResult* treatment : order_) {
      ways.push_back(oracle_gap_closed_text(*treatment));
      live_tests.push_back(live_test_text(results_, *treatment));
      fallbacks.push_back(fallback_text(results_, *treatment));
      any_fallback = any_fallback || treatment->fallbacks > 0;
    }
    TextTable table = names_alone();
    add_column(table, "random to oracle", ways);
    const bool way = table.columns.size() > 1;
    const std::size_t before = table.columns.size();
    add_column(table, "a live test needs", live_tests);
    const bool live = table.columns.size() > before;
    if (any_fallback) add_column(table, "made by fallback", fallbacks);
    for (const std::string& metric : catalog_metric_names(results_)) {
      add_column(table, printable(metric), catalog_texts(order_, metric));
    }
    if (table.columns.size() < 2) return;
    text_.begin_part();
    text_.title("treatments");
    text_.table(table);
    if (way) {
      text_.paragraph("random to oracle: the share of that way gone, in log(mean_time_per_session)",
                      2, TextStyle::faint);
    }
    if (live) {
      text_.paragraph(
          "a live test needs: that many times these sessions, by the variance reduction of this "
          "design against split",
          2, TextStyle::faint);
    }
  }

  const Results& results_;
  ConsoleText text_;
  bool answer_in_one_line_;
  std::vector<const TreatmentResult*> order_;
  std::vector<std::string> full_;
  std::vector<std::string> brief_;
  std::vector<std::string> full_names_;
  std::vector<std::string> shown_names_;
  ShownNames names_;
};

}  // namespace

std::string write_console_table(const Results& results, const ConsoleTableOptions& options) {
  return ConsoleTable(results, options).write();
}

}  // namespace reprise
