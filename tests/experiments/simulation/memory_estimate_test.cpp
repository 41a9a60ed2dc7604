#include "experiments/simulation/memory_estimate.h"

#include <memory>
#include <utility>

#include <gmock/gmock.h>

#include "experiments/simulation/engine/threads.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Prepares an experiment and calls visit(prepared) as long as the spec exists. Nothing may be
// cached, so that all lists are missing until they are made.
template <class Visit>
void prepared_with(const std::string& settings, Visit visit) {
  const ExperimentSpec spec = small_experiment(settings);
  Workspace workspace;
  Timings timings;
  with_threads(1, [&] { visit(prepare(spec, workspace, timings, {})); });
}

std::string refusal_of(const Prepared& prepared, std::uint64_t available) {
  try {
    check_memory(prepared, available, {});
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

TEST(MemoryEstimate, HasTheSumsOfEachTreatmentAndThread) {
  prepared_with("treatments: {a: random, b: sticky_artist}, episodes: 50",
                [](const auto& prepared) {
                  const MemoryEstimate estimate = estimate_memory(prepared);
                  const std::uint64_t numbers = 400 * prepared.observables->size() + 400;
                  EXPECT_EQ(estimate.sums, 2 * (1 + 3) * numbers * 8);
                  EXPECT_EQ(estimate.n_lists, 0u) << "they are made already";
                  EXPECT_EQ(estimate.lists, 0u);
                });
}

TEST(MemoryEstimate, IsRefusedWithItsPartsBeforeItIsTaken) {
  prepared_with(
      "treatments: {a: random, b: sticky_artist}, episodes: 50", [](const auto& prepared) {
        const std::uint64_t needed = estimate_memory(prepared).all();
        EXPECT_EQ(refusal_of(prepared, needed), "");
        EXPECT_THAT(refusal_of(prepared, needed - 1),
                    AllOf(HasSubstr("for sums of 2 treatments"), HasSubstr("fewer 'episodes'")));
      });
}

// The lists are put aside, so that they are estimated again, and compared with what was made.
TEST(MemoryEstimate, OfACeilingIsThatOfItsListsAndNamesASampleThatFits) {
  prepared_with("treatments: {a: random, b: oracle}, episodes: 300", [](Prepared prepared) {
    std::unique_ptr<NearestTracks>& nearest = prepared.shared->open.nearest;
    const std::unique_ptr<NearestTracks> made = std::exchange(
        nearest, std::make_unique<NearestTracks>(prepared.world().catalog.embeddings));
    std::uint64_t lists = 0;
    for (TrackId track = 0; track < 400; ++track) lists += !made->of(track).empty();
    const MemoryEstimate estimate = estimate_memory(prepared);
    EXPECT_EQ(estimate.n_lists, lists);
    EXPECT_GE(estimate.lists, lists * 400 * sizeof(TrackId)) << "all tracks: fewer than 1024";
    const std::string refusal = refusal_of(prepared, estimate.sums + estimate.lists / 2);
    EXPECT_THAT(refusal, HasSubstr("'ceiling_sessions: 100'"));
  });
}

TEST(MemoryEstimate, HasTheListsOfModels) {
  prepared_with(
      "models: {m: {log: {sessions: 2000}, dim: 8}}, treatments: {a: random, b: {candidates: "
      "{item_list: {model: m, top: 50}}}}, episodes: 30",
      [](const auto& prepared) {
        const MemoryEstimate estimate = estimate_memory(prepared);
        EXPECT_EQ(estimate.n_lists, 30u) << "as many as there may be first tracks";
        EXPECT_EQ(estimate.lists, 30 * 50 * (4 + 4) + std::uint64_t{64 * 40 * 50});
      });
}

TEST(MemoryEstimate, HasTheListsOfFirstTracks) {
  prepared_with(
      "treatments: {a: random, b: {anchor: first_track, candidates: {nearest: 30}}}, episodes: 50",
      [](const auto& prepared) {
        const MemoryEstimate estimate = estimate_memory(prepared);
        EXPECT_EQ(estimate.n_lists, 50u);
        EXPECT_EQ(estimate.lists, 50u * 30 * sizeof(TrackId));
      });
}

}  // namespace
}  // namespace reprise
