// Tests how bandits over recommenders learn and how they choose a recommender.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/chi_square.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/picks/largest_beta.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// Three recommenders that recommend different tracks in `played({4, 7})`: the head of the
// popularity list (0), the session's first track (4) and its last (7).
constexpr const char* kHead = "{candidates: {top_tracks: 1}, pick: first}";
constexpr const char* kFirst = "{anchor: first_track, candidates: artist, pick: first}";
constexpr const char* kLast = "{anchor: previous_track, candidates: artist, pick: first}";

std::string three(const std::string& name, const std::string& more = "") {
  return fmt::format("{{{}: {{of: [{}, {}, {}]{}}}}}", name, kHead, kFirst, kLast, more);
}

// Returns how often each of the three was asked, in n episodes of a session that played 4 and 7.
std::vector<std::uint64_t> counts_of_three(Asking& asking, const World& world,
                                           std::uint64_t n = 20'000) {
  const Session session = played(world, {4, 7});
  std::vector<std::uint64_t> counts(3, 0);
  for (std::uint64_t episode = 0; episode < n; ++episode) {
    const TrackId track = asking.ask(session, episode).track;
    ++counts[track == 0 ? 0 : track == 4 ? 1 : 2];
  }
  return counts;
}

void expect_chances(const std::vector<std::uint64_t>& counts, const std::vector<double>& chances) {
  std::vector<std::uint64_t> seen;
  std::vector<double> of_seen;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (chances[i] == 0) {
      EXPECT_EQ(counts[i], 0u) << i;
    } else {
      seen.push_back(counts[i]);
      of_seen.push_back(chances[i]);
    }
  }
  if (seen.size() > 1) {
    EXPECT_LT(chi_square(seen, of_seen), chi_square_limit(seen.size()))
        << testing::PrintToString(counts);
  }
}

TEST(Sources, LearnHowLongTheirRecommendationsWereListenedTo) {
  const World world = handmade_world({{0, 0}, {1, 30}, {2, 80}, {3, 55}, {4, 10}});
  // There is only one source, so the test knows which source recommended: the whole list in order.
  for (const char* name : {"epsilon_greedy", "thompson"}) {
    SCOPED_TRACE(name);
    Asking asking(world, fmt::format("{{{}: [{{candidates: {{top_tracks: 5}}, exclude: session, "
                                     "pick: first}}]}}",
                                     name));
    ASSERT_EQ(asking.learned_counts().size(), 1u);
    Session session = played(world, {0});
    asking.clear_scratch();
    for (const TrackId expected : {1u, 2u, 3u}) {
      ASSERT_EQ(asking.ask(session, 0).track, expected);
      session.play(expected, 0.0);
    }
    EXPECT_THAT(asking.learned_counts()[0].totals, ElementsAre(0, 0)) << "not before it is over";
    asking.learn(session.playbacks());
    EXPECT_THAT(asking.learned_counts()[0].totals, ElementsAre(3, 30 + 80 + 55));
    // The counts of another session are added.
    session = played(world, {1});
    asking.clear_scratch();
    ASSERT_EQ(asking.ask(session, 1).track, 0u);
    session.play(0, 0.0);
    asking.learn(session.playbacks());
    EXPECT_THAT(asking.learned_counts()[0].totals, ElementsAre(4, 165 + session.listened()));
  }
}

// The session may ask for the same step again. It then plays the last answer.
TEST(Sources, LearnOncePerPlaybackHoweverOftenAsked) {
  const World world = world_of(10);
  Asking asking(world, three("epsilon_greedy", ", epsilon: 1"));
  Session session = played(world, {4, 7});
  asking.clear_scratch();
  const std::vector<TrackId> of_source = {0, 4, 7};
  // The same step gets answers from two different sources. Only the second one counts.
  TrackId track = asking.ask(session, 0).track;
  std::uint64_t episode = 1;
  while (asking.ask(session, episode).track == track) ++episode;
  track = asking.ask(session, episode).track;
  session.play(track, 0.0);
  asking.learn(session.playbacks());
  std::vector<std::int64_t> expected(6, 0);
  for (std::size_t source = 0; source < 3; ++source) {
    if (of_source[source] == track) expected[2 * source] = 1;
    if (of_source[source] == track) expected[2 * source + 1] = session.playbacks().last_time();
  }
  EXPECT_EQ(asking.learned_counts()[0].totals, expected);
}

