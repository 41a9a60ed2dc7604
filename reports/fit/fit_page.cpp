#include "reports/fit/fit_page.h"

#include <fmt/format.h>

#include "reports/fit/fit_texts.h"
#include "reports/pages/page_parts.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using Row = std::vector<PageCell>;

class FitPage {
 public:
  FitPage(Page& page, const FitSummary& summary, const DrawnFigures& figures)
      : page_(page), summary_(summary), figures_(figures) {}

  void write(const std::string& command) {
    page_.title("A fitted world", std::nullopt);
    page_.answer("How far can this world be trusted?", page_.plain(trust_sentence(summary_)));
    std::vector<std::string> facts;
    for (const std::string& fact : fit_facts(summary_)) facts.push_back(page_.plain(fact + "."));
    page_.bullets(facts);
    figures_.say_missing(page_);
    parts_part();
    description_part();
    checks_part();
    truth_part();
    backtest_part();
    figures_.show_others(page_);
    privacy_part();
    say_how_it_was_read(page_, {}, command);
  }

 private:
  void parts_part() {
    page_.section("The user model, and where its numbers come from");
    PageTable table;
    table.left = 3;
    table.ends_in_words = true;
    table.header = {"part", "number", "from", "value", "between users", "remark"};
    for (const FitPart& part : summary_.parts) {
      table.rows.push_back(Row{page_.code(part.part), page_.code(part.name),
                               source_text(part.source),
                               page_.plain(value_text(part.value, part.error)),
                               part.spread ? page_.plain(fmt::format("{:.3g}", *part.spread)) : "",
                               page_.plain(part.remark)});
    }
    page_.table(table);
    page_.paragraph(page_.plain(
        fmt::format("Errors are standard errors; of a number that differs between users, that of "
                    "one user in the median. Rows of tracks have {} coordinates{}.",
                    summary_.dim,
                    summary_.basis == FitBasis::plays
                        ? ""
                        : fmt::format("; held-out scores are off by {:.2f} in their own unit",
                                      summary_.score_noise))));
  }

  void description_part() {
    page_.section("Does it describe them?");
    if (!summary_.predictions.empty()) {
      const std::string steps = amount_text(summary_.held_out_steps, "step");
      page_.paragraph(page_.plain(
          summary_.policy_users > 0
              ? steps + " of users that the fit did not see, in sessions after those by which it "
                        "came to know them."
              : steps + " that were held out, of the users that the fit saw."));
      PageTable table;
      table.header = {"prediction of the share", "squared error", "log likelihood, nats"};
      for (const FitPrediction& prediction : summary_.predictions) {
        table.rows.push_back(Row{prediction.name, fixed_text(prediction.squared_error, 4),
                                 page_.plain(fixed_text(prediction.log_likelihood, 4))});
      }
      page_.table(table);
    }
    if (!summary_.rankings.empty()) {
      const TableOfRankings rankings = table_of_rankings(summary_);
      page_.paragraph(page_.plain(rankings.title));
      PageTable table;
      table.header = rankings.header;
      for (const std::vector<std::string>& row : rankings.rows) {
        Row cells;
        for (const std::string& cell : row) cells.emplace_back(page_.plain(cell));
        table.rows.push_back(std::move(cells));
      }
      page_.table(table);
    }
    figures_.show(page_, "calibration");
    PageTable table;
    table.header = {"sessions", "log", "simulated logs", "band from", "to", ""};
    for (const FitDescription& row : summary_.descriptions) {
      const DescriptionTexts texts = description_texts(row);
      table.rows.push_back(Row{page_.plain(row.name), texts.observed, texts.simulated, texts.lower,
                               texts.upper, std::string(row.within() ? "" : "outside")});
    }
    page_.table(table);
    page_.paragraph(page_.plain(
        summary_.basis == FitBasis::plays
            ? "Simulated logs have the log's users, who choose by themselves in the fitted world: "
              "tracks come up as often as makes them heard as much as in the log, and are heard "
              "with the chance of their share. Of larger logs some users stand for all."
            : "Simulated logs have the log's users, first tracks and recommendations; shares and "
              "ends are the fitted world's."));
  }

  void checks_part() {
    page_.section("What speaks against it");
    PageTable table;
    table.left = 2;
    table.ends_in_words = true;
    table.header = {"check", "raised", "measured", "limit", "in words"};
    for (const FitFlag& flag : summary_.flags) {
      table.rows.push_back(Row{page_.code(flag.name), std::string(flag.raised ? "raised" : "no"),
                               page_.plain(fmt::format("{:.3g}", flag.value)),
                               page_.plain(fmt::format("{:.3g}", flag.limit)),
                               page_.plain(flag.words)});
    }
    page_.table(table);
  }

