// Measures the work of a run before its first session.
#include <algorithm>

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include "tests/benchmarks/default_world.h"

namespace reprise {
namespace {

void BM_WorldFromCache(benchmark::State& state) {
  default_world();
  const WorldSource source = read_world_source(Node{});
  for (auto _ : state) {
    benchmark::DoNotOptimize(open_world(source, cache_directory()));
  }
}
BENCHMARK(BM_WorldFromCache)->Unit(benchmark::kMillisecond);

// Measures lists of 10 for 512 tracks, on as many threads as the argument says. Items are lists.
void BM_NearestTracks(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(0)));
  const Embeddings& embeddings = default_world().world->catalog.embeddings;
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 512; ++track) queries.push_back({track * 97 % 50'000, 10});
  for (auto _ : state) {
    NearestTracks nearest(embeddings);
    nearest.require(queries);
    benchmark::DoNotOptimize(nearest.of(queries.front().track).data());
  }
  state.SetItemsProcessed(state.iterations() * 512);
}
BENCHMARK(BM_NearestTracks)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

// Measures lists for the interests of the default world, as long as the argument says, on one
// thread. Items are lists. faiss_comparison.py compares this with faiss.
void BM_NearestLists(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, 1);
  const World& world = *default_world().world;
  std::vector<NearestQuery> queries;
  for (const TrackId interest : world.users.interests_flat) {
    queries.push_back({interest, static_cast<std::uint32_t>(state.range(0))});
  }
  for (auto _ : state) {
    NearestTracks nearest(world.catalog.embeddings);
    nearest.require(queries);
    benchmark::DoNotOptimize(nearest.of(queries.front().track).data());
  }
  std::vector<TrackId> different(world.users.interests_flat.begin(),
                                 world.users.interests_flat.end());
  std::sort(different.begin(), different.end());
  const auto end = std::unique(different.begin(), different.end());
  state.SetItemsProcessed(state.iterations() * (end - different.begin()));
  // faiss_comparison.py compares the scores of all lists with those that faiss finds.
  NearestTracks nearest(world.catalog.embeddings);
  nearest.require(queries);
  double sum = 0;
  for (auto interest = different.begin(); interest != end; ++interest) {
    const auto list = nearest.of(*interest).first(static_cast<std::size_t>(state.range(0)));
    for (const TrackId track : list) sum += world.catalog.embeddings.score(*interest, track);
  }
  state.counters["sum_of_scores"] = sum;
}
BENCHMARK(BM_NearestLists)->Arg(100)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reprise
