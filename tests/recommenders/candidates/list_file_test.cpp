#include "recommenders/candidates/list_file.h"

#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/gzipped.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/listing.h"
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

// A world of ten tracks and two users; the users' ids are 100 and 101.
class ListFile : public testing::Test {
 protected:
  Lists read(ListOf of, const std::string& content) {
    return read_lists(folder_.write("lists.json", content), of, world_);
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
  EXPECT_THAT(reading(ListOf::users, good),
              complaint("1: ", "none of the keys 'user', 'user_id' is there"));
  EXPECT_THAT(reading(ListOf::users, "{\"user\": 7, \"tracks\": [1]}"),
              complaint("1: ", "'user' is 7; expected a user of the world"));
  EXPECT_THAT(reading(ListOf::tracks, "[1]\n"), complaint("1:2: ", "not a JSON object"));
  EXPECT_THAT(reading(ListOf::tracks, good + "[1]\n"), complaint("2: ", "not a JSON object"));
}

// The same content in every shape that upstream's yearly versions and their forks wrote.
TEST_F(ListFile, ComesInManyShapes) {
  for (const std::string content : {
           "{\"track\": 3, \"tracks\": [1, 2]}\n{\"track\": 9, \"tracks\": [0]}\n",
           "{\"item_id\": 3, \"recommendations\": [1, 2]}\n{\"item_id\": 9, \"tracks\": [0]}",
           "{\"track_id\": \"3\", \"tracks\": [\"1\", 2]}\n{\"track\": \"9\", \"tracks\": [\"0\"]}",
           "[{\"track\": 3, \"tracks\": [1, 2]}, {\"track\": 9, \"tracks\": [0]}]",
           "[\n  {\n    \"item_id\": 3,\n    \"recommendations\": [\n      1,\n      2\n    ]\n  "
           "},\n"
           "  {\"item_id\": 9, \"recommendations\": [0]}\n]\n",
           "{\"3\": [1, 2], \"9\": [0]}",
           "{\n  \"9\": [\"0\"],\n  \"3\": [\n    1,\n    2\n  ]\n}\n",
           "{\"3\": {\"tracks\": [1, 2]}, \"9\": {\"recommendations\": [0]}}",
           "{\"artist\": \"A\", \"title\": \"t\", \"track\": 3, \"recommendations\": [1, 2]}\n"
           "{\"artist\": \"A\", \"title\": \"u\", \"track\": 5}\n"
           "{\"artist\": \"A\", \"title\": \"v\", \"track\": 6, \"recommendations\": null}\n"
           "{\"artist\": \"A\", \"title\": \"w\", \"track\": 9, \"recommendations\": [0]}\n",
       }) {
    for (const bool pack : {false, true}) {
      const Lists lists = read(ListOf::tracks, pack ? gzipped(content) : content);
      EXPECT_THAT(lists.of(3), ElementsAre(1, 2)) << content;
      EXPECT_THAT(lists.of(9), ElementsAre(0)) << content;
      EXPECT_EQ(lists.flat.size(), 3u) << content;
    }
  }
}

TEST_F(ListFile, OfUsersComesInManyShapes) {
  for (const std::string content :
       {"{\"user\": 101, \"tracks\": [4]}\n",
        "{\"user_id\": \"101\", \"recommendations\": [\"4\"]}",
        "[{\"user\": 101, \"tracks\": [4]}]", "{\"101\": [4]}", "{\"101\": {\"tracks\": [4]}}"}) {
    EXPECT_THAT(read(ListOf::users, content).of(1), ElementsAre(4)) << content;
  }
}

TEST_F(ListFile, OfScoresUnderIds) {
  const Lists lists =
      read(ListOf::tracks, "{\"3\": {\"tracks\": [1, 2], \"scores\": [0.5, 0.25]}}");
  EXPECT_THAT(lists.scores, ElementsAre(0.5f, 0.25f));
}

TEST_F(ListFile, OfWrongShapesInArraysAndObjectsIsRefusedWithTheColumn) {
  EXPECT_THAT(
      reading(ListOf::tracks, "[{\"track\": 3, \"tracks\": [1]}, {\"track\": 3, \"tracks\": [2]}]"),
      complaint("1:31: ", "already, in line 1, column 2"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"3\": [1],\n \"10\": [2]}"),
              complaint("2:8: ", "'track' is \"10\"; expected an integer from 0 to 9"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"3\": [1],\n \"x\": [2]}"),
              complaint("2:7: ", "'track' is \"x\""));
  EXPECT_THAT(reading(ListOf::tracks, "{\"3\": [1, 10]}"), complaint("1:7: ", "'tracks' holds 10"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"3\": 7}"), complaint("1:7: ", "'tracks' is 7"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"3\": [1], \"3\": [1]}"),
              complaint("1:17: ", "already, in line 1, column 7"));
  EXPECT_THAT(reading(ListOf::users, "{\"7\": [1]}"),
              complaint("1:7: ", "'user' is \"7\"; expected a user of the world"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 3, \"tracks\": null}"),
              complaint(" ", "holds no recommendations"));
  EXPECT_THAT(reading(ListOf::tracks, "[[3, [1, 2]]]"), complaint("1:2: ", "not a JSON object"));
}

TEST_F(ListFile, ScoresBeyondFloatsAreRefused) {
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 1, \"tracks\": [2, 3], \"scores\": [1, -1e39]}"),
              complaint("1: ", "expected numbers up to 3e38"));
}

