#include "sim/generator/top_tracks.h"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"
#include "sim/random/leave_draws.h"
#include "sim/sessions/session.h"
#include "sim/sessions/session_draws.h"

namespace reprise {
namespace {

using testing::ElementsAreArray;

TEST(TopTracksSessions, AreFewerInSmallCatalogs) {
  EXPECT_EQ(top_tracks_sessions(200'000), 11'000u);
  EXPECT_EQ(top_tracks_sessions(50'000), 11'000u);
  EXPECT_EQ(top_tracks_sessions(5'000), 1'100u);
  EXPECT_EQ(top_tracks_sessions(1), 1u);
}

class TopTracks : public testing::Test {
 protected:
  TopTracks() : world_(made()), nearest_(world_.catalog.embeddings) {
    nearest_.require(top_tracks_queries(world_, kSessions, 1));
  }
  static World made() {
    WorldData data;
    generate_world(data, {.tracks = 120, .users = 40, .dim = 18});
    return make_world(data);
  }
  static constexpr std::uint64_t kSessions = 200;
  World world_;
  NearestTracks nearest_;
};

TEST_F(TopTracks, AreAllTracksOnce) {
  std::vector<TrackId> ranked = rank_top_tracks(world_, nearest_, kSessions, 1);
  std::sort(ranked.begin(), ranked.end());
  std::vector<TrackId> all(120);
  std::iota(all.begin(), all.end(), TrackId{0});
  EXPECT_EQ(ranked, all);
}

TEST_F(TopTracks, AreDeterministic) {
  EXPECT_EQ(rank_top_tracks(world_, nearest_, kSessions, 1),
            rank_top_tracks(world_, nearest_, kSessions, 1));
  EXPECT_NE(rank_top_tracks(world_, nearest_, kSessions, 1),
            rank_top_tracks(world_, nearest_, kSessions / 2, 1));
}

// The definition, computed here a second time: summed times in random sessions, first tracks
// included.
TEST_F(TopTracks, AreRankedByTimeListened) {
  const StreamDraws draws(world_, 1);
  std::vector<std::int64_t> listened(120, 0);
  for (std::uint64_t episode = 0; episode < kSessions; ++episode) {
    Session session;
    session.start(world_, start_of(draws.start(episode), nearest_));
    LeaveDraws leave;
    leave.start(draws.leave_key(), episode);
    Stream pick(stream_key(1, "top_tracks/pick"), episode);
    while (!session.over()) {
      session.play(uniform_index(pick, 120), leave.at(session.recommendations()));
    }
    for (std::size_t i = 0; i < session.playbacks().size(); ++i) {
      listened[session.playbacks().tracks()[i]] += session.playbacks().times()[i];
    }
  }
  std::vector<TrackId> expected(120);
  std::iota(expected.begin(), expected.end(), TrackId{0});
  std::stable_sort(expected.begin(), expected.end(),
                   [&](TrackId a, TrackId b) { return listened[a] > listened[b]; });
  EXPECT_THAT(rank_top_tracks(world_, nearest_, kSessions, 1), ElementsAreArray(expected));
}

}  // namespace
}  // namespace reprise