// With a gamma above 1, a time can be longer than a whole playback. It counts as one playback.
TEST(Sources, CountATrackAtMostOnce) {
  const World world = handmade_world({{0, 0}, {1, 50}, {1, 90}}, 10.0);
  Asking asking(world, "{thompson: [{candidates: {top_tracks: 3}, pick: next}]}");
  Session session = played(world, {1});
  asking.clear_scratch();
  ASSERT_EQ(asking.ask(session, 0).track, 2u);
  session.play(2, 0.0);
  ASSERT_EQ(session.playbacks().last_time(), 900);
  asking.learn(session.playbacks());
  EXPECT_THAT(asking.learned_counts()[0].totals, ElementsAre(1, 100));
}

// A bandit learns only from the steps at which it was asked. A bandit inside another learns from
// its own choices.
TEST(Sources, LearnOnlyOfTheStepsTheyWereAskedAt) {
  const World world = handmade_world({{0, 0}, {1, 10}, {2, 20}, {3, 40}, {4, 80}, {5, 50}});
  Asking asking(world,
                fmt::format("{{every: {{step: 2, then: {{epsilon_greedy: [{0}]}}, otherwise: "
                            "{{thompson: [{{epsilon_greedy: [{0}]}}]}}}}}}",
                            "{candidates: {top_tracks: 6}, pick: next}"));
  ASSERT_EQ(asking.learned_counts().size(), 3u);
  Session session = played(world, {5});
  asking.clear_scratch();
  for (const TrackId expected : {0u, 1u, 2u, 3u, 4u}) {
    ASSERT_EQ(asking.ask(session, 0).track, expected);
    session.play(expected, 0.0);
  }
  asking.learn(session.playbacks());
  // Recommendations 1, 3 and 5 are tracks 0 (73 hundredths, the interest of every user), 2 and 4.
  ASSERT_EQ(session.playbacks().times()[1], 73);
  EXPECT_THAT(asking.learned_counts()[0].totals, ElementsAre(2, 10 + 40)) << "then";
  EXPECT_THAT(asking.learned_counts()[1].totals, ElementsAre(3, 73 + 20 + 80)) << "otherwise";
  EXPECT_THAT(asking.learned_counts()[2].totals, ElementsAre(3, 73 + 20 + 80)) << "and within";
}

TEST(EpsilonGreedy, AsksTheBestButForEpsilon) {
  const World world = world_of(10);
  Asking asking(world, three("epsilon_greedy", ", epsilon: 0.3"));
  // The means are 0.4, 0.5 and 0.45. The source with the largest total is not the best.
  asking.learned_counts()[0].totals = {100, 4000, 10, 500, 50, 2250};
  expect_chances(counts_of_three(asking, world), {0.1, 0.8, 0.1});
  Asking greedy(world, three("epsilon_greedy", ", epsilon: 0"));
  greedy.learned_counts()[0].totals = {100, 4000, 10, 500, 50, 2250};
  expect_chances(counts_of_three(greedy, world, 1000), {0, 1, 0});
}

TEST(EpsilonGreedy, TriesAnyOfThoseItKnowsNothingOf) {
  const World world = world_of(10);
  Asking nothing(world, three("epsilon_greedy", ", epsilon: 0"));
  expect_chances(counts_of_three(nothing, world), {1 / 3.0, 1 / 3.0, 1 / 3.0});
  Asking one(world, three("epsilon_greedy", ", epsilon: 0"));
  one.learned_counts()[0].totals = {0, 0, 10, 1000, 0, 0};
  expect_chances(counts_of_three(one, world), {0.5, 0, 0.5});
  Asking last(world, three("epsilon_greedy", ", epsilon: 0.3"));
  last.learned_counts()[0].totals = {5, 500, 10, 1000, 0, 0};
  expect_chances(counts_of_three(last, world), {0.1, 0.1, 0.8});
}

