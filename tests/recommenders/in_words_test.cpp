#include "recommenders/in_words.h"

#include <gmock/gmock.h>

#include "recommenders/recommender.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(RecommenderInWords, SaysEachPartAndWhatIsNotAtItsDefault) {
  const std::string words = recommender_in_words(
      "{anchor: {first_track: {scope: session}}, candidates: {nearest: {top: 50}}, exclude: "
      "session, "
      "pick: first, exhausted: restart, fallback: {top_pop: {top: 100}}}");
  EXPECT_THAT(words, HasSubstr("anchor: the first track of the session"));
  EXPECT_THAT(words, HasSubstr("candidates: the tracks with the largest true inner products"));
  EXPECT_THAT(words, HasSubstr("(top 50)"));
  EXPECT_THAT(words, Not(HasSubstr("scope session"))) << "it is the default";
  EXPECT_THAT(words, HasSubstr("of these nothing played in this session"));
  EXPECT_THAT(words, HasSubstr("picked: the head of the list"));
  EXPECT_THAT(words, HasSubstr("when all are excluded the list begins again"));
  EXPECT_THAT(words, HasSubstr("without any: top 100; candidates: the most popular tracks"));
}

TEST(RecommenderInWords, SaysWhatWasLeftOut) {
  EXPECT_THAT(recommender_in_words("{candidates: artist}"),
              testing::AllOf(HasSubstr("anchor: the track played last"),
                             HasSubstr("picked: each with the same chance"),
                             HasSubstr("without any: a random track")));
  EXPECT_THAT(recommender_in_words("{candidates: catalog}"), Not(HasSubstr("anchor")));
  EXPECT_EQ(recommender_in_words("random"), "a random track");
  EXPECT_THAT(recommender_in_words("{top_pop: {top: 5}}"),
              testing::AllOf(HasSubstr("the most popular tracks"), testing::StartsWith("top 5; "),
                             Not(HasSubstr("(n)"))));
}

TEST(RecommenderInWords, GoesIntoRecommendersInside) {
  const std::string words = recommender_in_words(
      "{one_of: {of: [[0.3, random], [0.7, {sentence: {candidates: catalog, pick: first}}]]}}");
  EXPECT_THAT(words, HasSubstr("(1) 0.3: a random track, (2) 0.7: candidates: every track"));
}

TEST(RecommenderInWords, LeavesWhatItDoesNotKnow) {
  EXPECT_EQ(recommender_in_words(""), "");
  EXPECT_EQ(recommender_in_words("{not: [yaml"), "");
  EXPECT_EQ(recommender_in_words("of_a_later_program"), "of_a_later_program");
}

TEST(RecommenderInWords, HasWordsForEveryRecommender) {
  for (const auto& entry : Registry<RecommenderPart>::instance().entries()) {
    EXPECT_NE(recommender_in_words(entry.name), entry.name);
  }
}

}  // namespace
}  // namespace reprise
