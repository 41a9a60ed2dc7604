// Tests candidates that are made of other candidates.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/recommenders/listing.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pointwise;
using testing::StartsWith;
using testing::ThrowsMessage;

using Lines = std::vector<std::pair<TrackId, std::vector<TrackId>>>;

// Lists per track, from files.
class Combined : public testing::Test {
 protected:
  // Returns the YAML of candidates with these lists.
  std::string lists(const Lines& lines, bool ordered = true) {
    std::string text;
    for (const auto& [track, tracks] : lines) {
      text += fmt::format("{{\"track\": {}, \"tracks\": [{}]}}\n", track, fmt::join(tracks, ", "));
    }
    const std::string file = folder_.write(fmt::format("{}.json", ++files_), text);
    return fmt::format("{{item_list: {{file: {}, ordered: {}}}}}", file, ordered);
  }
  std::vector<TrackId> made(const std::string& yaml, TrackId anchor) {
    return Listing(world_, yaml).of(anchor);
  }

  World world_ = world_of(12);
  TemporaryFolder folder_;
  int files_ = 0;
  std::string a_ = lists({{0, {5, 1, 3}}, {2, {7}}, {3, {8, 9}}});
  std::string b_ = lists({{0, {3, 4, 5, 6}}, {1, {2}}, {3, {10}}});
};

TEST_F(Combined, UnionIsListAfterList) {
  const std::string both = fmt::format("{{union: [{}, {}]}}", a_, b_);
  EXPECT_THAT(made(both, 0), ElementsAre(5, 1, 3, 4, 6));
  EXPECT_THAT(made(both, 1), ElementsAre(2)) << "a missing list adds nothing";
  EXPECT_THAT(made(both, 2), ElementsAre(7));
  EXPECT_THAT(made(both, 4), IsEmpty());
  EXPECT_THAT(made(fmt::format("{{union: [{}]}}", a_), 3), ElementsAre(8, 9));
}

TEST_F(Combined, InterleaveTakesOneOfEachInTurn) {
  const std::string both = fmt::format("{{interleave: [{}, {}]}}", a_, b_);
  EXPECT_THAT(made(both, 0), ElementsAre(5, 3, 1, 4, 6));
  EXPECT_THAT(made(both, 1), ElementsAre(2));
  EXPECT_THAT(made(both, 3), ElementsAre(8, 10, 9));
  EXPECT_THAT(made(both, 4), IsEmpty());
}

TEST_F(Combined, IntersectIsWhatAllHave) {
  const std::string both = fmt::format("{{intersect: [{}, {}]}}", a_, b_);
  EXPECT_THAT(made(both, 0), ElementsAre(5, 3)) << "in the order of the first";
  EXPECT_THAT(made(fmt::format("{{intersect: [{}, {}]}}", b_, a_), 0), ElementsAre(3, 5));
  EXPECT_THAT(made(both, 3), IsEmpty()) << "nothing in common";
  EXPECT_THAT(made(both, 1), IsEmpty()) << "a missing list has nothing";
  EXPECT_THAT(made(both, 2), IsEmpty());
  const std::string third = lists({{0, {3, 11}}});
  EXPECT_THAT(made(fmt::format("{{intersect: [{}, {}, {}]}}", a_, b_, third), 0), ElementsAre(3));
  EXPECT_THAT(made(fmt::format("{{intersect: [{}]}}", a_), 0), ElementsAre(5, 1, 3));
}

// A list that names a track several times has one vote; the other lists must have the track too.
TEST_F(Combined, IntersectCountsAListOnce) {
  const std::string twice = lists({{0, {4, 4, 5, 5}}});
  EXPECT_THAT(made(fmt::format("{{intersect: [{}, {}]}}", twice, a_), 0), ElementsAre(5));
}

TEST_F(Combined, IntersectElseUnion) {
  const std::string both = fmt::format("{{intersect_else_union: [{}, {}]}}", a_, b_);
  EXPECT_THAT(made(both, 0), ElementsAre(5, 3));
  EXPECT_THAT(made(both, 3), ElementsAre(8, 9, 10)) << "nothing in common";
  EXPECT_THAT(made(both, 1), ElementsAre(2)) << "nothing in common with a list that is missing";
  EXPECT_THAT(made(both, 4), IsEmpty());
}

