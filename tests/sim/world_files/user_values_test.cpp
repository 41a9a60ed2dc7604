#include "sim/world_files/user_values.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/user_model/sentence.h"
#include "sim/world/user_fields.h"
#include "sim/world_source/world_source.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::string users_with(const std::string& values) {
  return R"({"user": 3, "interests": [0], "user_model": )" + values +
         "}\n{\"user\": 8, \"interests\": [1]}\n";
}

TEST(UserValues, AreReadByNameAndUser) {
  const TemporaryFolder folder;
  const GivenUserValues given = read_user_values(
      folder.write("users.json", users_with(R"({"hazard.heard": 0.25, "budget.skips": 4})")));
  ASSERT_EQ(given.of.size(), 2U);
  EXPECT_EQ(given.of.at("hazard.heard").at(3).value, 0.25);
  EXPECT_EQ(given.of.at("budget.skips").at(3).value, 4);
  EXPECT_FALSE(given.of.at("budget.skips").contains(8));
}

TEST(UserValues, ThatNoPartHasAreRefused) {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& values) {
    return [&folder, values] { read_user_values(folder.write("users.json", users_with(values))); };
  };
  EXPECT_THAT(read(R"({"hazard.herd": 1})"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("users.json:1"), HasSubstr("user 3"),
                                             HasSubstr("did you mean 'hazard.heard'?"))));
  // The number of remembered tracks is one for all users.
  EXPECT_THAT(read(R"({"similarity.last": 1})"),
              ThrowsMessage<UserError>(HasSubstr("no parameter")));
  EXPECT_THAT(read(R"({"hazard.heard": "a"})"), ThrowsMessage<UserError>(HasSubstr("a number")));
  EXPECT_THAT(read("[1]"), ThrowsMessage<UserError>(HasSubstr("an object of numbers")));
}

TEST(UserValues, AreOfUsersWhoseIdsAreTexts) {
  const TemporaryFolder folder;
  const GivenUserValues given = read_user_values(folder.write(
      "users.json", R"({"user": "anna", "interests": [0], "user_model": {"hazard.heard": 0.5}})"
                    "\n"));
  EXPECT_TRUE(given.of.at("hazard.heard").contains(number_of_user("anna")));
}

// Users have their own values, those of the file or drawn ones, and others have the sentence's.
TEST(UserValues, TakeThePlaceOfTheSentences) {
  const TemporaryFolder folder;
  folder.write("tracks.json",
               "{\"track\": 0, \"artist\": \"a\", \"title\": \"x\"}\n"
               "{\"track\": 1, \"artist\": \"b\", \"title\": \"y\"}\n");
  const std::string users = folder.write("users.json", users_with(R"({"hazard.heard": 1})"));
  const auto open = [&](const std::string& heard) {
    return open_world(
        read_world_source(parse_yaml(
            fmt::format("{{files: {{tracks: '{}', users: '{}'}}, generate: {{preset: 2023}}, "
                        "users: {{model: {{leave: {{hazard: {{skipped: 0, heard: {}}}}}}}}}}}",
                        (folder.path() / "tracks.json").string(), users, heard),
            "test")),
        {});
  };
  const OpenWorld open_one = open("0");
  const auto ends_at_once = [&](const World& world, UserIndex user) {
    std::unique_ptr<Listener> listener = world.user_model->make_listener();
    Playbacks playbacks;
    playbacks.append(0, world.catalog.artist_of[0], kWholeTrack);
    listener->begin(world, {user, 0, 0}, ModelDraws{}, nullptr);
    listener->listen(playbacks, 1, {});
    return listener->react(playbacks, 1, kWholeTrack, false);
  };
  EXPECT_TRUE(ends_at_once(*open_one.world, 0));
  EXPECT_FALSE(ends_at_once(*open_one.world, 1));
  EXPECT_TRUE(ends_at_once(*open("1").world, 1));
  // A value outside of the parameter's range is refused with its place.
  folder.write("users.json", users_with(R"({"hazard.heard": 1.5})"));
  EXPECT_THAT([&] { open("0"); },
              ThrowsMessage<UserError>(
                  AllOf(HasSubstr("users.json:1"), HasSubstr("hazard.heard of user 3"))));
}

}  // namespace
}  // namespace reprise
