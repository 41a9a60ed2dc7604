#include "reports/summary/segment_effects.h"

#include <gmock/gmock.h>

#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::ElementsAre;

TEST(GroupEffects, AreFoundByTraitAndTreatmentAsTheyRise) {
  const Results results = results_with_sessions(2, "t");
  EXPECT_THAT(segment_traits(results),
              ElementsAre("consume_bias", "consume_sharpness", "session_budget"));
  const std::vector<const SegmentEffect*> groups = groups_of(results, "session_budget", "t2");
  ASSERT_EQ(groups.size(), 10u);
  EXPECT_EQ(groups.front()->from, 1);
  EXPECT_EQ(groups.back()->to, 9);
  EXPECT_THAT(range_texts(groups), testing::Contains("4.20 to 5.00"));
  EXPECT_TRUE(groups_of(results, "session_budget", "random").empty());
  EXPECT_TRUE(range_texts({}).empty());
}

TEST(GroupEffects, AreShownOfTheBestTreatments) {
  const ShownTreatments few = treatments_with_segments(results_with_sessions(2, "t"));
  ASSERT_EQ(few.shown.size(), 2u) << "the control has no effect";
  EXPECT_EQ(few.note(), "");
  const Results results = results_with_sessions(30, "t");
  const ShownTreatments many = treatments_with_segments(results);
  ASSERT_EQ(many.shown.size(), kMostSegmentedTreatments);
  EXPECT_EQ(many.shown.front()->name, "t30");
  EXPECT_EQ(many.note(), "5 of 30 treatments, the best first; results.json has all.");
}

}  // namespace
}  // namespace reprise