// The scores are sums of 1 / (60 + rank): track 5 has ranks 1 and 2, track 3 has 3 and 1, track 1
// has 2, track 4 has 3.
TEST_F(Combined, FuseByReciprocalRank) {
  const std::string other = lists({{0, {3, 5, 4}}});
  const Session session = played(world_, {0});
  Listing fused(world_, fmt::format("{{fuse: [{}, {}]}}", a_, other));
  EXPECT_TRUE(fused.candidates().scored());
  Listed listed = fused.of(0, session);
  EXPECT_TRUE(listed.ordered);
  EXPECT_THAT(listed.tracks, ElementsAre(5, 3, 1, 4));
  EXPECT_THAT(listed.scores,
              Pointwise(testing::FloatEq(),
                        {1 / 61.f + 1 / 62.f, 1 / 63.f + 1 / 61.f, 1 / 62.f, 1 / 63.f}));
  Listing steep(world_, fmt::format("{{fuse: {{of: [{}, {}], k: 0}}}}", a_, other));
  listed = steep.of(0, session);
  EXPECT_THAT(listed.tracks, ElementsAre(5, 3, 1, 4));
  EXPECT_THAT(listed.scores,
              Pointwise(testing::FloatEq(), {1 + 1 / 2.f, 1 / 3.f + 1, 1 / 2.f, 1 / 3.f}));
}

// Track 2 is second in two lists; tracks 1 and 3 are each at the head of one list. With k = 0 two
// second places weigh as much as one head, with a large k nearly twice as much.
TEST_F(Combined, FuseTellsRanksApartByItsK) {
  const std::string of = fmt::format("[{}, {}]", lists({{0, {1, 2}}}), lists({{0, {3, 2}}}));
  EXPECT_THAT(made(fmt::format("{{fuse: {{of: {}, k: 0}}}}", of), 0), ElementsAre(1, 2, 3))
      << "1 each, in the order they came up";
  EXPECT_THAT(made(fmt::format("{{fuse: {}}}", of), 0), ElementsAre(2, 1, 3));
}

TEST_F(Combined, FuseByVotes) {
  const std::string other = lists({{0, {3, 5, 4}}});
  const std::string third = lists({{0, {9, 3}}});
  Listing fused(world_, fmt::format("{{fuse: {{of: [{}, {}, {}], by: votes}}}}", a_, other, third));
  const Listed listed = fused.of(0, played(world_, {0}));
  EXPECT_THAT(listed.tracks, ElementsAre(3, 5, 1, 4, 9)) << "equals in the order they came up";
  EXPECT_THAT(listed.scores, ElementsAre(3, 2, 1, 1, 1));
}

TEST_F(Combined, FuseByWeights) {
  const std::string of = fmt::format("[{}, {}]", lists({{0, {1, 2}}}), lists({{0, {3, 2}}}));
  const Session session = played(world_, {0});
  Listing ranks(world_, fmt::format("{{fuse: {{of: {}, k: 0, weights: [1, 4]}}}}", of));
  const Listed listed = ranks.of(0, session);
  EXPECT_THAT(listed.tracks, ElementsAre(3, 2, 1));
  EXPECT_THAT(listed.scores, ElementsAre(4, 2.5f, 1));
  Listing votes(world_, fmt::format("{{fuse: {{of: {}, by: votes, weights: [1, 4]}}}}", of));
  EXPECT_THAT(votes.of(0, session).scores, ElementsAre(5, 4, 1));
  EXPECT_THAT([&] { Listing(world_, fmt::format("{{fuse: {{of: {}, weights: [1]}}}}", of)); },
              ThrowsMessage<UserError>(HasSubstr("1 weights for 2 candidates")));
  EXPECT_THAT([&] { Listing(world_, fmt::format("{{fuse: {{of: {}, weights: [1, 0]}}}}", of)); },
              ThrowsMessage<UserError>(HasSubstr("expected weights above 0")));
}

TEST_F(Combined, DifferenceIsTheFirstWithoutTheOthers) {
  const std::string both = fmt::format("{{difference: [{}, {}]}}", a_, b_);
  EXPECT_THAT(made(both, 0), ElementsAre(1));
  EXPECT_THAT(made(both, 1), IsEmpty()) << "what the first lacks, the others do not add";
  EXPECT_THAT(made(both, 2), ElementsAre(7)) << "a missing list takes nothing away";
  EXPECT_THAT(made(fmt::format("{{difference: [{}]}}", a_), 3), ElementsAre(8, 9));
  const World artists = handmade_world({{0, 50}, {1, 50}, {0, 50}, {2, 50}});
  EXPECT_THAT(Listing(artists, "{difference: [catalog, artist]}").of(2), ElementsAre(1, 3));
}

