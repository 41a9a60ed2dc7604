#include "recommenders/candidates/list_file.h"

#include <gmock/gmock.h>

#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing::ThrowsMessage;

// Ten tracks; two users, whose ids are 100 and 101.
class ListFile : public testing::Test {
 protected:
  Lists read(ListOf of, const std::string& content, std::size_t top = 1000) {
    return read_lists(folder_.write("lists.json", content), of, top, world_);
  }
  auto reading(ListOf of, const std::string& content) {
    return [this, of, content] { read(of, content); };
  }
  auto complaint(const std::string& line, const std::string& what) {
    return ThrowsMessage<UserError>(
        AllOf(StartsWith((folder_.path() / "lists.json").string() + ":" + line), HasSubstr(what)));
  }

  World world_ = world_of(10);
  TemporaryFolder folder_;
};

TEST_F(ListFile, IsReadPerTrack) {
  const Lists lists = read(ListOf::tracks,
                           "{\"track\": 3, \"tracks\": [1, 2, 1]}\n\n"
                           "{\"item_id\": 9, \"recommendations\": [0]}\n"
                           "{\"track\": 0, \"tracks\": []}\n");
  EXPECT_THAT(lists.of(3), ElementsAre(1, 2, 1));
  EXPECT_THAT(lists.of(9), ElementsAre(0));
  EXPECT_THAT(lists.of(0), IsEmpty());
  EXPECT_THAT(lists.of(5), IsEmpty());
}

TEST_F(ListFile, IsReadPerUserByTheirIds) {
  const Lists lists = read(
      ListOf::users, "{\"user\": 101, \"tracks\": [4]}\n{\"user\": 100, \"tracks\": [5, 6]}\n");
  EXPECT_THAT(lists.of(0), ElementsAre(5, 6));
  EXPECT_THAT(lists.of(1), ElementsAre(4));
}

TEST_F(ListFile, IsCutToItsTop) {
  const Lists lists = read(ListOf::tracks, "{\"track\": 3, \"tracks\": [1, 2, 5, 4]}\n", 2);
  EXPECT_THAT(lists.of(3), ElementsAre(1, 2));
}

TEST_F(ListFile, OfWrongShapesIsRefusedWithTheLine) {
  const std::string good = "{\"track\": 0, \"tracks\": [1]}\n";
  EXPECT_THAT(reading(ListOf::tracks, good + "{\"tracks\": [1]}"),
              complaint("2: ", "none of the keys 'track', 'item_id'"));
  EXPECT_THAT(reading(ListOf::tracks, good + "{\"track\": 1}"),
              complaint("2: ", "none of the keys 'tracks', 'recommendations'"));
  EXPECT_THAT(reading(ListOf::tracks, good + good), complaint("2: ", "already, in line 1"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 10, \"tracks\": [1]}"),
              complaint("1: ", "'track' is 10; expected an integer from 0 to 9"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 1, \"tracks\": [1, 10]}"),
              complaint("1: ", "'tracks' holds 10"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 1, \"tracks\": [1.0]}"),
              complaint("1: ", "'tracks' holds 1.0"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 1, \"tracks\": 7}"),
              complaint("1: ", "'tracks' is 7; expected a list"));
  EXPECT_THAT(reading(ListOf::users, good), complaint("1: ", "the key 'user' is missing"));
  EXPECT_THAT(reading(ListOf::users, "{\"user\": 7, \"tracks\": [1]}"),
              complaint("1: ", "'user' is 7; expected a user of the world"));
  EXPECT_THAT(reading(ListOf::tracks, "[1]\n"), complaint("1: ", "not a JSON object"));
}

TEST_F(ListFile, OfNothingIsRefused) {
  EXPECT_THAT(reading(ListOf::tracks, ""), complaint(" ", "holds no recommendations"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 1, \"tracks\": []}"),
              complaint(" ", "holds no recommendations"));
}

// Beyond the top a list is still checked: a broken file should not pass because its head is used
// only.
TEST_F(ListFile, IsCheckedBeyondItsTop) {
  EXPECT_THROW(read(ListOf::tracks, "{\"track\": 1, \"tracks\": [1, 99]}", 1), UserError);
}

TEST_F(ListFile, AnswersForItsAnchorOrItsUser) {
  const std::string file = folder_.write("both.json",
                                         "{\"track\": 3, \"user\": 100, \"tracks\": "
                                         "[1]}\n{\"track\": 4, \"user\": 101, \"tracks\": [2]}\n");
  Asking items(world_, fmt::format("{{candidates: {{item_list: {}}}}}", file));
  EXPECT_EQ(items.ask(played(world_, {3}, 1), 0).track, 1u);
  EXPECT_EQ(items.ask(played(world_, {4}, 0), 0).track, 2u);
  Asking users(world_, fmt::format("{{candidates: {{user_list: {}}}}}", file));
  EXPECT_EQ(users.ask(played(world_, {3}, 1), 0).track, 2u);
  EXPECT_EQ(users.ask(played(world_, {4}, 0), 0).track, 1u);
}

}  // namespace
}  // namespace reprise
