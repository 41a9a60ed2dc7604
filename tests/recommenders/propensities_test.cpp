#include "recommenders/propensities.h"

#include <array>

#include <gmock/gmock.h>

#include "recommenders/sentence.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(PropensitiesTest, ExcludedTracksStayAtExactlyZero) {
  Propensities propensities(5);
  propensities.add_to_all_but(std::array<TrackId, 2>{3, 1}, 0.1);
  propensities.add_to_all_but(std::array<TrackId, 1>{1}, 0.3);
  propensities.add(2, 0.05);
  EXPECT_EQ(propensities.of(1), 0.0);
  EXPECT_EQ(propensities.of(3), 0.3);
  EXPECT_DOUBLE_EQ(propensities.of(2), 0.45);
  EXPECT_DOUBLE_EQ(propensities.of(4), 0.4);
  EXPECT_EQ(propensities.candidates(), 4u);
  propensities.clear();
  EXPECT_EQ(propensities.candidates(), 0u);
  EXPECT_EQ(propensities.of(4), 0.0);
}

std::vector<double> told(const std::string& yaml, std::initializer_list<TrackId> tracks,
                         const World& world = world_of(6)) {
  return Asking(world, yaml).tell(played(world, tracks));
}

const auto kNearly = [](double value) { return DoubleNear(value, 1e-12); };

// Two ways lead to track 1: from the list, and by the fallback.
TEST(TellsPropensities, OfMixturesAndFallbacks) {
  EXPECT_THAT(told("{one_of: [[3, {top_pop: 2}], [1, random]]}", {4}),
              testing::Each(testing::Gt(0.04)));
  EXPECT_THAT(told("random", {4}), testing::Each(kNearly(1 / 6.0)));
  EXPECT_THAT(told("{candidates: artist, exclude: session, fallback: random}", {4}),
              testing::Each(kNearly(1 / 6.0)))
      << "an artist of one track, which was played";
  EXPECT_THAT(told("{candidates: catalog, exclude: session, pick: uniform}", {0, 5}),
              ElementsAre(0, kNearly(.25), kNearly(.25), kNearly(.25), kNearly(.25), 0));
  EXPECT_THAT(told("{candidates: catalog, pick: {rank_power: 1}, exclude: session}", {1}),
              ElementsAre(kNearly(1 / 1.95), 0, kNearly(1 / 3.0 / 1.95), kNearly(1 / 4.0 / 1.95),
                          kNearly(1 / 5.0 / 1.95), kNearly(1 / 6.0 / 1.95)));
}

// A track that was liked twice is the anchor twice as often, and an anchor whose artist has nothing
// left is as if it had not been liked.
TEST(TellsPropensities, OfDrawnAnchors) {
  const World world = handmade_world({{0, 90}, {1, 90}, {2, 90}, {1, 90}, {2, 90}, {3, 90}});
  const std::string liked = "{anchor: {liked: {above: 0.5, which: random}}, candidates: artist, ";
  EXPECT_THAT(told(liked + "exclude: session}", {1, 2, 5}, world),
              ElementsAre(0, 0, 0, kNearly(.5), kNearly(.5), 0))
      << "nothing is left of the artist of track 5";
  EXPECT_THAT(told(liked + "exclude: nothing}", {1, 2, 5}, world),
              ElementsAre(0, kNearly(1 / 6.0), kNearly(1 / 6.0), kNearly(1 / 6.0), kNearly(1 / 6.0),
                          kNearly(1 / 3.0)));
}

TEST(TellsPropensities, ListsWhoseAnchorIsDrawn) {
  const World world = handmade_world({{0, 90}, {1, 90}, {2, 90}, {1, 90}, {2, 90}, {3, 90}});
  EXPECT_THAT(told("{candidates: {union: [{of_anchor: {anchor: {liked: 0.5}, candidates: artist}}, "
                   "{top_tracks: 1}]}, exclude: session, pick: uniform}",
                   {1, 2}, world),
              testing::Contains(testing::Gt(0.2)));
}

TEST(TellsPropensities, NotOfHiddenStates) {
  const World world = world_of(6);
  const auto reason_of = [&](const std::string& yaml) {
    const Asking asking(world, yaml);
    return asking.build().untold.empty() ? "" : asking.build().untold.front().why;
  };
  EXPECT_THAT(reason_of("{anchor: {reanchor: {to: {liked: 0.5}}}, candidates: artist}"),
              HasSubstr("drawn"));
  EXPECT_THAT(reason_of("{one_of: [[1, {anchor: reanchor, candidates: artist}], [1, random]]}"),
              HasSubstr("draw decides"));
  EXPECT_THAT(reason_of("{candidates: {each: {anchor: weighted_history, candidates: artist}}}"),
              HasSubstr("order"));
  EXPECT_THAT(reason_of("{anchor: reanchor, candidates: {of_anchor: {anchor: {liked: 0.5}, "
                        "candidates: artist}}}"),
              HasSubstr("exhausted"));
  EXPECT_EQ(reason_of("{anchor: reanchor, candidates: artist}"), "");
  EXPECT_EQ(reason_of("{candidates: {each: {anchor: {liked: 0.5}, candidates: artist}}}"), "");
  EXPECT_EQ(reason_of("{switch: {below: [[0.3, {anchor: reanchor, candidates: artist}]], "
                      "otherwise: random}}"),
            "");
}

// A part from elsewhere that draws and does not tell is found out.
class TestDrawing final : public Recommender {
 public:
  TrackId next(Request& request) const override {
    return uniform_index(request.draws,
                         static_cast<std::uint32_t>(request.world.catalog.n_tracks()));
  }
};

TEST(TellsPropensities, NotByDefaultOfWhatDraws) {
  const World world = world_of(6);
  const Session session = played(world, {2});
  Stream draws(stream_key(1, "test"), 0);
  SourceTally tally;
  Request request{.world = world,
                  .user = 0,
                  .playbacks = session.playbacks(),
                  .history = nullptr,
                  .hidden = nullptr,
                  .draws = draws,
                  .tally = tally};
  Propensities propensities(6);
  EXPECT_THAT([&] { TestDrawing().tell(request, 1, propensities); },
              testing::ThrowsMessage<UserError>(HasSubstr("does not tell")));
}

}  // namespace
}  // namespace reprise