TEST_F(Combined, ScoredAboveKeepsHighScores) {
  const std::string votes = fmt::format("{{fuse: {{of: [{}, {}], by: votes}}}}", a_, b_);
  const auto above = [&](double score) {
    return made(fmt::format("{{scored_above: {{candidates: {}, score: {}}}}}", votes, score), 0);
  };
  EXPECT_THAT(above(1), ElementsAre(5, 3, 1, 4, 6));
  EXPECT_THAT(above(2), ElementsAre(5, 3)) << "the limit itself stays";
  EXPECT_THAT(above(2.5), IsEmpty());
  EXPECT_THAT(
      [&] { Listing(world_, "{scored_above: {candidates: artist, score: 1}}"); },
      ThrowsMessage<UserError>(HasSubstr("'scored_above' needs scores, and 'artist' has none")));
}

// Every track has the ranks 1, 2, 3, 4 and 5, each in another order. The sums must be equal,
// however they are rounded on the way, and equal tracks keep the order in which they were added.
TEST_F(Combined, FuseKeepsEqualsInOrder) {
  std::vector<std::string> of;
  for (TrackId shift = 0; shift < 5; ++shift) {
    std::vector<TrackId> list;
    for (TrackId i = 0; i < 5; ++i) list.push_back((i + shift) % 5);
    of.push_back(lists({{0, list}}));
  }
  EXPECT_THAT(made(fmt::format("{{fuse: [{}]}}", fmt::join(of, ", ")), 0),
              ElementsAre(0, 1, 2, 3, 4));
}

// A list that names a track twice has one vote for the track: the first.
TEST_F(Combined, FuseCountsAListOnce) {
  const std::string twice = lists({{0, {4, 4, 4, 1}}});
  const std::string other = lists({{0, {1, 6}}});
  const Session session = played(world_, {0});
  Listing votes(world_, fmt::format("{{fuse: {{of: [{}, {}], by: votes}}}}", twice, other));
  EXPECT_THAT(votes.of(0, session).tracks, ElementsAre(1, 4, 6));
  EXPECT_THAT(votes.of(0, session).scores, ElementsAre(2, 1, 1));
  Listing ranks(world_, fmt::format("{{fuse: {{of: [{}, {}], k: 0}}}}", twice, other));
  EXPECT_THAT(ranks.of(0, session).tracks, ElementsAre(1, 4, 6));
  EXPECT_THAT(ranks.of(0, session).scores,
              Pointwise(testing::FloatEq(), {1 / 4.f + 1, 1.f, 1 / 2.f}));
}

// A list made at one step must not contain anything of an earlier step.
TEST_F(Combined, AreMadeAnewEachTime) {
  for (const char* name : {"union", "interleave", "intersect", "intersect_else_union", "fuse"}) {
    SCOPED_TRACE(name);
    Listing combined(world_, fmt::format("{{{}: [{}, {}]}}", name, a_, b_));
    const std::vector<TrackId> first = combined.of(0);
    ASSERT_THAT(first, testing::Contains(5));
    EXPECT_THAT(combined.of(3), testing::Not(testing::Contains(5)));
    EXPECT_EQ(combined.of(0), first);
  }
}

TEST_F(Combined, AreOrderedWhenAllTheirPartsAre) {
  const std::string loose = lists({{0, {1, 2}}}, false);
  const Session session = played(world_, {0});
  for (const char* name : {"union", "interleave", "intersect", "intersect_else_union"}) {
    SCOPED_TRACE(name);
    Listing ordered(world_, fmt::format("{{{}: [{}, {}]}}", name, a_, b_));
    EXPECT_TRUE(ordered.candidates().ordered());
    EXPECT_TRUE(ordered.of(0, session).ordered);
    EXPECT_FALSE(ordered.candidates().scored());
    EXPECT_THAT(ordered.of(0, session).scores, IsEmpty());
    Listing mixed(world_, fmt::format("{{{}: [{}, {}]}}", name, a_, loose));
    EXPECT_FALSE(mixed.candidates().ordered());
    EXPECT_FALSE(mixed.of(0, session).ordered);
  }
}

