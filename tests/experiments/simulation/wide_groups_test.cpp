// Tests that a treatment which is asked many requests at once plays the same sessions as one that
// is asked few, however many it is asked at once.
#include <atomic>

#include <gmock/gmock.h>
#include <tbb/task_arena.h>

#include "tests/experiments/simulation/small_simulation.h"

namespace reprise {
namespace {

constexpr std::uint64_t kSeed = 5;

class WideGroups : public SmallSimulation {
 protected:
  // Plays two treatments of the recommender, the second of which is asked `at_once` requests.
  std::vector<Totals> played(const std::string& yaml, std::size_t at_once, std::uint64_t episodes,
                             int threads, std::uint32_t max_steps = 10'000) {
    std::vector<Treatment> treatments;
    for (int i = 0; i < 2; ++i) treatments.push_back(treatment("same", yaml));
    treatments[1].asked_at_once = at_once;
    compute_nearest(treatments, kSeed, episodes);
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

// Raises a flag when it has been asked a few times, and counts how often it is asked.
class StopsSoon final : public Recommender {
 public:
  static constexpr int kTimes = 3;

  TrackId next(Request&) const override { return 0; }
  void next_of(std::span<Request* const> requests, std::span<TrackId> tracks) const override {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      tracks[i] = static_cast<TrackId>(requests[i]->playbacks.size());
    }
    if (++asked == kTimes) stop = true;
  }

  mutable StopFlag stop{false};
  mutable int asked = 0;
};

TEST_F(WideGroups, StopBeforeTheNextStep) {
  std::vector<Treatment> treatments;
  treatments.push_back(treatment("stops", "random"));
  auto made = std::make_unique<StopsSoon>();
  const StopsSoon& stops = *made;
  treatments[0].recommender = std::move(made);
  treatments[0].asked_at_once = 100;
  compute_nearest(treatments, kSeed, 1000);
  Simulation simulation{world_, nearest_, treatments, {}, *observables_, /*max_steps=*/10'000};
  simulation.stop = &stops.stop;
  std::vector<TreatmentState> states = fresh_states(simulation);
  EXPECT_THROW(simulate(simulation, kSeed, {0, 1000}, states), Interrupted);
  EXPECT_EQ(stops.asked, StopsSoon::kTimes);
}

TEST_F(WideGroups, SameSessionsOverSeveralChunks) {
  expect_same(played("random", 4096, 140'000, 2));
}

}  // namespace
}  // namespace reprise
