#include "reports/evaluation/evaluation_console.h"

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/evaluation/evaluation_texts.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

TextTable trust_table(const TrustTable& table, const std::string& metric) {
  TextTable shown;
  shown.columns = {{"number", Align::left}, {"bias"},   {"rms error"}, {"coverage"},
                   {"rank correlation"},    {"regret"}, {"refused"}};
  for (const TrustRow& row : table.rows) {
    if (row.metric != metric) continue;
    shown.rows.push_back({{row.number},
                          {row.ranks_only ? "" : shown_number(row.bias, 3, true)},
                          {row.ranks_only ? "" : shown_number(row.root_mean_squared_error, 3)},
                          {row.ranks_only ? "" : shown_share(row.coverage)},
                          {shown_number(row.rank_correlation, 2)},
                          {shown_share(row.regret)},
                          {row.ranks_only ? "" : share_text(row.refused, 0)}});
  }
  return shown;
}

std::string refusals_of(const OfflinePolicy& policy) {
  std::string text;
  for (const OfflineMetric& metric : policy.metrics) {
    for (const OfflineEstimate& estimate : metric.estimates) {
      if (estimate.refusal.empty() || text.find(estimate.refusal) != std::string::npos) continue;
      text += fmt::format("{}{}", text.empty() ? "" : "; ", estimate.refusal);
    }
  }
  return text;
}

}  // namespace

std::string write_evaluation_console(const EvaluationResults& results, int width, bool colour) {
  ConsoleText text(width, colour);
  text.begin_part();
  text.title(fmt::format("What offline numbers are worth: {}", name_in_prose(results.experiment)));
  for (const TrustVerdict& verdict : results.verdicts) {
    text.paragraph("- " + verdict_sentence(verdict, name_in_prose) + ".", 2, TextStyle::plain);
  }
  for (std::size_t i = 0; i < results.tables.size(); ++i) {
    const TrustTable& table = results.tables[i];
    // The console shows the largest log of each logging policy; the page has all.
    if (i + 1 < results.tables.size() && results.tables[i + 1].logging == table.logging) continue;
    text.begin_part();
    text.title(fmt::format("logs of {} by {}",
                           amount_text(static_cast<std::uint64_t>(table.sessions), "session"),
                           name_in_prose(table.logging)),
               "time per session");
    text.table(trust_table(table, "time_per_session"));
    text.paragraph(weights_sentence(table) + ".", 2, TextStyle::plain);
  }
  text.begin_part();
  text.paragraph(columns_text(), 2, TextStyle::faint);
  if (!results.left_out.empty()) {
    text.begin_part();
    for (const std::string& one : results.left_out) {
      text.paragraph("left out: " + printable(one), 2, TextStyle::faint);
    }
  }
  return text.take();
}

std::string write_offline_console(const OfflineNumbers& numbers, int width, bool colour) {
  ConsoleText text(width, colour);
  text.begin_part();
  text.title(fmt::format("{} of {}, {}", amount_text(numbers.sessions, "session"),
                         amount_text(numbers.users, "user"),
                         amount_text(numbers.steps, "recommendation")));
  for (const OfflinePolicy& policy : numbers.policies) {
    text.begin_part();
    if (!policy.refusal.empty()) {
      text.paragraph(fmt::format("{}: not estimated: {}", name_in_prose(policy.name),
                                 printable(policy.refusal)),
                     2, TextStyle::caution);
      continue;
    }
    text.title(name_in_prose(policy.name), fmt::format("effective sessions {}, effective steps {}",
                                                       fixed_text(policy.effective_sessions, 1),
                                                       fixed_text(policy.effective_steps, 0)));
    TextTable table;
    table.columns = {{"estimator", Align::left}};
    for (const OfflineMetric& metric : policy.metrics) {
      table.columns.push_back({metric.metric});
      table.columns.push_back({"interval"});
      table.columns.push_back({"minus the log"});
    }
    const std::size_t estimators =
        policy.metrics.empty() ? 0 : policy.metrics.front().estimates.size();
    for (std::size_t i = 0; i < estimators; ++i) {
      std::vector<TextCell> row = {{policy.metrics.front().estimates[i].estimator}};
      for (const OfflineMetric& metric : policy.metrics) {
        const OfflineEstimate& estimate = metric.estimates[i];
        if (!estimate.refusal.empty()) {
          row.insert(row.end(), {{"refused", TextStyle::caution}, {""}, {""}});
          continue;
        }
        row.push_back({fixed_text(estimate.value, 3)});
        row.push_back(
            {fmt::format("{}..{}", fixed_text(estimate.lower, 3), fixed_text(estimate.upper, 3))});
        row.push_back({signed_text(estimate.difference, 3)});
      }
      table.rows.push_back(std::move(row));
    }
    text.table(table);
    if (!policy.ranking.empty()) {
      std::string line;
      for (const RankingValue& value : policy.ranking) {
        line += fmt::format("{}{} {}", line.empty() ? "" : ", ", value.metric,
                            fixed_text(value.value, 4));
      }
      text.paragraph(line, 2, TextStyle::plain);
    }
    const std::string refusals = refusals_of(policy);
    if (!refusals.empty()) text.paragraph("refused: " + refusals, 2, TextStyle::caution);
    if (policy.effective_sessions < kFewEffectiveSessions) {
      text.paragraph(fmt::format("The products of weights leave {} effective sessions: estimators "
                                 "that multiply weights are not to be trusted here.",
                                 fixed_text(policy.effective_sessions, 1)),
                     2, TextStyle::caution);
    }
  }
  return text.take();
}

}  // namespace reprise
