// Tests that a treatment which is asked many requests at once plays the same sessions as one that
// is asked few, however many it is asked at once.
#include <gmock/gmock.h>
#include <tbb/task_arena.h>

#include "experiments/simulation/engine/simulate.h"
#include "sim/generator/generate_world.h"

namespace reprise {
namespace {

constexpr std::uint64_t kSeed = 5;

class WideGroups : public testing::Test {
 protected:
  WideGroups() : world_(made()), nearest_(world_.catalog.embeddings) {
    std::vector<const Metric*> metrics;
    for (const char* name : {"mean_time_per_session", "skip_rate", "repeat_rate"}) {
      metrics.push_back(find_metric(name));
    }
    observables_ = std::make_unique<Observables>(metrics);
  }

  static World made() {
    WorldData data;
    generate_world(data, {.tracks = 500, .users = 150, .dim = 8, .seed = 11});
    return make_world(data);
  }

  // Plays two treatments of the recommender, the second of which is asked `at_once` requests.
  std::vector<Totals> played(const std::string& yaml, std::size_t at_once, std::uint64_t episodes,
                             int threads, std::uint32_t max_steps = 10'000) {
    std::vector<Treatment> treatments;
    for (int i = 0; i < 2; ++i) {
      treatments.push_back(make_treatment(
          "same", read_recommender(parse_yaml(yaml, "test"), "test"), world_, nearest_));
    }
    treatments[1].asked_at_once = at_once;
    const std::uint64_t seeds[] = {kSeed};
    nearest_.require(nearest_queries(world_, treatments, seeds, episodes, false));
    nearest_.require(first_track_queries(world_, nearest_, treatments, seeds, episodes, false));
    const Simulation simulation{world_, nearest_, treatments, {}, *observables_, max_steps};
    tbb::task_arena arena(threads);
    return arena.execute([&] {
      std::vector<TreatmentState> states = fresh_states(simulation);
      return simulate(simulation, kSeed, {0, episodes}, states);
    });
  }

  static void expect_same(const std::vector<Totals>& totals) {
    ASSERT_EQ(totals.size(), 2u);
    EXPECT_EQ(totals[0].sessions, totals[1].sessions);
    EXPECT_EQ(totals[0].recommendations, totals[1].recommendations);
    EXPECT_EQ(totals[0].counts, totals[1].counts);
    EXPECT_EQ(totals[0].plays, totals[1].plays);
    EXPECT_EQ(totals[0].cut_off, totals[1].cut_off);
  }

  World world_;
  NearestTracks nearest_;
  std::unique_ptr<Observables> observables_;
};

TEST_F(WideGroups, SameSessionsForAnyNumberAtOnce) {
  for (const std::size_t at_once : {1, 2, 15, 16, 17, 100, 4096}) {
    SCOPED_TRACE(at_once);
    expect_same(played("{candidates: catalog, exclude: session, pick: uniform}", at_once, 3000, 2));
    // Sessions of repeats alone all end together.
    expect_same(played("{top_pop: 1}", at_once, 3000, 1));
  }
}

TEST_F(WideGroups, SameSessionsWithHistory) {
  for (const std::size_t at_once : {1, 40, 4096}) {
    SCOPED_TRACE(at_once);
    expect_same(played("{candidates: catalog, exclude: user, pick: uniform, fallback: random}",
                       at_once, 3000, 3));
  }
}

TEST_F(WideGroups, SameSessionsThatAreCutOff) {
  expect_same(played("random", 333, 2000, 2, /*max_steps=*/3));
}

TEST_F(WideGroups, SameSessionsOfALatentStateRecommender) {
  expect_same(played("oracle", 50, 200, 2, /*max_steps=*/40));
}

TEST_F(WideGroups, SameSessionsOverSeveralChunks) {
  expect_same(played("random", 4096, 140'000, 2));
}

}  // namespace
}  // namespace reprise
