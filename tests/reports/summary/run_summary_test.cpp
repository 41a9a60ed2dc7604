#include "reports/summary/run_summary.h"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/summary/effect_texts.h"
#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

std::string seeds_of(std::vector<std::uint64_t> seeds) {
  Results results;
  results.seeds = std::move(seeds);
  return seeds_text(results.seeds);
}

TEST(RunSummary, SaysHowMuchWasPlayed) {
  Results results = sample_results();
  EXPECT_EQ(amount_text(results), "60,000 sessions and 8,647 users per treatment");
  results.treatments[1].users = 1;
  EXPECT_EQ(amount_text(results), "60,000 sessions and 1 to 8,647 users per treatment");
  EXPECT_EQ(amount_text(results_with_effect({})), "1 session and 1 user per treatment");
  EXPECT_EQ(amount_text(Results{}), "no sessions");
}

TEST(RunSummary, ListsSeedsWhileTheyAreFew) {
  EXPECT_EQ(seeds_of({}), "no seed");
  EXPECT_EQ(seeds_of({7}), "seed 7");
  EXPECT_EQ(seeds_of({1, 2, 5}), "3 seeds (1, 2, 5)");
  std::vector<std::uint64_t> many(20);
  std::iota(many.begin(), many.end(), 1);
  EXPECT_EQ(seeds_of(many), "20 seeds (1 to 20)");
  many.back() = 99;
  EXPECT_EQ(seeds_of(many), "20 seeds (1, 2, 3, 4, ..., 99)");
}

TEST(RunSummary, SaysWhereSessionsComeFrom) {
  const Results played = sample_results();
  EXPECT_EQ(source_word(played), "run");
  EXPECT_EQ(source_text(played), seeds_text(played.seeds));
  Results log = log_sample_results();
  EXPECT_EQ(source_word(log), "log");
  EXPECT_EQ(source_text(log), "12,088 rows of a log");
  EXPECT_EQ(fallback_text(log, log.treatments[0]), "") << "nobody knows";
  log.log->rows = 1;
  EXPECT_EQ(source_text(log), "1 row of a log");
}

TEST(RunSummary, SaysHowFarAndHowWellKnown) {
  const Results results = sample_results();
  EXPECT_EQ(oracle_gap_closed_text(results.treatments[3]), "40%");
  EXPECT_EQ(oracle_gap_closed_text(results.treatments[0]), "0%");
  EXPECT_EQ(oracle_gap_closed_text(TreatmentResult{}), "");
  EXPECT_EQ(live_test_text(results, results.treatments[3]), "7.8 times");
  EXPECT_EQ(live_test_text(results, results.treatments[0]), "");
  EXPECT_EQ(fallback_text(results, results.treatments[3]), "1.3%");
  EXPECT_EQ(fallback_text(results, TreatmentResult{}), "");
  EXPECT_EQ(confidence_text(results.confidence), "95%");
}

TEST(RunSummary, SaysWhyFallbacksWereAsked) {
  TreatmentResult treatment;
  EXPECT_EQ(fallback_causes_text(treatment), "") << "none was";
  treatment.recommendations = 1000;
  treatment.fallbacks = 200;
  treatment.fallback_causes = {.no_anchor = 20, .no_list = 150, .exhausted = 30};
  EXPECT_EQ(fallback_causes_text(treatment), "no anchor 10%, no list 75%, list exhausted 15%");
  treatment.fallback_causes = {.no_anchor = 0, .no_list = 0, .exhausted = 200};
  EXPECT_EQ(fallback_causes_text(treatment), "list exhausted 100%");
  treatment.fallback_causes = {};
  EXPECT_EQ(fallback_causes_text(treatment), "") << "an older file does not say";
}

TEST(RunSummary, SaysHowManyListsWereThere) {
  TreatmentResult treatment;
  EXPECT_EQ(lists_text(treatment), "") << "none was asked for";
  treatment.lists_asked = 800;
  treatment.lists_found = 800;
  EXPECT_EQ(lists_text(treatment), "") << "all were, which is nothing to say";
  treatment.lists_found = 600;
  EXPECT_EQ(lists_text(treatment), "75.0%");
  treatment.lists_found = 0;
  EXPECT_EQ(lists_text(treatment), "0.0%");
}

// A rule that ends at its first look may need fewer sessions than a plan that must promise as much.
TEST(RunSummary, SaysWhatLookingCost) {
  Stopping stopping{.metrics = {"mean_time_per_session"},
                    .goal = "each effect known to 1%",
                    .reached = true,
                    .looks = 3,
                    .sessions = 60'000,
                    .most = 1'000'000,
                    .fixed_sessions = 21'234.5};
  EXPECT_THAT(stopping_sentence(stopping),
              testing::EndsWith("about 21,235 sessions: that is the price of looking."));
  stopping.fixed_sessions = 60'001;
  EXPECT_THAT(stopping_sentence(stopping),
              testing::EndsWith("about 60,001 sessions: looking cost nothing here, because it "
                                "ended as soon as the effect was known."));
  stopping.fixed_sessions.reset();
  EXPECT_THAT(stopping_sentence(stopping), testing::Not(testing::HasSubstr("looking")));
}

}  // namespace
}  // namespace reprise