// A source that was asked but never listened to is known: it counts as the worst source, not as an
// unknown one.
TEST(EpsilonGreedy, KnowsWhatWasNeverListenedTo) {
  const World world = world_of(10);
  Asking asking(world, three("epsilon_greedy", ", epsilon: 0"));
  asking.learned_counts()[0].totals = {7, 0, 7, 0, 7, 7};
  expect_chances(counts_of_three(asking, world, 1000), {0, 0, 1});
}

TEST(EpsilonGreedy, TriesLessFromDayToDay) {
  const World world = world_of(10);
  Asking asking(world, three("epsilon_greedy", ", epsilon: 0.6, decay: 0.5"));
  asking.learned_counts()[0].totals = {1, 10, 1, 90, 1, 20};
  for (const double epsilon : {0.6, 0.3, 0.15}) {
    SCOPED_TRACE(epsilon);
    expect_chances(counts_of_three(asking, world), {epsilon / 3, 1 - epsilon * 2 / 3, epsilon / 3});
    asking.end_day();
  }
}

TEST(EpsilonGreedy, WithoutDecayTriesOnForEver) {
  const World world = world_of(10);
  Asking asking(world, three("epsilon_greedy", ", epsilon: 0.6"));
  asking.learned_counts()[0].totals = {1, 10, 1, 90, 1, 20};
  asking.learned_counts()[0].days = 1000;
  expect_chances(counts_of_three(asking, world), {0.2, 0.6, 0.2});
}

TEST(Thompson, AsksAsOftenAsItsDrawIsLargest) {
  const World world = world_of(10);
  Asking asking(world, three("thompson"));
  expect_chances(counts_of_three(asking, world), {1 / 3.0, 1 / 3.0, 1 / 3.0});
  // Recommendations and listened part of each source: 8 with 4.5, 3 with 1.2, 12 with 7.
  asking.learned_counts()[0].totals = {8, 450, 3, 120, 12, 700};
  const std::vector<double> chances =
      chances_to_be_largest({boost::math::beta_distribution<>(1 + 4.5, 1 + 3.5),
                             boost::math::beta_distribution<>(1 + 1.2, 1 + 1.8),
                             boost::math::beta_distribution<>(1 + 7.0, 1 + 5.0)});
  ASSERT_NEAR(chances[0] + chances[1] + chances[2], 1.0, 1e-6) << "the test's own integral";
  expect_chances(counts_of_three(asking, world), chances);
}

TEST(Thompson, SettlesOnTheBest) {
  const World world = world_of(10);
  Asking asking(world, three("thompson"));
  // The standard errors are a hundredth or less, so the sources are 20 standard errors apart.
  asking.learned_counts()[0].totals = {10'000, 500'000, 10'000, 300'000, 10'000, 700'000};
  expect_chances(counts_of_three(asking, world, 1000), {0, 0, 1});
}

TEST(Bandits, RefuseWhatIsNone) {
  const auto reading = [](const std::string& yaml) {
    return [yaml] { read_recommender(parse_yaml(yaml, "test"), "test"); };
  };
  for (const std::string name : {"epsilon_greedy", "thompson"}) {
    EXPECT_THAT(reading("{" + name + ": []}"),
                ThrowsMessage<UserError>(HasSubstr(name + ".of' is an empty list")));
    EXPECT_THAT(reading(name), ThrowsMessage<UserError>(HasSubstr("needs 'of'")));
    EXPECT_THAT(reading("{" + name + ": [randon]}"),
                ThrowsMessage<UserError>(HasSubstr("did you mean 'random'?")));
  }
  EXPECT_THAT(reading("{epsilon_greedy: {of: [random], epsilon: 1.5}}"),
              ThrowsMessage<UserError>(HasSubstr("epsilon_greedy.epsilon")));
  EXPECT_THAT(reading("{epsilon_greedy: {of: [random], decay: 2}}"),
              ThrowsMessage<UserError>(HasSubstr("epsilon_greedy.decay")));
}

}  // namespace
}  // namespace reprise
