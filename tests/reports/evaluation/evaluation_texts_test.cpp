// What people read of offline numbers: sentences, the figure, JSON.
#include "reports/evaluation/evaluation_texts.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "reports/console/console_text.h"
#include "reports/evaluation/evaluation_console.h"
#include "reports/evaluation/evaluation_json.h"
#include "reports/evaluation/trust_figure.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TrustVerdict trusted() {
  TrustVerdict verdict;
  verdict.logging = "varied";
  verdict.metric = "time_per_session";
  verdict.number = "step_dr";
  verdict.best = "step_dr";
  verdict.from_sessions = 4000;
  verdict.rank_correlation = 0.88;
  verdict.regret = 0.05;
  verdict.coverage = 0.32;
  return verdict;
}

TEST(VerdictSentence, NamesTheBestNumberAlsoWhereItIsNotTrusted) {
  TrustVerdict verdict = trusted();
  EXPECT_EQ(verdict_sentence(verdict, name_in_prose),
            "From logs of varied trust step_dr for time per session, from 4,000 sessions on: it "
            "orders the ideas with a rank correlation of 0.88, and choosing by it loses 5% of the "
            "way from the worst idea to the best; its intervals are too narrow: they hold the true "
            "effect in 32% of cases");
  verdict.number.reset();
  verdict.regret = 0.72;
  EXPECT_THAT(
      verdict_sentence(verdict, name_in_prose),
      HasSubstr("trust no offline number for time per session: the best one, step_dr, "
                "orders the ideas with a rank correlation of 0.88, and choosing by it loses "
                "72%"));
  verdict.best.clear();
  verdict.rank_correlation.reset();
  EXPECT_THAT(verdict_sentence(verdict, name_in_prose), HasSubstr("none orders the ideas"));
}

TEST(WeightsSentence, SaysWhatProductsOfWeightsLeave) {
  TrustTable table{"varied", 4000, 1.0, 0.05, 0, {}};
  EXPECT_EQ(weights_sentence(table),
            "Of 4,000 logged sessions, weights of whole sessions leave 1.0 that count; of the "
            "steps, weights of single steps leave 5.0% (medians over ideas); so few sessions say "
            "nothing to estimators that multiply weights");
  table.effective_sessions = 900;
  table.unsupported = 0.25;
  EXPECT_THAT(weights_sentence(table),
              AllOf(Not(HasSubstr("say nothing")), HasSubstr("never show 25.0%")));
}

TEST(TrustFigure, HasAPointForEachIdeaAndLogAndSaysWhichAreAtTheEdge) {
  TrustPoints points{"varied", "step_dr", "time_per_session", 500, true, {}};
  EXPECT_EQ(trust_figure_script("offline", points), "") << "nothing to draw";
  for (int i = 0; i < 100; ++i) {
    points.points.push_back({i % 2 == 0 ? "one" : "other", 0.01 * i, 0.02 * i});
  }
  EXPECT_THAT(trust_figure_script("offline", points),
              AllOf(HasSubstr("each of 2 ideas"), HasSubstr("500 sessions"),
                    HasSubstr("the estimate is the truth"), HasSubstr("+0.5"),
                    Not(HasSubstr("at the edge"))));
  points.points.back().offline = 40;
  EXPECT_THAT(trust_figure_script("offline", points), HasSubstr("1 point farther out at the edge"));
  points.is_effect = false;
  EXPECT_THAT(trust_figure_script("offline", points), Not(HasSubstr("the estimate is the truth")));
}

TEST(EvaluationTexts, ConsoleAndJsonHaveTheVerdictAndWhatColumnsMean) {
  EvaluationResults results;
  results.experiment = "mine";
  results.verdicts = {trusted()};
  TrustTable table{"varied", 4000, 1.0, 0.05, 0, {}};
  table.rows.push_back(
      {"step_dr", "time_per_session", false, -1.2, 2.1, 0.32, 0.88, std::nullopt, 0.25});
  results.tables = {table};
  EXPECT_THAT(write_evaluation_console(results, 100, false),
              AllOf(HasSubstr("trust step_dr"), HasSubstr("-1.200"), HasSubstr("n/a"),
                    HasSubstr("25%"), HasSubstr("Regret is what choosing by")));
  const auto json = nlohmann::json::parse(write_evaluation_json(results));
  EXPECT_EQ(json["verdicts"][0]["trusted"], "step_dr");
  EXPECT_EQ(json["verdicts"][0]["best"], "step_dr");
  results.verdicts[0].number.reset();
  EXPECT_TRUE(
      nlohmann::json::parse(write_evaluation_json(results))["verdicts"][0]["trusted"].is_null());
}

}  // namespace
}  // namespace reprise
