#include "reports/fit/fit_console.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/fit/fit_texts.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

TextTable parts_table(const FitSummary& summary) {
  TextTable table;
  table.columns = {{"user model", Align::left},
                   {"number", Align::left},
                   {"from", Align::left},
                   {"value"},
                   {"between users"}};
  for (const FitPart& part : summary.parts) {
    table.rows.push_back({{part.part},
                          {part.name},
                          {source_text(part.source)},
                          {value_text(part.value, part.error)},
                          {part.spread ? fmt::format("{:.3g}", *part.spread) : ""}});
  }
  return table;
}

TextTable predictions_table(const FitSummary& summary) {
  TextTable table;
  table.columns = {{"held-out shares", Align::left}, {"squared error"}, {"log likelihood"}};
  for (const FitPrediction& prediction : summary.predictions) {
    table.rows.push_back({{prediction.name},
                          {fixed_text(prediction.squared_error, 4)},
                          {fixed_text(prediction.log_likelihood, 4)}});
  }
  return table;
}

TextTable rankings_table(const FitSummary& summary) {
  const TableOfRankings rankings = table_of_rankings(summary);
  TextTable table;
  table.columns = {{"held-out plays", Align::left}};
  for (std::size_t i = 1; i < rankings.header.size(); ++i) {
    table.columns.push_back({rankings.header[i]});
  }
  for (const std::vector<std::string>& row : rankings.rows) {
    std::vector<TextCell> cells;
    for (const std::string& cell : row) cells.push_back({cell});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

TextTable descriptions_table(const FitSummary& summary) {
  TextTable table;
  // "!" stands beside the log's number when that lies outside of the band.
  table.columns = {{"sessions", Align::left}, {"log"}, {"simulated"}, {"band"}};
  for (const FitDescription& row : summary.descriptions) {
    const DescriptionTexts texts = description_texts(row);
    table.rows.push_back({{row.name},
                          {row.within() ? texts.observed : "! " + texts.observed,
                           row.within() ? TextStyle::plain : TextStyle::caution},
                          {texts.simulated},
                          {fmt::format("{} to {}", texts.lower, texts.upper)}});
  }
  return table;
}

TextTable recoveries_table(const FitSummary& summary) {
  TextTable table;
  table.columns = {
      {"recovered", Align::left}, {"n"}, {"correlation"}, {"error"}, {"covered"}, {"found"}};
  for (const FitRecovery& row : summary.recoveries) {
    table.rows.push_back({{row.name},
                          {count_text(row.n)},
                          {row.correlation ? fixed_text(*row.correlation, 3) : ""},
                          {row.error ? fmt::format("{:.3g}", *row.error) : ""},
                          {row.coverage ? share_text(*row.coverage, 0) : ""},
                          {row.found ? share_text(*row.found, 0) : ""}});
  }
  return table;
}

std::string interval_text(double lower, double upper) {
  return fmt::format("{} to {}", signed_text(lower, 3), signed_text(upper, 3));
}

TextTable carried_table(const FitCarryOver& carried) {
  TextTable table;
  table.columns = {{"policy", Align::left}, {"tracks per session"},   {"log effect"},
                   {"a fit's error"},       {"for the log's people"}, {"95% interval"},
                   {"outside the log"}};
  for (const FitCarriedPolicy& policy : carried.policies) {
    table.rows.push_back({{policy.name},
                          {fixed_text(policy.tracks, 2)},
                          {signed_text(policy.effect, 3)},
                          {signed_text(policy.effect - policy.estimate, 3)},
                          {signed_text(policy.estimate, 3), TextStyle::strong},
                          {interval_text(policy.lower, policy.upper)},
                          {share_text(policy.outside, 0)}});
  }
  return table;
}

TextTable backtest_table(const FitBacktest& backtest) {
  TextTable table;
  table.columns = {
      {"treatment", Align::left}, {"tracks per session"}, {"replayed"},    {"outside the log"},
      {"observed log effect"},    {"predicted"},          {"95% interval"}};
  table.rows.push_back(
      {{backtest.control}, {fixed_text(backtest.control_tracks, 2)}, {}, {}, {}, {}, {}});
  for (const FitBacktestArm& arm : backtest.arms) {
    if (arm.unpredicted()) {
      table.rows.push_back({{arm.name},
                            {},
                            {share_text(arm.replayed, 0)},
                            {share_text(arm.outside, 0)},
                            {},
                            {},
                            {}});
      continue;
    }
    table.rows.push_back(
        {{arm.name},
         {fixed_text(arm.tracks, 2)},
         {share_text(arm.replayed, 0)},
         {share_text(arm.outside, 0)},
         {signed_text(arm.observed, 3)},
         {signed_text(arm.predicted, 3), arm.agrees ? TextStyle::strong : TextStyle::caution},
         {interval_text(arm.lower, arm.upper)}});
  }
  return table;
}

}  // namespace

std::string write_fit_console(const FitSummary& summary, int width, bool colour) {
  ConsoleText text(width, colour);
  text.begin_part();
  text.title("How far can this world be trusted?");
  text.paragraph(trust_sentence(summary), 2, TextStyle::strong);
  text.begin_part();
  for (const std::string& fact : fit_facts(summary)) {
    text.paragraph(fact + ".", 2, TextStyle::plain);
  }
  text.begin_part();
  text.table(parts_table(summary));
  if (!summary.predictions.empty()) {
    text.begin_part();
    text.table(predictions_table(summary));
  }
  if (!summary.rankings.empty()) {
    text.begin_part();
    text.table(rankings_table(summary));
  }
  if (!summary.descriptions.empty()) {
    text.begin_part();
    text.table(descriptions_table(summary));
    const auto& rows = summary.descriptions;
    if (!std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.within(); })) {
      text.paragraph("! the log's number lies outside of what simulated logs show", 2,
                     TextStyle::caution);
    }
  }
  text.begin_part();
  for (const FitFlag& flag : summary.flags) {
    text.paragraph(fmt::format("{} {}: {}.", flag.raised ? "! " : "- ", flag.name, flag.words), 4,
                   flag.raised ? TextStyle::caution : TextStyle::faint);
  }
  if (!summary.recoveries.empty()) {
    text.begin_part();
    text.title("Logs of this size, played in known worlds and fitted");
    text.table(recoveries_table(summary));
  }
  if (summary.carry_over) {
    text.begin_part();
    text.table(carried_table(*summary.carry_over));
  }
  if (summary.backtest) {
    text.begin_part();
    text.title("What was tried, predicted from the control alone");
    text.table(backtest_table(*summary.backtest));
    for (const std::string& sentence : backtest_sentences(*summary.backtest)) {
      text.paragraph(sentence + ".", 2, TextStyle::plain);
    }
  }
  if (summary.optimism) {
    text.begin_part();
    text.paragraph(optimism_sentence(summary) + ".", 2, TextStyle::plain);
  }
  return text.take();
}

}  // namespace reprise