TEST_F(ListFile, OfNothingIsRefused) {
  EXPECT_THAT(reading(ListOf::tracks, ""), complaint(" ", "holds no recommendations"));
  EXPECT_THAT(reading(ListOf::tracks, "{\"track\": 1, \"tracks\": []}"),
              complaint(" ", "holds no recommendations"));
}

// A file with any content is either read or refused with an error that names the file.
TEST_F(ListFile, SpoiltAnywhereIsReadOrRefused) {
  const std::vector<std::string> sound = {
      "{\"track\": 3, \"tracks\": [1, \"2\"], \"scores\": [1, 2]}\n{\"item_id\": \"9\", "
      "\"recommendations\": [0], \"scores\": [3]}\n",
      "[{\"track\": 3, \"tracks\": [1, 2]},\n {\"track\": 9, \"tracks\": [0]}]\n",
      "{\"3\": [1, \"2\"],\n \"9\": {\"tracks\": [0]}}\n",
  };
  std::mt19937 random(1);
  const std::string letters = "[]{},:\"\\ \n\r0129-.eEtn\x01\x80\xff";
  std::size_t refused = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string content = sound[random() % sound.size()];
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % content.size();
      switch (random() % 3) {
        case 0:
          content[at] = letters[random() % letters.size()];
          break;
        case 1:
          content.erase(at, 1 + random() % 8);
          break;
        default:
          content.insert(at, 1, letters[random() % letters.size()]);
      }
      if (content.empty()) content = " ";
    }
    try {
      read(ListOf::tracks, random() % 4 == 0 ? gzipped(content) : content);
    } catch (const UserError& error) {
      ++refused;
      EXPECT_THAT(error.what(), HasSubstr("lists.json:")) << content;
    }
  }
  EXPECT_GT(refused, 500u) << "most changes break something";
}