  void truth_part() {
    if (summary_.recoveries.empty() || !summary_.carry_over) return;
    page_.section("Would it have told the truth?");
    page_.paragraph(page_.plain(
        "Logs of the same users and recommendations were played in known worlds, and a world was "
        "fitted to each log alone. Every other known world is the fitted one, which is smoother "
        "than "
        "people are; the others are drawn around it within its errors, which is rougher."));
    PageTable recovered;
    recovered.header = {
        "recovered",    "n", "correlation", "error", "covered by 95% intervals given the scores",
        "found exactly"};
    for (const FitRecovery& row : summary_.recoveries) {
      recovered.rows.push_back(Row{page_.plain(row.name), page_.plain(count_text(row.n)),
                                   row.correlation ? fixed_text(*row.correlation, 3) : "",
                                   row.error ? page_.plain(fmt::format("{:.3g}", *row.error)) : "",
                                   row.coverage ? share_text(*row.coverage, 0) : "",
                                   row.found ? share_text(*row.found, 0) : ""});
    }
    page_.table(recovered);
    page_.section("Does a verdict carry over?");
    figures_.show(page_, "carry_over");
    PageTable table;
    table.header = {"policy",
                    "tracks per session",
                    "log effect",
                    "a fit's error",
                    "for the people of the log",
                    "from",
                    "to",
                    "recommended outside the log"};
    for (const FitCarriedPolicy& policy : summary_.carry_over->policies) {
      table.rows.push_back(Row{page_.code(policy.name), fixed_text(policy.tracks, 2),
                               signed_text(policy.effect, 3),
                               signed_text(policy.effect - policy.estimate, 3),
                               signed_text(policy.estimate, 3), signed_text(policy.lower, 3),
                               signed_text(policy.upper, 3), share_text(policy.outside, 0)});
    }
    page_.table(table);
    page_.paragraph(page_.plain(fmt::format(
        "Effects are logs of the ratio to {} in tracks per session, in the fitted world. A fit's "
        "error is what fits get wrong in {}, in the mean, times {:.2f}, because people are that "
        "much "
        "harder to fit (by the noise of held-out scores). The estimate for the people of the log "
        "is "
        "the effect less that error; its interval is Student's, from the spread of the errors.",
        summary_.carry_over->policies.front().name,
        amount_text(summary_.carry_over->policies.front().trials.size(), "known world"),
        summary_.carry_over->widening)));
    page_.section("Was it fitted on what judges it?");
    page_.paragraph(page_.plain(optimism_sentence(summary_) + "."));
  }

  void backtest_part() {
    if (!summary_.backtest) return;
    const FitBacktest& backtest = *summary_.backtest;
    page_.section("Would it have predicted what was tried?");
    std::vector<std::string> sentences;
    for (const std::string& sentence : backtest_sentences(backtest)) {
      sentences.push_back(page_.plain(sentence + "."));
    }
    page_.bullets(sentences);
    PageTable table;
    table.header = {"treatment",
                    "sessions",
                    "replayed",
                    "recommended outside the log",
                    "tracks per session",
                    "observed log effect",
                    "from",
                    "to",
                    "in the fitted world",
                    "predicted",
                    "from",
                    "to",
                    ""};
    for (const FitBacktestArm& arm : backtest.arms) {
      if (arm.unpredicted()) {
        Row row{page_.code(arm.name), page_.plain(count_text(arm.sessions)),
                share_text(arm.replayed, 0), share_text(arm.outside, 0)};
        row.resize(table.header.size() - 1);
        row.push_back(std::string("not predicted"));
        table.rows.push_back(std::move(row));
        continue;
      }
      table.rows.push_back(Row{
          page_.code(arm.name), page_.plain(count_text(arm.sessions)), share_text(arm.replayed, 0),
          share_text(arm.outside, 0), fixed_text(arm.tracks, 2), signed_text(arm.observed, 3),
          signed_text(arm.observed_lower, 3), signed_text(arm.observed_upper, 3),
          signed_text(arm.fitted, 3), signed_text(arm.predicted, 3), signed_text(arm.lower, 3),
          signed_text(arm.upper, 3), std::string(arm.agrees ? "" : "apart")});
    }
    page_.table(table);
    page_.paragraph(page_.plain(fmt::format(
        "The world knows the sessions of {} alone. Each treatment's recommendations were replayed "
        "to "
        "users of {} who had a session that began with the same track ('replayed' is the share of "
        "sessions with such a user), and compared with {}'s own, replayed to other users. "
        "Predictions "
        "are less what fits get wrong in known worlds.",
        backtest.control, backtest.control, backtest.control)));
  }

  void privacy_part() {
    page_.section("What this directory says about people");
    page_.paragraph(page_.plain(
        "users.json has the ids of users as the log has them, and for each the tracks that stand "
        "for what the person likes; responses.csv has how each responds, with standard errors. No "
        "play and no time of a play is in any file."));
  }

  Page& page_;
  const FitSummary& summary_;
  PendingFigures figures_;
};

}  // namespace

void write_fit_page(Page& page, const FitSummary& summary, const DrawnFigures& figures,
                    const std::string& command) {
  FitPage(page, summary, figures).write(command);
}

}  // namespace reprise
