#include <gmock/gmock.h>

#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::ElementsAre;

// The tracks of a catalog of six that a sentence lets through.
std::vector<TrackId> allowed(const World& world, const std::string& exclude, const Session& session,
                             const UserHistory* history = nullptr) {
  Asking asking(world, "{candidates: catalog, exclude: " + exclude + "}");
  std::vector<bool> seen(world.catalog.n_tracks(), false);
  // One of at most six is missed in 500 draws with chance 6 x (5/6)^500 = 1.5e-39.
  for (std::uint64_t episode = 0; episode < 500; ++episode) {
    seen[asking.ask(session, episode, history).track] = true;
  }
  std::vector<TrackId> tracks;
  for (TrackId track = 0; track < seen.size(); ++track) {
    if (seen[track]) tracks.push_back(track);
  }
  return tracks;
}

class Excludes : public testing::Test {
 protected:
  World world_ = world_of(6);
  Session session_ = played(world_, {2, 4, 2});
  UserHistory history_ = history_of(world_, {{0, 4}, {5}});
};

TEST_F(Excludes, Nothing) {
  EXPECT_THAT(allowed(world_, "nothing", session_, &history_), ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST_F(Excludes, PreviousTrack) {
  EXPECT_THAT(allowed(world_, "previous_track", session_, &history_), ElementsAre(0, 1, 3, 4, 5));
}

TEST_F(Excludes, Session) {
  EXPECT_THAT(allowed(world_, "session", session_, &history_), ElementsAre(0, 1, 3, 5));
}

TEST_F(Excludes, User) {
  EXPECT_THAT(allowed(world_, "user", session_, &history_), ElementsAre(1, 3));
  const UserHistory nothing;
  EXPECT_THAT(allowed(world_, "user", session_, &nothing), ElementsAre(0, 1, 3, 5));
  EXPECT_THAT(allowed(world_, "user", session_), ElementsAre(0, 1, 3, 5));
}

}  // namespace
}  // namespace reprise
