// Tests that the registries are open: parts registered here, outside the library, can be written in
// YAML like any other. (The conformance suite tests them as well.)
#include <gmock/gmock.h>

#include "recommenders/sentence.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

// A recommender with a parameter of its own: it adds `by` to the id of the previous track and goes
// on from the first id after the last.
struct TestStrideParameters {
  std::int64_t by = 3;
};

class TestStride final : public Recommender {
 public:
  explicit TestStride(std::uint32_t by) : by_(by) {}
  TrackId next(Request& request) const override {
    const auto n = static_cast<std::uint32_t>(request.world.catalog.n_tracks());
    return (request.playbacks.last() + by_) % n;
  }

 private:
  std::uint32_t by_;
};

const Registration<RecommenderPart> stride("the track so many ids after the previous one",
                                           Parameters<TestStrideParameters>("test_stride")
                                               .add("by", &TestStrideParameters::by, "how many",
                                                    {.min = 1, .max = 100})
                                               .short_form(),
                                           [](const TestStrideParameters& parameters, Build&) {
                                             return std::make_unique<TestStride>(
                                                 static_cast<std::uint32_t>(parameters.by));
                                           });

// An anchor: the session's second playback, as soon as there is one.
class TestSecondTrack final : public Anchor {
 public:
  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty() || request.playbacks.size() < 2) return std::nullopt;
    return request.playbacks.tracks()[1];
  }
};

const Registration<AnchorPart> second("the session's second track",
                                      Parameters<NoParameters>("test_second_track"),
                                      [](const NoParameters&, Build&) {
                                        return std::make_unique<TestSecondTrack>();
                                      });

RecommenderRecipe read(const std::string& yaml) {
  return read_recommender(parse_yaml(yaml, "test"), "test");
}
auto reading(const std::string& yaml) {
  return [yaml] { read(yaml); };
}
TrackId next_of(const std::string& yaml, std::initializer_list<TrackId> tracks) {
  const World world = world_of(10);
  return Asking(world, yaml).ask(played(world, tracks), 0).track;
}

TEST(OpenRegistry, ARecommenderIsWrittenByItsName) {
  EXPECT_EQ(next_of("test_stride", {2}), 5u) << "by 3 when nothing is said";
  EXPECT_EQ(next_of("{test_stride: 4}", {2}), 6u);
  EXPECT_EQ(next_of("{test_stride: {by: 9}}", {2}), 1u);
}

TEST(OpenRegistry, ARecommenderIsPartOfOthers) {
  EXPECT_EQ(next_of("{switch: {below: [[0.3, random]], otherwise: {test_stride: 4}}}", {2}), 6u);
  EXPECT_EQ(
      next_of("{rotate: {of: [test_stride, {test_stride: 1}], after: recommendations}}", {2, 5}),
      6u);
  EXPECT_EQ(
      next_of("{one_of: [[1, {every: {step: 1, then: test_stride, otherwise: random}}]]}", {2}),
      5u);
  EXPECT_EQ(next_of("{candidates: artist, exclude: session, fallback: {test_stride: 2}}", {3}), 5u);
}

TEST(OpenRegistry, AnAnchorIsPartOfSentences) {
  EXPECT_EQ(next_of("{anchor: test_second_track, candidates: artist}", {2, 7, 4}), 7u);
  EXPECT_EQ(next_of("{anchor: test_second_track, candidates: artist, fallback: test_stride}", {2}),
            5u);
  EXPECT_EQ(
      next_of("{anchor: {first_of: [test_second_track, first_track]}, candidates: artist}", {8}),
      8u);
  EXPECT_EQ(next_of("{candidates: {of_anchor: {anchor: test_second_track, candidates: artist}}}",
                    {2, 7, 4}),
            7u);
}

TEST(OpenRegistry, ItsDefaultsAreWrittenOut) {
  EXPECT_EQ(write_yaml(read("test_stride").resolved),
            write_yaml(read("{test_stride: 3}").resolved));
  const std::string resolved = write_yaml(
      read("{one_of: [[1, test_stride], [2, {anchor: test_second_track, candidates: artist}]]}")
          .resolved);
  EXPECT_THAT(resolved, AllOf(HasSubstr("by: 3"), HasSubstr("anchor: test_second_track")));
  EXPECT_EQ(write_yaml(read(resolved).resolved), resolved);
}

TEST(OpenRegistry, ItsMistakesAreExplainedLikeAnyOthers) {
  EXPECT_THAT(reading("{test_stride: 0}"),
              ThrowsMessage<UserError>(AllOf(StartsWith("test:1:"), HasSubstr("test_stride.by"),
                                             HasSubstr("1 to 100"))));
  EXPECT_THAT(reading("{test_stride: {bye: 4}}"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("test_stride"), HasSubstr("mean 'by'?"))));
  EXPECT_THAT(reading("{test_stride: fast}"), ThrowsMessage<UserError>(HasSubstr("an integer")));
  EXPECT_THAT(reading("test_strid"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'test_stride'?")));
  EXPECT_THAT(reading("{anchor: test_second_trak, candidates: artist}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'test_second_track'?")));
}

// `reprise list` prints the content of the registries.
TEST(OpenRegistry, ItIsListed) {
  const auto* entry = Registry<RecommenderPart>::instance().find("test_stride");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->help, "the track so many ids after the previous one");
  ASSERT_EQ(entry->parameters.size(), 1u);
  EXPECT_EQ(entry->parameters[0].name, "by");
  EXPECT_EQ(entry->parameters[0].limits, "1 to 100");
  EXPECT_EQ(entry->parameters[0].fallback, "3");
  EXPECT_NE(Registry<AnchorPart>::instance().find("test_second_track"), nullptr);
}

}  // namespace
}  // namespace reprise
