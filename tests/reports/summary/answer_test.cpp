#include "reports/summary/answer.h"

#include <limits>

#include <gmock/gmock.h>

#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string plain(std::string_view name) { return std::string(name); }

Effect effect_of(double percent, double half_width, bool significant) {
  Effect effect;
  effect.control_mean = 2;
  effect.treatment_mean = 2 + 0.02 * percent;
  effect.effect = percent;
  effect.lower = percent - half_width;
  effect.upper = percent + half_width;
  effect.difference = 0.02 * percent;
  effect.difference_lower = 0.02 * effect.lower;
  effect.difference_upper = 0.02 * effect.upper;
  effect.significant = significant;
  return effect;
}

std::string answer_for(const Effect& effect) {
  Results results = results_with_effect(effect);
  return answer(results, plain);
}

// Returns the answer for the sample with only its control and the named treatments.
std::string answer_among(const std::vector<std::string>& kept) {
  Results results = sample_results();
  std::erase_if(results.treatments, [&](const TreatmentResult& treatment) {
    return !treatment.control && std::find(kept.begin(), kept.end(), treatment.name) == kept.end();
  });
  return answer(results, plain);
}

TEST(Answer, NamesTheBestTreatmentItsUncertaintyAndTheCeiling) {
  EXPECT_EQ(answer(sample_results(), plain),
            "first_track keeps people listening 525.0% longer than random, 95% interval [+517.2%, "
            "+532.8%]. Next is top_pop, +0.8% [-0.5%, +2.0%]. The ceiling, oracle, is at "
            "+9350.0%.");
}

TEST(Answer, OfOneTreatment) {
  EXPECT_EQ(answer_for(effect_of(50.3, 9.1, true)),
            "top_pop keeps people listening 50.3% longer than random, 95% interval [+41.2%, "
            "+59.4%].");
  EXPECT_EQ(answer_for(effect_of(-12, 3, true)),
            "top_pop keeps people listening 12.0% shorter than random, 95% interval [-15.0%, "
            "-9.0%].");
  EXPECT_EQ(
      answer_for(effect_of(1.2, 3, false)),
      "top_pop is not shown to keep people listening longer than random: its effect is +1.2%, "
      "95% interval [-1.8%, +4.2%].");
}

TEST(Answer, ClaimsNothingWhenNothingIsSignificant) {
  EXPECT_THAT(answer_among({"top_pop", "sticky_artist"}),
              StartsWith("No treatment is shown to keep people listening longer than random: the "
                         "highest effect is that of top_pop, +0.8%, 95% interval"));
}

TEST(Answer, DoesNotRankTreatmentsWhoseIntervalsOverlap) {
  Results results = results_with_effect(effect_of(50, 5, true));
  results.treatments.push_back(results.treatments[1]);
  results.treatments.back().name = "second";
  results.effects.push_back(effect_of(48, 5, true));
  results.effects.back().treatment = "second";
  results.effects.back().metric = "mean_time_per_session";
  EXPECT_THAT(answer(results, plain), HasSubstr("Close behind is second, +48.0% [+43.0%, +53.0%]: "
                                                "the intervals overlap"));
}

TEST(Answer, OfAnEffectOfExactlyZero) {
  EXPECT_EQ(answer_for(effect_of(0, 0, false)),
            "top_pop kept people listening exactly as long as random.");
}

TEST(Answer, WithoutAPercentageOrAnInterval) {
  Effect effect = effect_of(50, 5, true);
  effect.shape = IntervalShape::whole_line;
  EXPECT_THAT(answer_for(effect), HasSubstr("an interval without bounds: the control's mean may"));
  effect.effect = std::numeric_limits<double>::infinity();
  EXPECT_THAT(answer_for(effect), StartsWith("top_pop keeps people listening longer than random,"));
  effect = effect_of(50, std::numeric_limits<double>::quiet_NaN(), false);
  EXPECT_THAT(answer_for(effect), HasSubstr("too little data for an interval"));
}

TEST(Answer, WithoutAnythingToCompare) {
  EXPECT_EQ(answer(Results{}, plain), "No treatment was run.");
  EXPECT_EQ(answer_among({}), "Only random was run: there is nothing to compare it with.");
  EXPECT_EQ(answer_among({"oracle"}),
            "No treatment but the oracle was compared. The ceiling, oracle, is at +9350.0%.");
  Results results = sample_results();
  results.effects.clear();
  EXPECT_EQ(answer(results, plain),
            "mean_time_per_session was not compared: too few users were served by a treatment.");
  results = sample_results();
  std::erase_if(results.metrics, [](const MetricDescription& metric) {
    return metric.name == "mean_time_per_session";
  });
  std::erase_if(results.effects,
                [](const Effect& effect) { return effect.metric == "mean_time_per_session"; });
  EXPECT_THAT(answer(results, plain),
              testing::AllOf(StartsWith("mean_time_per_session was not measured"),
                             HasSubstr("the effects on ")));
}

TEST(Answer, WritesEveryNameAsAsked) {
  const std::string text =
      answer(sample_results(), [](std::string_view) { return std::string("NAME"); });
  for (const char* name : {"first_track", "random", "top_pop"}) {
    EXPECT_THAT(text, Not(HasSubstr(name)));
  }
}

}  // namespace
}  // namespace reprise
