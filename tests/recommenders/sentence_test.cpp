#include "recommenders/sentence.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/support/parameters/input_file.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

RecommenderRecipe read(const std::string& yaml) {
  return read_recommender(parse_yaml(yaml, "test"), "test");
}
auto reading(const std::string& yaml) {
  return [yaml] { read(yaml); };
}

class SentenceTest : public testing::Test {
 protected:
  SentenceTest()
      : lists_(folder_.write(
            "lists.json", "{\"track\": 1, \"tracks\": [5, 6]}\n{\"track\": 2, \"tracks\": []}\n")) {
  }

  TemporaryFolder folder_;
  World world_ = world_of(10);
  std::string lists_;
};

TEST_F(SentenceTest, MayLeaveOutAllButCandidates) {
  EXPECT_EQ(write_yaml(read("{candidates: artist}").resolved),
            write_yaml(read("{sentence: {candidates: artist}}").resolved));
  Asking asking(world_, "{candidates: artist}");
  EXPECT_EQ(asking.ask(played(world_, {4, 7}), 0).track, 7u) << "anchored at the previous track";
}

TEST_F(SentenceTest, RefusesWhatIsNoSentence) {
  EXPECT_THAT(reading("{anchor: first_track}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'candidates'")));
  EXPECT_THAT(reading("{candidates: , pick: first}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'candidates'")));
  EXPECT_THAT(reading("{candidates: catalog, pik: first}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'pick'?")));
  EXPECT_THAT(reading("{candidates: catlog}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'catalog'?")));
  EXPECT_THAT(reading("{candidates: catalog, exhausted: never}"),
              ThrowsMessage<UserError>(HasSubstr("fallback | restart")));
  EXPECT_THAT(reading("{candidates: {item_list: }}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'file'")));
  EXPECT_THAT(reading("{candidates: {item_list: {file: }}}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'file'")));
}

TEST_F(SentenceTest, TalliesWhyTheFallbackWasAsked) {
  Asking asking(world_, fmt::format("{{candidates: {{item_list: {}}}, exclude: session, pick: "
                                    "first, fallback: {{top_pop: 1}}}}",
                                    lists_));
  const auto ask = [&](std::initializer_list<TrackId> tracks) {
    return asking.ask(played(world_, tracks), 0);
  };
  const Answer listed = ask({1});
  EXPECT_EQ(listed.track, 5u);
  EXPECT_EQ(listed.tally.fallbacks(), 0u);
  for (const Answer& missing : {ask({2}), ask({3})}) {
    EXPECT_EQ(missing.track, 0u) << "top_pop 1";
    EXPECT_EQ(missing.tally.no_list, 1u) << "an empty list is none";
    EXPECT_EQ(missing.tally.exhausted, 0u);
  }
  const Answer exhausted = ask({5, 6, 1});
  EXPECT_EQ(exhausted.track, 0u);
  EXPECT_EQ(exhausted.tally.no_list, 0u);
  EXPECT_EQ(exhausted.tally.exhausted, 1u);
}

TEST_F(SentenceTest, ARecommendationFallsBackOnceHoweverLongTheChain) {
  Asking asking(world_, fmt::format("{{candidates: {{item_list: {0}}}, fallback: {{candidates: "
                                    "artist, exclude: session, fallback: {{top_pop: 1}}}}}}",
                                    lists_));
  const Answer answer = asking.ask(played(world_, {4}), 0);
  EXPECT_EQ(answer.track, 0u);
  EXPECT_EQ(answer.tally.no_list, 1u);
  EXPECT_EQ(answer.tally.exhausted, 0u);
}

TEST_F(SentenceTest, RestartsTheListWhenAskedTo) {
  Asking asking(world_, fmt::format("{{candidates: {{item_list: {}}}, exclude: session, pick: "
                                    "first, exhausted: restart, fallback: {{top_pop: 1}}}}",
                                    lists_));
  const Answer restarted = asking.ask(played(world_, {6, 5, 1}), 0);
  EXPECT_EQ(restarted.track, 5u) << "the head, although it was played";
  EXPECT_EQ(restarted.tally.fallbacks(), 0u) << "no fallback was asked";
  EXPECT_EQ(asking.ask(played(world_, {1, 5, 1}), 0).track, 6u) << "not while one is left";
  const Answer missing = asking.ask(played(world_, {3}), 0);
  EXPECT_EQ(missing.track, 0u) << "there is nothing to restart";
  EXPECT_EQ(missing.tally.no_list, 1u);
}

TEST_F(SentenceTest, WithoutAFallbackFallsBackToAnyTrack) {
  Asking asking(world_, fmt::format("{{candidates: {{item_list: {}}}}}", lists_));
  std::vector<bool> seen(10, false);
  for (std::uint64_t episode = 0; episode < 1000; ++episode) {
    seen[asking.ask(played(world_, {3}), episode).track] = true;
  }
  // The chance that 1000 draws miss one of the ten tracks is 10 x 0.9^1000 = 2e-45.
  EXPECT_THAT(seen, testing::Each(true));
}

TEST_F(SentenceTest, WarnsWhenFirstIsNotBest) {
  const auto warnings = [&](const std::string& yaml) {
    return Asking(world_, yaml).build().warnings;
  };
  EXPECT_THAT(warnings(fmt::format("{{candidates: {{item_list: {}}}, pick: first}}", lists_)),
              ElementsAre(HasSubstr("not known to begin with the best")));
  EXPECT_THAT(warnings(fmt::format("{{candidates: {{item_list: {}}}, pick: {{top: 2}}}}", lists_)),
              ElementsAre(HasSubstr("'top'")));
  EXPECT_THAT(
      warnings(fmt::format(
          "{{candidates: {{item_list: {{file: {}, ordered: true}}}}, pick: first}}", lists_)),
      IsEmpty());
  EXPECT_THAT(warnings(fmt::format("{{candidates: {{item_list: {}}}, pick: uniform}}", lists_)),
              IsEmpty());
  EXPECT_THAT(warnings("{candidates: {top_tracks: 3}, pick: first}"), IsEmpty());
}

