// Tests that a world with one user more is the same world otherwise.
#include "sim/world/added_user.h"

#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"

namespace reprise {
namespace {

using testing::ElementsAre;

TEST(AddedUser, ComesLastAndChangesNobodyElse) {
  WorldRecipe recipe;
  recipe.tracks = 50;
  recipe.users = 4;
  recipe.dim = 8;
  WorldData data;
  generate_world(data, recipe);
  const World world = make_world(data);
  UserTraits traits;
  traits.session_budget = 9;
  const World added = with_added_user(world, 77, traits, {3, 41});
  ASSERT_EQ(added.users.size(), 5u);
  EXPECT_EQ(added.users.ids[4], 77);
  EXPECT_EQ(added.users.traits[4].session_budget, 9);
  EXPECT_THAT(added.users.interests(4), ElementsAre(3, 41));
  EXPECT_EQ(added.users.discount(4, 2), 0.8 * 0.8);
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    EXPECT_EQ(added.users.ids[user], world.users.ids[user]);
    EXPECT_EQ(added.users.traits[user].consume_bias, world.users.traits[user].consume_bias);
    EXPECT_TRUE(std::ranges::equal(added.users.interests(user), world.users.interests(user)));
  }
  EXPECT_EQ(added.catalog.embeddings.row(0), world.catalog.embeddings.row(0));  // shared
  EXPECT_NE(added.fingerprint, world.fingerprint);
  EXPECT_EQ(added.embeddings_fingerprint, world.embeddings_fingerprint);
  EXPECT_EQ(with_added_user(world, 77, traits, {3, 41}).fingerprint, added.fingerprint);
  traits.session_budget = 8;
  EXPECT_NE(with_added_user(world, 77, traits, {3, 41}).fingerprint, added.fingerprint);
}

}  // namespace
}  // namespace reprise