TEST_F(Combined, NeedAPart) {
  for (const std::string name :
       {"union", "interleave", "intersect", "intersect_else_union", "fuse"}) {
    EXPECT_THAT([&] { Listing(world_, "{" + name + ": []}"); },
                ThrowsMessage<UserError>(HasSubstr(name + ".of' is an empty list")));
  }
}

// The liked tracks are 0, 2 and 3; latest first: 3, 2, 0.
class Each : public Combined {
 protected:
  static World times() {
    return handmade_world({{0, 50},
                           {1, 10},
                           {2, 90},
                           {3, 80},
                           {4, 20},
                           {5, 50},
                           {6, 50},
                           {7, 50},
                           {8, 50},
                           {9, 50},
                           {10, 50},
                           {11, 50}});
  }
  std::vector<TrackId> made_for_session(const std::string& yaml) {
    return Listing(times_, yaml).of(1, session_).tracks;
  }

  World times_ = times();
  Session session_ = played(times_, {0, 1, 2, 4, 3});
};

TEST_F(Each, IsTheUnionOverAllAnchors) {
  const auto each = [&](const std::string& candidates, const std::string& more = "") {
    return fmt::format("{{each: {{anchor: {{liked: 0.5}}, candidates: {}{}}}}}", candidates, more);
  };
  EXPECT_THAT(made_for_session(each(a_)), ElementsAre(8, 9, 7, 5, 1, 3));
  EXPECT_THAT(made_for_session(each(b_)), ElementsAre(10, 3, 4, 5, 6)) << "2 has no list";
  EXPECT_THAT(made_for_session(each(a_, ", most: 2")), ElementsAre(8, 9, 7));
  EXPECT_THAT(made_for_session(each(a_, ", most: 1")), ElementsAre(8, 9));
  EXPECT_THAT(made_for_session(each(lists({{4, {1}}}))), IsEmpty());
}

TEST_F(Each, IsAsManyListsInACombination) {
  const std::string similar = lists({{0, {6, 7}}, {2, {7, 8}}, {3, {8, 7, 9}}});
  const std::string each =
      fmt::format("{{each: {{anchor: {{liked: 0.5}}, candidates: {}}}}}", similar);
  // The lists of the anchors are 8 7 9, 7 8 and 6 7.
  Listing votes(times_, fmt::format("{{fuse: {{of: [{}], by: votes}}}}", each));
  EXPECT_THAT(votes.of(1, session_).tracks, ElementsAre(7, 8, 9, 6));
  EXPECT_THAT(votes.of(1, session_).scores, ElementsAre(3, 2, 1, 1));
  EXPECT_THAT(made_for_session(fmt::format("{{interleave: [{}]}}", each)), ElementsAre(8, 7, 6, 9));
  EXPECT_THAT(made_for_session(fmt::format("{{intersect: [{}]}}", each)), ElementsAre(7));
  EXPECT_THAT(made_for_session(fmt::format("{{union: [{}, {{top_tracks: 2}}]}}", each)),
              ElementsAre(8, 7, 9, 6, 0, 1));
}

// A part that gives three lists does not make up for a part that gives none.
TEST_F(Each, DoesNotHideThatAnotherPartIsMissing) {
  const std::string similar = lists({{0, {6, 7}}, {2, {7, 8}}, {3, {8, 7, 9}}});
  const std::string none = lists({{11, {7}}});
  const std::string of =
      fmt::format("[{{each: {{anchor: {{liked: 0.5}}, candidates: {}}}}}, {}]", similar, none);
  EXPECT_THAT(made_for_session("{intersect: " + of + "}"), IsEmpty());
  EXPECT_THAT(made_for_session("{intersect_else_union: " + of + "}"), ElementsAre(8, 7, 9, 6));
}

// Lists that are made while they are asked for must be kept until all lists are there.
TEST_F(Each, KeepsListsThatDoNotLast) {
  const std::string similar = lists({{0, {6, 7}}, {2, {7, 8}}, {3, {8, 7, 9}}});
  for (const std::string& wrapped :
       {fmt::format("{{capped: {{candidates: {}}}}}", similar),
        fmt::format("{{union: [{}]}}", similar),
        fmt::format("{{artist_fatigue: {{candidates: {}}}}}", similar)}) {
    SCOPED_TRACE(wrapped);
    Listing fused(times_, fmt::format("{{fuse: {{of: [{{each: {{anchor: {{liked: 0.5}}, "
                                      "candidates: {}}}}}], by: votes}}}}",
                                      wrapped));
    EXPECT_THAT(fused.of(1, session_).tracks, ElementsAre(7, 8, 9, 6));
  }
}