// A list is checked as a whole, because a broken file should not pass when only the heads of its
// lists are used.
TEST_F(ListFile, IsCheckedBeyondItsTop) {
  const std::string file =
      folder_.write("lists.json", "{\"track\": 1, \"tracks\": [1, 99], \"scores\": [1, 2]}");
  EXPECT_THROW(Asking(world_, "{candidates: {item_list: {file: " + file + ", top: 1}}}"),
               UserError);
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

// Two treatments may use more or less of one file; each list stays as long as it is asked for.
TEST_F(ListFile, IsCutForEachWhoAsks) {
  const std::string path =
      folder_.write("lists.json", "{\"track\": 3, \"tracks\": [1, 2, 4], \"scores\": [9, 8, 7]}\n");
  Listing whole(world_, "item_list: " + path);
  Listing two(world_, "item_list: {file: " + path + ", top: 2}");
  EXPECT_THAT(whole.of(3), ElementsAre(1, 2, 4));
  EXPECT_THAT(two.of(3), ElementsAre(1, 2));
}

TEST_F(ListFile, MayHaveScores) {
  const std::string content =
      "{\"track\": 3, \"tracks\": [1, 2, 4], \"scores\": [0.5, -2, 1e3]}\n"
      "{\"track\": 5, \"tracks\": [], \"scores\": []}\n"
      "{\"track\": 1, \"tracks\": [7], \"scores\": [3]}\n";
  const Lists lists = read(ListOf::tracks, content);
  EXPECT_THAT(lists.flat, ElementsAre(7, 1, 2, 4));
  EXPECT_THAT(lists.scores, ElementsAre(3, 0.5f, -2, 1000)) << "beside their tracks";
  EXPECT_THAT(read(ListOf::tracks, "{\"track\": 3, \"tracks\": [1]}").scores, IsEmpty());
}

TEST_F(ListFile, GivesItsScores) {
  const std::string file =
      folder_.write("scored.json",
                    "{\"track\": 3, \"user\": 100, \"tracks\": [1, 2], \"scores\": [4, 5]}\n"
                    "{\"track\": 6, \"user\": 101, \"tracks\": [8], \"scores\": [6]}\n");
  Listing items(world_, fmt::format("{{item_list: {}}}", file));
  EXPECT_TRUE(items.candidates().scored());
  EXPECT_THAT(items.of(6, played(world_, {0})).scores, ElementsAre(6));
  EXPECT_THAT(items.of(3, played(world_, {0})).scores, ElementsAre(4, 5));
  EXPECT_THAT(items.of(9, played(world_, {0})).tracks, IsEmpty());
  Listing users(world_, fmt::format("{{user_list: {}}}", file));
  EXPECT_THAT(users.of(9, played(world_, {0}, 1)).scores, ElementsAre(6));
  Listing plain(world_,
                fmt::format("{{item_list: {}}}",
                            folder_.write("plain.json", "{\"track\": 3, \"tracks\": [1]}")));
  EXPECT_FALSE(plain.candidates().scored());
  EXPECT_THAT(plain.of(3, played(world_, {0})).scores, IsEmpty());
}

TEST_F(ListFile, OfWrongScoresIsRefusedWithTheLine) {
  const std::string with = "{\"track\": 0, \"tracks\": [1], \"scores\": [2]}\n";
  const std::string without = "{\"track\": 1, \"tracks\": [1]}\n";
  EXPECT_THAT(reading(ListOf::tracks, with + without),
              complaint("2: ", "this line has no 'scores' but others have some"));
  EXPECT_THAT(reading(ListOf::tracks, without + with),
              complaint("2: ", "this line has 'scores' but others have none"));
  const std::string two = "{\"track\": 1, \"tracks\": [1, 2], \"scores\": ";
  EXPECT_THAT(reading(ListOf::tracks, with + two + "[1]}"),
              complaint("2: ", "'scores' is [1]; expected one for each of the 2 tracks"));
  EXPECT_THAT(reading(ListOf::tracks, with + two + "[3, 2, 1]}"),
              complaint("2: ", "expected one for each of the 2 tracks"));
  EXPECT_THAT(reading(ListOf::tracks, with + two + "[1, \"2\"]}"),
              complaint("2: ", "'scores' holds \"2\"; expected a list of finite numbers"));
  EXPECT_THAT(reading(ListOf::tracks, with + two + "7}"),
              complaint("2: ", "'scores' is 7; expected a list of finite numbers"));
  EXPECT_THAT(reading(ListOf::tracks, with + two + "[1, null]}"),
              complaint("2: ", "'scores' holds null"));
  EXPECT_THROW(read(ListOf::tracks, two + "[1]}"), UserError);
}

}  // namespace
}  // namespace reprise
