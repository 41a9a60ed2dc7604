#include "reports/summary/comparison.h"

#include <limits>

#include <gmock/gmock.h>

#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names(const std::vector<const TreatmentResult*>& treatments) {
  std::vector<std::string> all;
  for (const TreatmentResult* treatment : treatments) all.push_back(treatment->name);
  return all;
}

TEST(Comparison, ReadsControlFirstThenTheBestAndOraclesLast) {
  EXPECT_THAT(names(treatments_in_reading_order(sample_results())),
              ElementsAre("random", "first_track", "top_pop", "sticky_artist", "oracle"));
}

TEST(Comparison, TreatmentsWithoutAnEffectComeAfterThoseWithOne) {
  Results results = sample_results();
  std::erase_if(results.effects,
                [](const Effect& effect) { return effect.treatment == "first_track"; });
  EXPECT_THAT(names(treatments_in_reading_order(results)),
              ElementsAre("random", "top_pop", "sticky_artist", "first_track", "oracle"));
  const std::vector<ComparisonRow> rows = compare(results, "mean_time_per_session");
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[3].verdict, Verdict::none);
  EXPECT_EQ(rows[3].effect_percent, "");
  EXPECT_EQ(rows[3].treatment_mean, "12.582");
}

TEST(Comparison, HeadlineMetricsComeFirst) {
  EXPECT_THAT(metrics_in_reading_order(sample_results()),
              ElementsAre("mean_time_per_session", "mean_tracks_per_session", "sessions", "time",
                          "skip_rate", "repeat_rate", "artists_per_session"));
}

TEST(Comparison, VerdictsFollowTheDirectionOfTheMetric) {
  Effect effect;
  effect.difference = -1;
  EXPECT_EQ(verdict_of(effect, Better::higher), Verdict::unclear);
  effect.significant = true;
  EXPECT_EQ(verdict_of(effect, Better::higher), Verdict::worse);
  EXPECT_EQ(verdict_of(effect, Better::lower), Verdict::better);
  EXPECT_EQ(verdict_of(effect, Better::neither), Verdict::differs);
  effect.difference = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(verdict_of(effect, Better::higher), Verdict::differs);
}

TEST(Comparison, HeadlineMetricsAreBetterHigherEvenUndescribed) {
  EXPECT_EQ(describe_metric(Results{}, "mean_time_per_session").better, Better::higher);
  EXPECT_EQ(describe_metric(Results{}, "skip_rate").better, Better::neither);
  EXPECT_EQ(describe_metric(sample_results(), "skip_rate").better, Better::lower);
}

TEST(Comparison, UnboundedIntervalsAreSaidInWords) {
  Effect effect;
  effect.shape = IntervalShape::two_rays;
  effect.effect = 250;
  effect.lower = -80;
  effect.upper = 120;
  effect.difference = 1;
  effect.difference_lower = -0.5;
  effect.difference_upper = 2.5;
  const Results rays = results_with_effect(effect);
  const std::vector<ComparisonRow> rows = compare(rays, "mean_time_per_session");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].effect_percent, "+250.0");
  EXPECT_EQ(rows[1].lower, "unbounded");
  EXPECT_EQ(rows[1].upper, "unbounded");
  EXPECT_THAT(unbounded_note(effect), HasSubstr("below -80.0% or above +120.0%"));
  EXPECT_THAT(unbounded_note(effect), HasSubstr("+1.000 [-0.500, +2.500]"));

  effect.shape = IntervalShape::whole_line;
  EXPECT_THAT(unbounded_note(effect), HasSubstr("no bound"));
  EXPECT_THAT(unbounded_note(effect), Not(HasSubstr("80")));
  EXPECT_EQ(unbounded_note(Effect{}), "");
}

TEST(Comparison, MetricsThatATreatmentLacksLeaveAGap) {
  Results results = sample_results();
  results.treatments[1].metrics.clear();
  const std::vector<const TreatmentResult*> order = treatments_in_reading_order(results);
  EXPECT_THAT(mean_texts(order, "skip_rate"),
              ElementsAre("0.8314", "0.5258", "0.8298", "", "0.2667"));
  EXPECT_THAT(catalog_metric_names(results), ElementsAre("catalogue_coverage", "gini_of_plays"));
}

}  // namespace
}  // namespace reprise
