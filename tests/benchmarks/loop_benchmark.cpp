// Measures steps of the simulation loop on one thread, and the bare work of a step to compare them
// with.
#include <array>
#include <numeric>

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include "experiments/simulation/engine/simulate.h"
#include "tests/benchmarks/bare_steps.h"
#include "tests/benchmarks/default_world.h"

namespace reprise {
namespace {

// Measures the memory traffic and arithmetic of a step with nothing around them: it gathers 32
// random rows, then computes the dot product and the logistic of each. The loop below would be as
// fast if it had no overhead.
void BM_BareSteps(benchmark::State& state) {
  const Embeddings& embeddings = default_world().world->catalog.embeddings;
  const auto n = static_cast<std::uint32_t>(embeddings.size());
  const UserTraits traits;
  std::array<TrackId, kBareSteps> interests;
  std::iota(interests.begin(), interests.end(), TrackId{1});
  std::array<TrackId, kBareSteps> tracks;
  std::uint32_t word = 1;
  std::int64_t sum = 0;
  for (auto _ : state) {
    for (TrackId& track : tracks) {
      word = word * 1664525u + 1013904223u;
      track = static_cast<TrackId>((std::uint64_t{word} * n) >> 32);
    }
    sum += play_bare_steps(embeddings, interests, tracks, traits);
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBareSteps));
}
BENCHMARK(BM_BareSteps);

// With so many episodes, the time for work that is done once is small beside theirs.
constexpr std::uint64_t kEpisodes = 65'536;

void BM_Loop(benchmark::State& state, const char* recommender, std::uint64_t episodes) {
  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  OpenWorld& open = default_world();
  const RecommenderRecipe recipe =
      read_recommender(parse_yaml(recommender, "benchmark"), "benchmark");
  std::vector<Treatment> treatments;
  treatments.push_back(make_treatment("arm", recipe, *open.world, *open.nearest));
  const std::vector<std::uint64_t> seeds = {1};
  open.nearest->require(nearest_queries(*open.world, treatments, seeds, episodes, false));
  open.nearest->require(
      first_track_queries(*open.world, *open.nearest, treatments, seeds, episodes, false));
  const Observables observables(
      {find_metric("mean_tracks_per_session"), find_metric("mean_time_per_session")});
  const Simulation simulation{*open.world, *open.nearest, treatments, {}, observables, 10'000};
  std::int64_t steps = 0;
  for (auto _ : state) {
    std::vector<TreatmentState> states = fresh_states(simulation);
    steps += static_cast<std::int64_t>(
        simulate(simulation, 1, {0, episodes}, states)[0].recommendations);
  }
  state.SetItemsProcessed(steps);
}
BENCHMARK_CAPTURE(BM_Loop, random, "random", kEpisodes)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Loop, sticky_artist, "sticky_artist", kEpisodes)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Loop, top_pop, "top_pop", kEpisodes)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(
    BM_Loop, first_track_session,
    "{anchor: first_track, candidates: {nearest: 100}, exclude: session, pick: uniform}", kEpisodes)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Loop, oracle, "oracle", 4096)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reprise