// Earlier sessions count if the anchor reads the history.
TEST_F(Each, TakesAnchorsOfTheUser) {
  const UserHistory history = history_of(times_, {{2, 3}});
  const std::string yaml = fmt::format(
      "{{each: {{anchor: {{liked: {{above: 0.5, scope: user}}}}, candidates: {}}}}}", a_);
  Listing each(times_, yaml);
  EXPECT_TRUE(each.capabilities().reads_history);
  EXPECT_THAT(each.of(1, played(times_, {0}), &history).tracks, ElementsAre(5, 1, 3, 8, 9, 7));
}

// The anchor of `each` must not change the neighbours that a part beside it asks for.
TEST_F(Each, LeavesTheSentencesAnchorToOthers) {
  const Asking asking(world_,
                      "{anchor: first_track, candidates: {union: [{each: {anchor: liked, "
                      "candidates: {nearest: 3}}}, {nearest: 5}]}}");
  ASSERT_EQ(asking.build().nearest_needs.size(), 2u);
  EXPECT_EQ(asking.build().nearest_needs[0].of, NearestOf::all_tracks);
  EXPECT_EQ(asking.build().nearest_needs[0].count, 3u);
  EXPECT_EQ(asking.build().nearest_needs[1].of, NearestOf::first_tracks);
  EXPECT_EQ(asking.build().nearest_needs[1].count, 5u);
}

TEST_F(Combined, OfAnchorAsksWithItsOwn) {
  Listing own(world_, fmt::format("{{of_anchor: {{anchor: first_track, candidates: {}}}}}", a_));
  EXPECT_THAT(own.of(3, played(world_, {0, 3})).tracks, ElementsAre(5, 1, 3));
  EXPECT_THAT(own.of(3, played(world_, {3, 0})).tracks, ElementsAre(8, 9));
  EXPECT_THAT(own.of(3, played(world_, {1, 3})).tracks, IsEmpty());
  EXPECT_TRUE(own.candidates().ordered());
}

TEST_F(Combined, OfAnchorTriesItsAnchorsUntilThereIsAList) {
  Listing own(world_, fmt::format("{{of_anchor: {{anchor: {{liked: {{above: 0.3, which: last}}}}, "
                                  "candidates: {}}}}}",
                                  a_));
  EXPECT_THAT(own.of(11, played(world_, {0, 2, 5, 6})).tracks, ElementsAre(7));
  EXPECT_THAT(own.of(11, played(world_, {5, 6})).tracks, IsEmpty());
}

TEST_F(Combined, OfAnchorLeavesTheSentencesAnchorToOthers) {
  const Asking asking(world_,
                      "{anchor: first_track, candidates: {union: [{of_anchor: {anchor: best_track, "
                      "candidates: {nearest: 3}}}, {nearest: 5}]}}");
  ASSERT_EQ(asking.build().nearest_needs.size(), 2u);
  EXPECT_EQ(asking.build().nearest_needs[0].of, NearestOf::all_tracks);
  EXPECT_EQ(asking.build().nearest_needs[1].of, NearestOf::first_tracks);
}

// Artists 0, 1 and 2 have two tracks each; track 6 is a third track of artist 0.
class OfArtists : public Combined {
 protected:
  // Returns the YAML of candidates with a list for track 0 that has scores.
  std::string scored(const std::string& tracks, const std::string& scores) {
    const std::string file = folder_.write(
        "scored.json",
        fmt::format("{{\"track\": 0, \"tracks\": [{}], \"scores\": [{}]}}\n", tracks, scores));
    return fmt::format("{{item_list: {{file: {}, ordered: true}}}}", file);
  }

  World artists_ = handmade_world({{0, 50}, {0, 50}, {1, 50}, {1, 50}, {2, 50}, {2, 50}, {0, 50}});
};

TEST_F(OfArtists, CappedTakesTheFirstOfEach) {
  const std::string all = lists({{0, {1, 0, 2, 6, 3, 4, 1, 5}}});
  const auto capped = [&](int n) {
    return Listing(artists_, fmt::format("{{capped: {{candidates: {}, per_artist: {}}}}}", all, n))
        .of(0);
  };
  EXPECT_THAT(capped(1), ElementsAre(1, 2, 4));
  EXPECT_THAT(capped(2), ElementsAre(1, 0, 2, 3, 4, 5));
  EXPECT_THAT(capped(3), ElementsAre(1, 0, 2, 6, 3, 4, 5)) << "each track once";
}

