#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/chi_square.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

auto reading(const std::string& yaml) {
  return [yaml] { read_recommender(parse_yaml(yaml, "test"), "test"); };
}

// Three recommenders with different tracks: the head of the popularity list, the session's first
// track and its last.
constexpr const char* kHead = "{candidates: {top_tracks: 1}, pick: first}";
constexpr const char* kFirst = "{anchor: first_track, candidates: artist, pick: first}";
constexpr const char* kLast = "{anchor: previous_track, candidates: artist, pick: first}";

TEST(OneOf, IsDrawnByWeight) {
  const World world = world_of(10);
  Asking asking(world,
                fmt::format("{{one_of: [[1, {}], [0.5, {}], [2.5, {}]]}}", kHead, kFirst, kLast));
  const Session session = played(world, {4, 7});
  std::vector<std::uint64_t> counts(10, 0);
  for (std::uint64_t episode = 0; episode < 20'000; ++episode) {
    ++counts[asking.ask(session, episode).track];
  }
  EXPECT_EQ(counts[0] + counts[4] + counts[7], 20'000u);
  const std::vector<std::uint64_t> seen = {counts[0], counts[4], counts[7]};
  const std::vector<double> chances = {1 / 4.0, 0.5 / 4.0, 2.5 / 4.0};
  EXPECT_LT(chi_square(seen, chances), chi_square_limit(3));
}

TEST(OneOf, IsDrawnAnewAtEveryStep) {
  const World world = world_of(10);
  Asking asking(world, fmt::format("{{one_of: [[1, {}], [1, {}]]}}", kHead, kFirst));
  Session session = played(world, {4});
  std::uint64_t heads = 0;
  for (int step = 0; step < 1000; ++step) {
    heads += asking.ask(session, 0).track == 0;
    session.play(9, 0.0);
  }
  const std::vector<std::uint64_t> counts = {heads, 1000 - heads};
  const std::vector<double> chances = {0.5, 0.5};
  EXPECT_LT(chi_square(counts, chances), chi_square_limit(2));
}

TEST(OneOf, AsksForWhatItsPartsAskFor) {
  const World world = world_of(10);
  Asking plain(world, "{one_of: [[1, random], [1, sticky_artist]]}");
  EXPECT_FALSE(plain.capabilities().reads_history);
  EXPECT_FALSE(plain.capabilities().observes_latent_state);
  Asking reads(world, "{one_of: [[1, random], [1, {candidates: catalog, exclude: user}]]}");
  EXPECT_TRUE(reads.capabilities().reads_history);
  Asking knows(world, "{one_of: [[1, random], [1, oracle], [1, oracle]]}");
  EXPECT_TRUE(knows.capabilities().observes_latent_state);
  EXPECT_TRUE(knows.capabilities().privileged);
  EXPECT_EQ(knows.build().scratch.size(), 2u) << "one for each oracle";
}

TEST(OneOf, RefusesWhatIsNoWeight) {
  EXPECT_THAT(reading("{one_of: [[0, random]]}"),
              ThrowsMessage<UserError>(HasSubstr("a weight above 0")));
  EXPECT_THAT(reading("{one_of: [[-1, random]]}"),
              ThrowsMessage<UserError>(HasSubstr("a weight above 0")));
  EXPECT_THAT(reading("{one_of: [[random, 1]]}"),
              ThrowsMessage<UserError>(HasSubstr("a finite number")));
  EXPECT_THAT(reading("{one_of: [random]}"),
              ThrowsMessage<UserError>(HasSubstr("[weight, recommender]")));
  EXPECT_THAT(reading("{one_of: [[1, random, 2]]}"),
              ThrowsMessage<UserError>(HasSubstr("[weight, recommender]")));
  EXPECT_THAT(reading("{one_of: []}"), ThrowsMessage<UserError>(HasSubstr("at least one")));
  EXPECT_THAT(reading("one_of"), ThrowsMessage<UserError>(HasSubstr("needs 'of'")));
  EXPECT_THAT(reading("{one_of: [[1, randon]]}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'random'?")));
}

}  // namespace
}  // namespace reprise
