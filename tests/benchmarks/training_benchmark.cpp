// Measures the training of models and the making of their lists, on 1 and 2 threads. Items are
// pairs or lists.
#include <benchmark/benchmark.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include "recommenders/training/embedding_ranker.h"
#include "recommenders/training/epoch_trainer.h"
#include "recommenders/training/implicit_als.h"
#include "recommenders/training/top_lists.h"

namespace reprise {
namespace {

constexpr std::uint32_t kTracks = 50'000;
constexpr std::uint64_t kPairs = 5'000'000;

// Returns pairs like those of a log of the default mix: contexts of uneven popularity, 60 % of the
// tracks among the 2000 most popular.
const PairLog& benchmark_log() {
  static const PairLog log = [] {
    PairLog filled(kTracks, kTracks);
    Stream stream(stream_key(1, "benchmark/pairs"), 0);
    std::vector<Pair> pairs;
    for (std::uint64_t i = 0; i < kPairs; ++i) {
      const std::uint32_t context = uniform_index(stream, 1 + uniform_index(stream, kTracks));
      const bool popular = uniform_unit(stream()) < 0.6;
      const TrackId track =
          popular ? uniform_index(stream, 2000) * 25 : uniform_index(stream, kTracks);
      pairs.push_back({context, track, static_cast<Hundredths>(uniform_index(stream, 101))});
    }
    filled.add_block(0, std::move(pairs));
    return filled;
  }();
  return log;
}

// The sorted pairs and the weights for an epoch. The whole log is trained on; nothing is held out.
struct Prepared {
  explicit Prepared(const EmbeddingRankerParameters& parameters, bool in_cells) {
    const PairLog& log = benchmark_log();
    const Split split(stream_key(1, "split"), 0, 0);
    const Observations observations = count_observations(log, split);
    n_strata =
        in_cells ? choose_strata(
                       kTracks,
                       row_stride(static_cast<std::size_t>(parameters.dim)) * sizeof(float), kPairs)
                 : 1;
    const Strata contexts = balance_strata(observations.contexts, {}, n_strata);
    const Strata tracks = balance_strata(observations.tracks, {}, n_strata);
    pairs = in_cells ? sort_into_strata(log, split, contexts, tracks)
                     : sort_into_random_cells(log, split, stream_key(1, "cells"));
    weights =
        start_weights(parameters, {}, observations, contexts, tracks, 0.5, stream_key(1, "start"));
  }

  std::uint32_t n_strata;
  SplitPairs pairs;
  RankerWeights weights;
};

// Measures one epoch of per-pair Adagrad. The arguments are the dimension and the threads.
void BM_AdagradEpoch(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  EmbeddingRankerParameters parameters;
  parameters.dim = state.range(0);
  Prepared prepared(parameters, true);
  const auto trainer = make_cell_trainer(prepared.pairs, prepared.n_strata, prepared.weights, true,
                                         stream_key(1, "order"));
  std::int64_t epoch = 0;
  for (auto _ : state) benchmark::DoNotOptimize(trainer->run_epoch(++epoch, 0.3));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPairs));
}
BENCHMARK(BM_AdagradEpoch)
    ->Args({100, 1})
    ->Args({100, 2})
    ->Args({140, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// Measures Hogwild with the same kernel, for comparison. There is one random order, and each of two
// threads takes a half of it; the threads race on the rows. Hogwild is not reproducible, and it
// uses the caches badly.
void BM_HogwildEpoch(benchmark::State& state) {
  EmbeddingRankerParameters parameters;
  Prepared prepared(parameters, false);
  shuffle(prepared.pairs.train, Stream(stream_key(1, "order"), 0));
  std::vector<float> context_accumulators(kTracks, 1.0f);
  std::vector<float> track_accumulators(kTracks, 1.0f);
  const auto rows = [](SideWeights& side, std::vector<float>& accumulators) {
    SideRows made;
    made.own = {side.own.row(0), side.own.stride(), side.own.dim(), accumulators.data(),
                side.own_ridges.data()};
    return made;
  };
  const SampleSteps steps{rows(prepared.weights.contexts, context_accumulators),
                          rows(prepared.weights.tracks, track_accumulators), 0.3f};
  const auto n_threads = static_cast<std::size_t>(state.range(0));
  const std::size_t share = kPairs / n_threads;
  for (auto _ : state) {
    tbb::parallel_for(
        std::size_t{0}, n_threads,
        [&](std::size_t i) {
          take_sample_steps(steps, std::span(prepared.pairs.train).subspan(i * share, share));
        },
        tbb::static_partitioner());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPairs));
}
BENCHMARK(BM_HogwildEpoch)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

// Measures one epoch of AdamW in batches of 2048, the same work as PyTorch's dense AdamW.
void BM_AdamWEpoch(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  EmbeddingRankerParameters parameters = EmbeddingRankerParameters::seed_a();
  parameters.dim = state.range(0);
  Prepared prepared(parameters, false);
  const auto trainer =
      make_batch_trainer(prepared.pairs, prepared.weights, parameters, stream_key(1, "order"));
  std::int64_t epoch = 0;
  for (auto _ : state) benchmark::DoNotOptimize(trainer->run_epoch(++epoch, 1e-3));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPairs));
}
BENCHMARK(BM_AdamWEpoch)
    ->Args({100, 1})
    ->Args({100, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// Measures lists of 100 among all tracks, for 4096 contexts.
void BM_TopLists(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(0)));
  constexpr std::size_t kContexts = 4096;
  EmbeddingRankerParameters parameters;
  const Prepared prepared(parameters, false);
  const EmbeddingTable& contexts = prepared.weights.contexts.own;
  const Embeddings some(contexts.values().first(kContexts * contexts.stride()), contexts.dim());
  for (auto _ : state) {
    benchmark::DoNotOptimize(top_lists(some, prepared.weights.tracks.own.view(), {}));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kContexts));
}
BENCHMARK(BM_TopLists)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_ImplicitAlsIteration(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(0)));
  ImplicitAlsParameters parameters;
  parameters.iterations = 1;
  for (auto _ : state) {
    benchmark::DoNotOptimize(factorise(benchmark_log(), parameters, 1, "als"));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPairs));
}
BENCHMARK(BM_ImplicitAlsIteration)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reprise
