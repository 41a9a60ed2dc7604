#include "sim/world_source/user_changes.h"

#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"
#include "sim/world_source/world_source.h"

namespace reprise {
namespace {

World small() {
  WorldData data;
  generate_world(data, {.tracks = 40, .users = 8, .dim = 5});
  data.top_tracks = {3, 1, 2};
  return make_world(data);
}

TEST(UserChanges, ApplyToEveryUserAndNothingElse) {
  World world = small();
  UserChanges changes;
  changes.session_budget = 9;
  changes.interest_neighbours = 3;
  changes.consume_bias_shift = 0.5;
  changes.consume_sharpness_factor = 2;
  changes.artist_discount_gamma = 0.5;
  const World changed = with_user_changes(world, changes);
  for (UserIndex user = 0; user < 8; ++user) {
    const UserTraits& before = world.users.traits[user];
    const UserTraits& after = changed.users.traits[user];
    EXPECT_EQ(after.session_budget, 9);
    EXPECT_EQ(after.interest_neighbours, 3);
    EXPECT_EQ(after.consume_bias, before.consume_bias + 0.5);
    EXPECT_EQ(after.consume_sharpness, before.consume_sharpness * 2);
    EXPECT_EQ(after.artist_discount_gamma, 0.5);
    EXPECT_EQ(changed.users.discount(user, 3), 0.125);
    EXPECT_EQ(world.users.discount(user, 3), std::pow(before.artist_discount_gamma, 3));
    EXPECT_THAT(changed.users.interests(user),
                testing::ElementsAreArray(world.users.interests(user)));
  }
  EXPECT_EQ(changed.embeddings_fingerprint, world.embeddings_fingerprint);
  EXPECT_NE(changed.fingerprint, world.fingerprint);
  // The changed world stays valid when the original is gone.
  world = World{};
  EXPECT_EQ(changed.catalog.n_tracks(), 40u);
  EXPECT_EQ(changed.top_tracks[0], 3u);
}

TEST(UserChanges, SetValuesReplaceThoseOfTheWorld) {
  UserChanges changes;
  changes.consume_bias = 4;
  changes.consume_sharpness = 1.5;
  const World changed = with_user_changes(small(), changes);
  for (const UserTraits& traits : changed.users.traits) {
    EXPECT_EQ(traits.consume_bias, 4);
    EXPECT_EQ(traits.consume_sharpness, 1.5);
  }
}

// The fingerprint names sessions that are kept, which depend on users' own values of a model.
TEST(UserChanges, OfUsersOwnValuesAreInTheFingerprint) {
  const World world = small();
  const Node model = parse_yaml("{model: {leave: hazard}}", "users");
  const UserChanges changes = UserChanges::parameters().read(model);
  const auto fingerprint = [&](double heard, std::int64_t user) {
    GivenUserValues given;
    given.of["hazard.heard"][user] = {heard, {}};
    return with_user_changes(world, changes, &given).fingerprint;
  };
  const GivenUserValues nothing;
  const Fingerprint plain = with_user_changes(world, changes, &nothing).fingerprint;
  EXPECT_EQ(plain, with_user_changes(world, changes).fingerprint);
  EXPECT_EQ(fingerprint(0.5, 3), fingerprint(0.5, 3));
  EXPECT_NE(fingerprint(0.5, 3), plain);
  EXPECT_NE(fingerprint(0.5, 3), fingerprint(0.25, 3));
  EXPECT_NE(fingerprint(0.5, 3), fingerprint(0.5, 4));
  EXPECT_EQ(fingerprint(0.5, 100), plain) << "no user of this world";
}

TEST(UserChanges, AreReadFromTheWorldAndTold) {
  const auto open = [](const std::string& yaml) {
    return open_world(read_world_source(parse_yaml(yaml, "w.yaml")), {});
  };
  const std::string generate = "generate: {tracks: 40, users: 8, dim: 5}";
  const OpenWorld plain = open("{" + generate + "}");
  const OpenWorld longer = open("{" + generate + ", users: {session_budget: 7}}");
  EXPECT_EQ(longer.world->users.traits[0].session_budget, 7);
  EXPECT_NE(longer.world->fingerprint, plain.world->fingerprint);
  EXPECT_THAT(longer.description, testing::HasSubstr("users changed"));
  EXPECT_THAT([&] { open("{" + generate + ", users: {session_budgets: 7}}"); },
              testing::ThrowsMessage<UserError>(testing::HasSubstr("session_budget")));
}

}  // namespace
}  // namespace reprise
