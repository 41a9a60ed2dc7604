// Tests that a list file is read once for all who use it, and again for anyone to whom it means
// something else.
#include "recommenders/candidates/shared_lists.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;

class SharedLists : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& name, const std::string& content) {
    return folder_.write(name, content);
  }

  World world_ = world_of(10);
  TemporaryFolder folder_;
  const std::string tracks_ = "{\"track\": 3, \"tracks\": [1, 2, 4]}\n";
};

TEST_F(SharedLists, AreInMemoryOnce) {
  const auto first = shared_lists(file("lists.json", tracks_), ListOf::tracks, world_);
  EXPECT_EQ(shared_lists(file("copy.json", tracks_), ListOf::tracks, world_), first);
  EXPECT_THAT(first->of(3), ElementsAre(1, 2, 4));
}

TEST_F(SharedLists, OfAFileThatIsGoneAreNone) {
  const std::filesystem::path path = file("lists.json", tracks_);
  const auto kept = shared_lists(path, ListOf::tracks, world_);
  std::filesystem::remove(path);
  EXPECT_THROW(shared_lists(path, ListOf::tracks, world_), UserError);
}

// As between two days of an experiment.
TEST_F(SharedLists, OfOtherContentAreOthers) {
  const auto one = shared_lists(file("lists.json", tracks_), ListOf::tracks, world_);
  const auto other =
      shared_lists(file("lists.json", "{\"track\": 3, \"tracks\": [7]}\n"), ListOf::tracks, world_);
  EXPECT_THAT(one->of(3), ElementsAre(1, 2, 4));
  EXPECT_THAT(other->of(3), ElementsAre(7));
}

TEST_F(SharedLists, OfAnotherWorldAreOthers) {
  const std::filesystem::path lists = file("lists.json", tracks_);
  const auto here = shared_lists(lists, ListOf::tracks, world_);
  const World larger = world_of(20);
  EXPECT_EQ(here->size(), 10u);
  EXPECT_EQ(shared_lists(lists, ListOf::tracks, larger)->size(), 20u);
}

}  // namespace
}  // namespace reprise
