// Tests a run's counts of where its recommendations came from, and its warnings about them.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/experiments/run_alone.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SourcesReport : public testing::Test {
 protected:
  Results run(const std::string& treatments, const std::string& control = "a") {
    const std::string text = fmt::format(
        "{{experiment: sources, world: {{generate: {{tracks: 1000, users: 200, dim: 16, seed: "
        "5}}}}, "
        "episodes: 1000, control: {}, treatments: {}}}",
        control, treatments);
    return run_alone(read_experiment(parse_yaml(text, "test"))).results;
  }
  // Returns the result of one treatment that is played beside random.
  TreatmentResult of(const std::string& yaml) {
    return run(fmt::format("{{a: random, b: {}}}", yaml)).treatments[1];
  }
  std::vector<std::string> warnings(const std::string& treatments,
                                    const std::string& control = "a") {
    return run(treatments, control).warnings;
  }
  // Returns lists for the tracks 0 to n - 1. The first tracks are played most.
  std::string lists(int n) {
    std::string lines;
    for (int track = 0; track < n; ++track) {
      lines += fmt::format("{{\"track\": {}, \"tracks\": [{}, {}]}}\n", track, (track + 7) % 1000,
                           (track + 11) % 1000);
    }
    return fmt::format("{{item_list: {}}}", folder_.write(fmt::format("{}.json", n), lines));
  }

  TemporaryFolder folder_;
};

TEST_F(SourcesReport, NoAnchor) {
  // No track gets a time above that of a whole track, so no track is liked.
  const TreatmentResult result = of("{anchor: {liked: 1}, candidates: artist}");
  EXPECT_GT(result.recommendations, 1000u);
  EXPECT_EQ(result.fallbacks, result.recommendations);
  EXPECT_EQ(result.fallback_causes.no_anchor, result.recommendations);
  EXPECT_EQ(result.fallback_causes.no_list, 0u);
  EXPECT_EQ(result.fallback_causes.exhausted, 0u);
  EXPECT_EQ(result.lists_asked, 0u);
  EXPECT_EQ(result.lists_found, 0u);
}

TEST_F(SourcesReport, NoList) {
  const TreatmentResult result = of(fmt::format("{{candidates: {}}}", lists(500)));
  EXPECT_EQ(result.lists_asked, result.recommendations) << "one anchor each";
  EXPECT_EQ(result.fallback_causes.no_list, result.lists_asked - result.lists_found);
  EXPECT_EQ(result.fallbacks, result.fallback_causes.no_list);
  EXPECT_GT(result.lists_found, 0u);
  EXPECT_GT(result.fallbacks, 0u);
}

TEST_F(SourcesReport, Exhausted) {
  const TreatmentResult result = of("{candidates: {top_tracks: 1}, exclude: session}");
  EXPECT_EQ(result.lists_asked, result.recommendations);
  EXPECT_EQ(result.lists_found, result.recommendations);
  EXPECT_EQ(result.fallbacks, result.fallback_causes.exhausted);
  EXPECT_EQ(result.fallback_causes.no_list, 0u);
  // The one track is played once in every session, but for sessions that began with it.
  EXPECT_LE(result.recommendations - result.fallbacks, result.sessions);
  EXPECT_GT(result.recommendations - result.fallbacks, result.sessions / 2);
}

// A recommendation that falls back counts once. The lists of fallbacks count as lists, too.
TEST_F(SourcesReport, ListsOfFallbacksCount) {
  const TreatmentResult result = of(
      "{anchor: {liked: 1}, candidates: artist, fallback: {candidates: {top_tracks: 1}, exclude: "
      "session, fallback: {candidates: catalog}}}");
  EXPECT_EQ(result.fallback_causes.no_anchor, result.recommendations);
  EXPECT_EQ(result.fallback_causes.exhausted, 0u);
  EXPECT_GT(result.lists_asked, result.recommendations);
  EXPECT_LT(result.lists_asked, 2 * result.recommendations);
  EXPECT_EQ(result.lists_found, result.lists_asked);
}

TEST_F(SourcesReport, NothingFallsBackWhereNothingCan) {
  const TreatmentResult result = of("random");
  EXPECT_EQ(result.fallbacks, 0u);
  EXPECT_EQ(result.lists_asked, result.recommendations);
  EXPECT_EQ(result.lists_found, result.recommendations);
}

TEST_F(SourcesReport, WarnsOfFewLists) {
  const Results results =
      run(fmt::format("{{a: random, few: {{candidates: {}}}, all: {{candidates: "
                      "{}}}}}",
                      lists(500), lists(1000)));
  const TreatmentResult& few = results.treatments[1];
  EXPECT_THAT(results.warnings,
              testing::ElementsAre(testing::AllOf(
                  testing::StartsWith("few: only "),
                  HasSubstr(fmt::format("({} of {})", few.lists_found, few.lists_asked)))));
}