TEST_F(OfArtists, CappedKeepsScoresAndOrder) {
  Listing capped(artists_, fmt::format("{{capped: {{candidates: {}, per_artist: 1}}}}",
                                       scored("1, 0, 2, 3", "4, 3, 2, -1")));
  EXPECT_TRUE(capped.candidates().scored());
  const Listed listed = capped.of(0, played(artists_, {0}));
  EXPECT_THAT(listed.tracks, ElementsAre(1, 2));
  EXPECT_THAT(listed.scores, ElementsAre(4, 2));
  Listing loose(artists_, "{capped: {candidates: artist, per_artist: 2}}");
  EXPECT_FALSE(loose.candidates().ordered());
  EXPECT_FALSE(loose.of(0, played(artists_, {0})).ordered);
  EXPECT_THAT(loose.of(0, played(artists_, {0})).tracks, ElementsAre(0, 1));
  EXPECT_THAT(loose.of(0, played(artists_, {0})).scores, IsEmpty());
}

// The tracks are worth 1, 3/4, 1/2, 1/4 by rank. Artist 0 was played twice and artist 1 once.
TEST_F(OfArtists, FatigueByRank) {
  const std::string all = lists({{0, {1, 2, 4, 6}}});
  const Session session = played(artists_, {0, 6, 3});
  const auto tired = [&](const char* factor) {
    return Listing(artists_,
                   fmt::format("{{artist_fatigue: {{candidates: {}, factor: {}}}}}", all, factor))
        .of(0, session);
  };
  EXPECT_THAT(tired("0.5").tracks, ElementsAre(4, 2, 1, 6));
  EXPECT_THAT(tired("0.5").scores, ElementsAre(0.5f, 0.375f, 0.25f, 0.0625f));
  EXPECT_TRUE(tired("0.5").ordered);
  EXPECT_THAT(tired("1").tracks, ElementsAre(1, 2, 4, 6)) << "nobody tires";
  EXPECT_THAT(tired("0").tracks, ElementsAre(4, 1, 2, 6)) << "who was played comes last, as listed";
  EXPECT_THAT(Listing(artists_, fmt::format("{{artist_fatigue: {{candidates: {}}}}}", all))
                  .of(0, session)
                  .tracks,
              ElementsAre(1, 2, 4, 6))
      << "factor 0.8: 0.64, 0.6, 0.5, 0.16";
}

TEST_F(OfArtists, FatigueByScore) {
  const Session session = played(artists_, {0, 6, 3});
  const auto tired = [&](const std::string& scores) {
    return Listing(artists_, fmt::format("{{artist_fatigue: {{candidates: {}, factor: 0.5, by: "
                                         "score}}}}",
                                         scored("1, 2, 4, 6", scores)))
        .of(0, session);
  };
  EXPECT_THAT(tired("9, 8, 3, 2").tracks, ElementsAre(2, 4, 1, 6));
  EXPECT_THAT(tired("9, 8, 3, 2").scores, ElementsAre(4, 3, 2.25f, 0.5f));
  EXPECT_THAT(tired("-1, 0, -2, -4").tracks, ElementsAre(2, 1, 4, 6))
      << "scores below 0 are not made better";
}

TEST_F(OfArtists, FatigueByScoreAsksForScores) {
  Listing nearest(artists_, "{artist_fatigue: {candidates: {nearest: 3}, by: score}}");
  EXPECT_EQ(nearest.of(0, played(artists_, {0})).tracks.size(), 3u);
  // The error names the place of artist_fatigue, line 2, not the place of its candidates.
  EXPECT_THAT(
      [&] {
        Listing(artists_,
                "artist_fatigue:\n"
                "  by: score\n"
                "  candidates:\n"
                "    capped:\n"
                "      candidates: artist\n");
      },
      ThrowsMessage<UserError>(
          testing::AllOf(StartsWith("test:2:"),
                         HasSubstr("artist_fatigue by score needs candidates with scores"))));
}

TEST_F(OfArtists, FatigueOfAMissingListIsMissing) {
  EXPECT_THAT(
      Listing(artists_, fmt::format("{{artist_fatigue: {{candidates: {}}}}}", lists({{0, {1}}})))
          .of(3),
      IsEmpty());
}

}  // namespace
}  // namespace reprise
