// Tests the estimators that reduce variance: they estimate the same truth, with narrower intervals.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/spec/estimators/estimator.h"
#include "reports/summary/comparison.h"
#include "sim/support/user_error.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

constexpr const char* kTwo = "treatments: {a: random, b: {top_pop: 40}}, episodes: 1500, ";

Effect effect_of(const std::string& settings, const std::string& metric = "mean_time_per_session") {
  const Results results = small_results(kTwo + settings);
  const Effect* effect = find_effect(results, "b", metric);
  EXPECT_NE(effect, nullptr);
  return effect == nullptr ? Effect() : *effect;
}

double width(const Effect& effect) { return effect.difference_upper - effect.difference_lower; }

// Expects that two estimates of one truth, from the same sessions, differ by less than half the sum
// of their intervals' widths.
void expect_same_truth(const Effect& one, const Effect& other) {
  EXPECT_LT(std::abs(one.difference - other.difference), (width(one) + width(other)) / 2);
}

TEST(EstimatorsTest, AControlVariateNarrowsIntervals) {
  for (const char* design : {"design: paired", "design: split"}) {
    const std::string metric = "mean_tracks_per_session";
    const Effect plain = effect_of(design, metric);
    const Effect adjusted =
        effect_of(fmt::format("{}, estimator: control_variate", design), metric);
    EXPECT_LT(width(adjusted), 0.97 * width(plain)) << design;
    expect_same_truth(plain, adjusted);
    EXPECT_NE(adjusted.difference, plain.difference);
    // The adjusted difference is still the difference of the adjusted means in the table.
    EXPECT_NEAR(adjusted.difference, adjusted.treatment_mean - adjusted.control_mean, 1e-12);
  }
}

TEST(EstimatorsTest, StrataNarrowIntervalsOfASplit) {
  const Effect plain = effect_of("design: split");
  const Effect adjusted =
      effect_of("design: split, estimator: {stratified: {by: [consume_bias], groups: 8}}");
  EXPECT_LT(width(adjusted), width(plain));
  expect_same_truth(plain, adjusted);
  ASSERT_TRUE(adjusted.variance_reduction);
  EXPECT_GT(*adjusted.variance_reduction, 1);
}

TEST(EstimatorsTest, ThePlainMeanIsTheDefault) {
  const Effect plain = effect_of("design: split");
  const Effect named = effect_of("design: split, estimator: mean");
  EXPECT_EQ(plain.difference, named.difference);
  EXPECT_EQ(width(plain), width(named));
  EXPECT_FALSE(plain.variance_reduction);
}

TEST(EstimatorsTest, ATraitThatUsersDoNotHaveIsNamedWithItsPlace) {
  try {
    effect_of("estimator: {stratified: {by: [consume_bais]}}");
    FAIL() << "no error";
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(),
                testing::AllOf(testing::HasSubstr("test:1:"), testing::HasSubstr("'consume_bais'"),
                               testing::HasSubstr("did you mean 'consume_bias'")));
  }
}

}  // namespace
}  // namespace reprise