TEST_F(SourcesReport, WarnsOfOracleSideSourcesWhoseNameDoesNotSaySo) {
  const std::string nearest = "{candidates: {nearest: 20}}";
  const auto named = [&](const std::string& name, const std::string& yaml) {
    return warnings(fmt::format("{{a: random, {}: {}}}", name, yaml));
  };
  EXPECT_THAT(
      named("clever", nearest),
      Contains(HasSubstr("true inner products, which no service could know, are used by clever;")));
  EXPECT_THAT(
      named("clever", "{candidates: {user_nearest: 5}}"),
      Contains(HasSubstr("true inner products, which no service could know, are used by clever;")));
  EXPECT_THAT(
      named("clever", "{one_of: [[1, random], [1, " + nearest + "]]}"),
      Contains(HasSubstr("true inner products, which no service could know, are used by clever;")))
      << "however deep it is";
  EXPECT_THAT(named("best", "oracle"), Contains(HasSubstr("are used by best;")));
  EXPECT_THAT(named("first_nearest", nearest), IsEmpty());
  EXPECT_THAT(named("oracle_lists", nearest), IsEmpty());
  EXPECT_THAT(named("clever", "{top_pop: 20}"), IsEmpty());
}

TEST_F(SourcesReport, RepeatsAndArtistsAreSaidWhateverIsMeasured) {
  const std::string text = fmt::format(
      "{{experiment: few, world: {{generate: {{tracks: 500, users: 100, dim: 20}}}}, episodes: "
      "100, "
      "control: a, metrics: [time], treatments: {{a: random, b: {{top_pop: 5}}}}}}");
  const Results results = run_alone(read_experiment(parse_yaml(text, "test"))).results;
  for (const TreatmentResult& treatment : results.treatments) {
    std::vector<std::string> names;
    for (const MetricEstimate& figure : treatment.metrics) names.push_back(figure.metric);
    EXPECT_THAT(names, testing::ElementsAre("time", "repeat_rate", "artists_per_session"));
  }
  EXPECT_EQ(results.effects.size(), 1u) << "only what is measured is compared";
}

TEST_F(SourcesReport, SaysWhichTreatmentsAreOracleSide) {
  const Results results =
      run("{a: random, b_nearest: {candidates: {nearest: 20}}, oracle: oracle}");
  EXPECT_FALSE(results.treatments[0].privileged);
  EXPECT_TRUE(results.treatments[1].privileged);
  EXPECT_FALSE(results.treatments[1].oracle) << "it sees no hidden session";
  EXPECT_TRUE(results.treatments[2].oracle);
}

TEST_F(SourcesReport, WarnsOfAControlThatBehavesLikeRandom) {
  const auto like_random = Contains(HasSubstr("the control a behaves like random"));
  // The control has no anchor, so all its recommendations are its fallback's.
  EXPECT_THAT(warnings("{a: {anchor: {liked: 1}, candidates: artist}, b: {top_pop: 20}}"),
              Contains(testing::AllOf(HasSubstr("the control a behaves like random"),
                                      HasSubstr("it reads no list that could be missing"))));
  // Its lists are missing, or they are of another world.
  const std::string other = fmt::format(
      "{{item_list: {}}}", folder_.write("other.json", R"({"track": 999, "tracks": [1, 2, 3]})"));
  EXPECT_THAT(warnings(fmt::format("{{a: {{candidates: {}}}, b: {{top_pop: 20}}}}", other)),
              Contains(testing::AllOf(HasSubstr("the control a behaves like random"),
                                      HasSubstr("0 % of the lists it asked for were there: are "
                                                "they the right ones?"))));
  std::string random_lists;
  for (int track = 0; track < 1000; ++track) {
    random_lists += fmt::format("{{\"track\": {}, \"tracks\": [", track);
    for (int i = 0; i < 50; ++i) {
      random_lists += fmt::format("{}{}", i == 0 ? "" : ", ", (track * 37 + i * 20 + 11) % 1000);
    }
    random_lists += "]}\n";
  }
  EXPECT_THAT(warnings(fmt::format("{{a: {{candidates: {{item_list: {}}}}}, b: {{top_pop: 20}}}}",
                                   folder_.write("random.json", random_lists))),
              Contains(testing::AllOf(HasSubstr("the control a behaves like random"),
                                      HasSubstr("100 % of the lists it asked for were there, so "
                                                "they are as good as random ones"))));
  EXPECT_THAT(warnings("{a: random, b: {top_pop: 20}}"), Not(like_random))
      << "it says it is random";
  EXPECT_THAT(warnings("{a: {candidates: {nearest: 20}, exclude: session}, b: random}"),
              Not(like_random));
  // A popularity list is no file that could be missing or of another world.
  EXPECT_THAT(warnings("{a: {top_pop: 1000000}, b: {top_pop: 20}}"),
              Contains(AllOf(HasSubstr("the control a behaves like random"),
                             HasSubstr("it reads no list"), Not(HasSubstr("were there")))));
  // Only the control is warned of; another treatment may behave like random.
  EXPECT_THAT(warnings("{a: oracle, b: {anchor: {liked: 1}, candidates: artist}}"),
              Not(Contains(HasSubstr("behaves like random"))));
}

}  // namespace
}  // namespace reprise
