#include "experiments/simulation/engine/treatment.h"

#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"

namespace reprise {
namespace {

class TreatmentDeathTest : public testing::Test {
 protected:
  static RecommenderRecipe recipe(const std::string& yaml) {
    return read_recommender(parse_yaml(yaml, "test"), "test");
  }
  Treatment make(const RecommenderRecipe& recipe) const {
    return make_treatment("a", recipe, world_, nearest_);
  }

  static World made() {
    WorldData data;
    generate_world(data, {.tracks = 50, .users = 10, .dim = 4, .seed = 1});
    return make_world(data);
  }

  World world_ = made();
  NearestTracks nearest_{world_.catalog.embeddings};
};

TEST_F(TreatmentDeathTest, HasTheCapabilitiesOfItsRecipe) {
  EXPECT_EQ(make(recipe("random")).capabilities, Capabilities{});
  const Treatment all =
      make(recipe("{rotate: [oracle, {candidates: catalog, exclude: user, "
                  "pick: thompson}]}"));
  const Capabilities expected{
      .reads_history = true, .observes_latent_state = true, .privileged = true, .learns = true};
  EXPECT_EQ(all.capabilities, expected);
  EXPECT_TRUE(all.users_in_order());
}

TEST_F(TreatmentDeathTest, IsNotMadeWithOtherCapabilitiesThanDeclared) {
  RecommenderRecipe learning = recipe("{thompson: [random]}");
  learning.declared.learns = false;
  EXPECT_DEATH(make(learning), "'a' has 1 learners, but does not declare that it learns");
  RecommenderRecipe idle = recipe("random");
  idle.declared.learns = true;
  EXPECT_DEATH(make(idle), "'a' has 0 learners, but declares that it learns");
  RecommenderRecipe alone = recipe("random");
  alone.declared.asks_service = true;
  EXPECT_DEATH(make(alone), "'a' lacks a service, but declares that it asks one");
  RecommenderRecipe knowing = recipe("{candidates: {nearest: 3}}");
  knowing.declared.privileged = false;
  EXPECT_DEATH(make(knowing), "does not declare that it is privileged");
}

}  // namespace
}  // namespace reprise