// The neighbours that a sentence asks for depend on its own anchor, not on the anchor of its
// fallback.
TEST_F(SentenceTest, SaysWhoseNeighboursItNeeds) {
  const auto needs = [&](const std::string& yaml) {
    std::vector<std::pair<NearestOf, std::uint32_t>> found;
    const Asking asking(world_, yaml);
    for (const NearestNeed& need : asking.build().nearest_needs) {
      found.emplace_back(need.of, need.count);
    }
    return found;
  };
  using Needs = std::vector<std::pair<NearestOf, std::uint32_t>>;
  EXPECT_EQ(needs("{candidates: artist}"), Needs{});
  EXPECT_EQ(needs("{candidates: {nearest: 4}}"), (Needs{{NearestOf::all_tracks, 4}}));
  EXPECT_EQ(needs("{anchor: first_track, candidates: {nearest: 4}}"),
            (Needs{{NearestOf::first_tracks, 4}}));
  EXPECT_EQ(needs("{anchor: first_track, candidates: {nearest: 99}}"),
            (Needs{{NearestOf::first_tracks, 10}}))
      << "no more than there are";
  EXPECT_EQ(needs("{anchor: first_track, candidates: {nearest: 4}, fallback: {candidates: "
                  "{nearest: 3}}}"),
            (Needs{{NearestOf::first_tracks, 4}, {NearestOf::all_tracks, 3}}));
  EXPECT_EQ(needs("{candidates: {nearest: 3}, fallback: {anchor: {first_track: user}, candidates: "
                  "{nearest: 4}}}"),
            (Needs{{NearestOf::all_tracks, 3}, {NearestOf::first_tracks, 4}}));
  EXPECT_TRUE(Asking(world_, "{candidates: {nearest: 4}}").capabilities().privileged);
  EXPECT_FALSE(Asking(world_, "{candidates: {nearest: 4}}").capabilities().observes_latent_state);
}

TEST_F(SentenceTest, AsksForTheHistoryItReads) {
  const auto reads_history = [&](const std::string& yaml) {
    return Asking(world_, yaml).capabilities().reads_history;
  };
  EXPECT_FALSE(reads_history("{anchor: best_track, candidates: artist, exclude: session}"));
  EXPECT_TRUE(reads_history("{candidates: artist, exclude: user}"));
  EXPECT_TRUE(reads_history("{anchor: {best_track: user}, candidates: artist}"));
  EXPECT_TRUE(reads_history("{anchor: {first_track: user}, candidates: artist}"));
  EXPECT_TRUE(reads_history("{anchor: {weighted_history: {scope: user}}, candidates: artist}"));
  EXPECT_TRUE(reads_history("{candidates: artist, fallback: {candidates: artist, exclude: user}}"));
}

TEST_F(SentenceTest, MayBeAFile) {
  folder_.write("inner.yaml", "{candidates: {top_tracks: 1}}\n");
  const std::string outer =
      folder_.write("outer.yaml", "{candidates: {item_list: lists.json}, fallback: inner.yaml}\n");
  Asking asking(world_, outer);
  EXPECT_EQ(asking.ask(played(world_, {3}), 0).track, 0u);
  EXPECT_THAT(reading((folder_.path() / "absent.yaml").string()),
              ThrowsMessage<UserError>(HasSubstr("there is no file")));
  const std::string itself =
      folder_.write("itself.yaml", "{candidates: artist, fallback: itself.yaml}");
  EXPECT_THAT(reading(itself), ThrowsMessage<UserError>(HasSubstr("include itself?")));
  EXPECT_NO_THROW(read(outer)) << "and afterwards all is as before";
}

// The resolved YAML that a run writes for a recommender can be run again, from any place.
TEST_F(SentenceTest, ResolvesToWhatItReads) {
  for (const std::string& yaml :
       {std::string("random"), std::string("{top_pop: 7}"), std::string("{candidates: artist}"),
        fmt::format("{{anchor: {{first_track: user}}, candidates: {{item_list: {}}}, exclude: "
                    "session, pick: {{top: 3}}, exhausted: restart, fallback: {{one_of: [[0.3, "
                    "random], [1, {{switch: {{below: [[0.25, oracle]], otherwise: sticky_artist}}}}"
                    "]]}}}}",
                    lists_)}) {
    const std::string resolved = write_yaml(with_paths_from(read(yaml).resolved, {}));
    EXPECT_EQ(write_yaml(with_paths_from(read(resolved).resolved, {})), resolved);
  }
}

TEST_F(SentenceTest, IsToldFromANameByItsKeys) {
  EXPECT_TRUE(is_sentence(parse_yaml("{pick: first}", "x")));
  EXPECT_FALSE(is_sentence(parse_yaml("{top_pop: 5}", "x")));
  EXPECT_FALSE(is_sentence(parse_yaml("random", "x")));
  EXPECT_THAT(reading("{anchr: first_track}"), ThrowsMessage<UserError>(HasSubstr("anchr")));
  EXPECT_THAT(reading(""), ThrowsMessage<UserError>(HasSubstr("one recommender")));
}

}  // namespace
}  // namespace reprise
