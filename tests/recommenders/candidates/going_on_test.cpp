// Tests that candidates that go on from what they made a step before make what they would make
// anew, and that a pick takes from unsorted lists what it takes from sorted ones.
#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/sessions/session_draws.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/listing.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

constexpr const char* kLiked = "{each: {anchor: {liked: {above: 0.3, which: last}}, candidates: ";

// Returns candidates that look back on the session, from lists that last and lists that do not,
// with and without scores and repeated tracks.
std::vector<std::string> candidates(const std::string& twice) {
  const std::string liked = kLiked;
  const std::string first = "{of_anchor: {anchor: first_track, candidates: {nearest: 20}}}";
  const std::string best = "{of_anchor: {anchor: best_track, candidates: {nearest: 15}}}";
  const std::string drawn =
      "{of_anchor: {anchor: {liked: {above: 0.3, which: random}}, candidates: {nearest: 9}}}";
  const std::string fused = "{fuse: [" + first + ", " + best + ", {user_nearest: 12}]}";
  return {
      liked + "{nearest: 12}}}",
      liked + "{nearest: 12}, most: 3}}",
      liked + "{capped: {candidates: {nearest: 12}, per_artist: 1}}}}",
      "{union: [{nearest: 10}, " + liked + "{nearest: 12}}}]}",
      "{union: [" + liked + "{nearest: 12}}}, {nearest: 10}, " + twice + "]}",
      "{union: [" + best + ", {played: 0.4}, artist]}",
      "{interleave: [" + best + ", " + twice + "]}",
      "{intersect: [{top_tracks: 100}, " + liked + "{nearest: 60}, most: 3}}]}",
      "{intersect: [{top_tracks: 100}, " + liked + "{nearest: 110}}}]}",
      "{intersect_else_union: [{top_tracks: 50}, " + liked + "{nearest: 40}}}]}",
      "{intersect_else_union: [{user_nearest: 12}, {nearest: 5}]}",
      "{intersect_else_union: [" + twice + ", " + best + "]}",
      "{difference: [" + first + ", " + liked + "{nearest: 6}}}]}",
      fused,
      "{fuse: {of: [" + first + ", " + drawn + ", " + twice + "], by: votes, weights: [2, 1, 3]}}",
      "{fuse: [" + first + ", " + fused + "]}",
      "{artist_fatigue: {candidates: " + fused + ", factor: 0.5, by: score}}",
      "{artist_fatigue: {candidates: " + fused + ", factor: 0.9}}",
      "{artist_fatigue: {candidates: " + twice + ", factor: 0.6}}",
      "{artist_fatigue: {candidates: {nearest: 30}, factor: 0, by: score}}",
      "{artist_fatigue: {candidates: catalog, factor: 0.7}}",
  };
}

// Returns a world whose sessions do not end.
World endless_world() {
  WorldData data;
  generate_world(data, {.tracks = 120, .users = 20, .dim = 4});
  for (UserTraits& traits : data.traits) traits.session_budget = 1'000'000;
  for (TrackId rank = 0; rank < 120; ++rank) data.top_tracks.push_back(rank * 7 % 120);
  return make_world(std::move(data));
}

class GoingOn : public testing::Test {
 protected:
  GoingOn() : world_(endless_world()), nearest_(world_.catalog.embeddings) {
    std::vector<NearestQuery> queries;
    for (TrackId track = 0; track < 120; ++track) queries.push_back({track, 1000});
    nearest_.require(queries);
    std::string lines;
    for (TrackId track = 0; track < 120; track += 2) {
      lines += fmt::format("{{\"track\": {}, \"tracks\": [{}, {}, {}, {}]}}\n", track, track,
                           (track + 7) % 120, track, (track * 5 + 1) % 120);
    }
    twice_ = fmt::format("{{item_list: {{file: {}, ordered: true}}}}",
                         folder_.write("twice.json", lines));
  }

  // Calls visit(session) at the steps of some long sessions, and begin() before each session.
  template <class Begin, class Visit>
  void for_each_step(Begin begin, Visit visit) const {
    Stream stream(stream_key(4, "going_on_test"), 0);
    for (std::uint64_t episode = 0; episode < 5; ++episode) {
      Session session;
      session.start(world_, start_of(StreamDraws(world_, 3).start(episode), nearest_));
      begin();
      for (std::uint32_t step = 0; step < 60; ++step) {
        // Not every step is asked, as where sentences take turns.
        if (uniform_index(stream, 4) > 0) visit(session);
        // Some tracks are neighbours of the one before, which are listened to for longer.
        const TrackId last = session.playbacks().last();
        session.play(uniform_index(stream, 2) == 0 ? nearest_.of(last)[uniform_index(stream, 12)]
                                                   : uniform_index(stream, 120),
                     0);
        if (testing::Test::HasFailure()) return;
      }
    }
  }

  TemporaryFolder folder_;
  World world_;
  NearestTracks nearest_;
  std::string twice_;  // lists that have a track twice
};

TEST_F(GoingOn, MakesWhatIsMadeAnew) {
  for (const std::string& yaml : candidates(twice_)) {
    SCOPED_TRACE(yaml);
    Listing going_on(world_, yaml);
    Listing anew(world_, yaml);
    std::size_t tracks = 0;
    for_each_step([&] { going_on.clear(); },
                  [&](const Session& session) {
                    const TrackId anchor = session.playbacks().last();
                    anew.clear();
                    const Listed expected = anew.of(anchor, session);
                    const Listed listed = going_on.of(anchor, session);
                    ASSERT_EQ(listed.tracks, expected.tracks);
                    ASSERT_EQ(listed.scores, expected.scores);
                    ASSERT_EQ(listed.ordered, expected.ordered);
                    tracks += listed.tracks.size();
                  });
    EXPECT_GT(tracks, 200u) << "there are lists to compare";
  }
}

// The head of a list that nothing sorted is that of the sorted list, before and after tracks are
// excluded, and when all are and the list is restarted.
TEST_F(GoingOn, TakesTheHeadOfUnsortedLists) {
  for (const std::string& yaml : candidates(twice_)) {
    if (yaml.find("which: random") != std::string::npos) continue;  // its draws are the step's
    SCOPED_TRACE(yaml);
    Listing sorted(world_, yaml);
    Asking asking(world_, "{candidates: " + yaml +
                              ", exclude: session, pick: first, exhausted: restart, fallback: "
                              "{candidates: {top_tracks: 1}, pick: first}}");
    const TrackId fallback = Asking(world_, "{candidates: {top_tracks: 1}, pick: first}")
                                 .ask(played(world_, {0}), 0)
                                 .track;
    for_each_step(
        [&] {
          asking.clear_scratch();
          sorted.clear();
        },
        [&](const Session& session) {
          const std::vector<TrackId> all = sorted.of(session.playbacks().last(), session).tracks;
          const auto free = std::find_if(all.begin(), all.end(), [&](TrackId track) {
            return !session.playbacks().contains(track);
          });
          const TrackId expected = free != all.end() ? *free : all.empty() ? fallback : all.front();
          ASSERT_EQ(asking.ask(session, 0).track, expected);
          const std::vector<double> told = asking.tell(session);
          ASSERT_EQ(told[expected], 1);
        });
  }
}

}  // namespace
}  // namespace reprise
