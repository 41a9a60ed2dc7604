#include "reports/evaluation/evaluation_page.h"

#include <fmt/format.h>

#include "reports/evaluation/evaluation_texts.h"
#include "reports/evaluation/trust_figure.h"
#include "reports/figures/figure.h"
#include "reports/pages/page_parts.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string figure_name(std::size_t i) { return fmt::format("offline_{}", i + 1); }

PageTable table_of(const Page& page, const TrustTable& table, const std::string& metric) {
  PageTable shown;
  shown.header = {"number", "bias",   "root mean squared error", "coverage", "rank correlation",
                  "regret", "refused"};
  for (const TrustRow& row : table.rows) {
    if (row.metric != metric) continue;
    const auto of_estimates = [&](const std::string& text) {
      return row.ranks_only ? std::string() : page.plain(text);
    };
    shown.rows.push_back(
        {page.code(row.number), of_estimates(shown_number(row.bias, 3, true)),
         of_estimates(shown_number(row.root_mean_squared_error, 3)),
         of_estimates(shown_share(row.coverage)), page.plain(shown_number(row.rank_correlation, 2)),
         page.plain(shown_share(row.regret)), of_estimates(share_text(row.refused, 0))});
  }
  return shown;
}

void write_truth(Page& page, const EvaluationResults& results) {
  page.section("What the ideas are worth");
  PageTable table;
  table.header = {"idea", "time per session", "tracks per session"};
  for (const TrueValue& value : results.truth) {
    table.rows.push_back({page.code(value.name), page.plain(fixed_text(value.time, 3)),
                          page.plain(fixed_text(value.tracks, 3))});
  }
  page.table(table);
}

}  // namespace

std::vector<FigureScript> evaluation_figures(const EvaluationResults& results) {
  std::vector<FigureScript> scripts;
  for (std::size_t i = 0; i < results.points.size(); ++i) {
    const TrustPoints& points = results.points[i];
    FigureScript figure = in_both_layouts(
        figure_name(i),
        fmt::format("{} against the true effect, logs by {}", points.number, points.logging),
        [&] { return trust_figure_script(figure_name(i), points); });
    if (!figure.script.empty()) scripts.push_back(std::move(figure));
  }
  return scripts;
}

void write_evaluation_page(Page& page, const EvaluationResults& results,
                           const DrawnFigures& figures, const std::string& command) {
  PendingFigures pending(figures);
  page.title("What offline numbers are worth", results.experiment);
  std::string answer;
  for (const TrustVerdict& verdict : results.verdicts) {
    if (verdict.metric != "time_per_session") continue;
    answer += (answer.empty() ? "" : " ") + verdict_sentence(verdict, page.names()) + ".";
  }
  page.answer("Which offline number may be trusted in this world, and from which size of log?",
              answer);
  pending.say_missing(page);
  page.paragraph(page.plain(fmt::format(
      "{} were estimated from {} under each logging policy and size, in {}; each was then played "
      "for {}.",
      amount_text(results.truth.size(), "idea"),
      amount_text(static_cast<std::uint64_t>(results.replications * results.worlds), "log"),
      amount_text(static_cast<std::uint64_t>(results.worlds), "world"),
      amount_text(static_cast<std::uint64_t>(results.episodes), "session"))));
  if (!results.points.empty()) page.section("Offline numbers and the truth");
  for (std::size_t i = 0; i < results.points.size(); ++i) {
    if (i == 0 || results.points[i].logging != results.points[i - 1].logging) {
      page.paragraph(page.plain("Logs by ") + page.code(results.points[i].logging) + ".");
    }
    pending.show(page, figure_name(i));
  }
  for (const char* metric : {"time_per_session", "tracks_per_session"}) {
    page.section(fmt::format("Trust table, {}", metric_in_words(metric)));
    for (const TrustVerdict& verdict : results.verdicts) {
      if (verdict.metric != metric) continue;
      page.paragraph(verdict_sentence(verdict, page.names()) + ".");
    }
    for (const TrustTable& table : results.tables) {
      page.paragraph(page.plain(fmt::format(
                         "Logs of {} by ",
                         amount_text(static_cast<std::uint64_t>(table.sessions), "session"))) +
                     page.code(table.logging) + page.plain(". " + weights_sentence(table) + "."));
      page.table(table_of(page, table, metric));
    }
  }
  page.paragraph(page.plain(columns_text()));
  write_truth(page, results);
  pending.show_others(page);
  std::vector<std::string> facts;
  for (const std::string& one : results.left_out) facts.push_back(page.prose("left out: " + one));
  say_how_it_was_read(page, facts, command);
}

}  // namespace reprise
