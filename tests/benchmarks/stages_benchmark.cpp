// Measures the stages of a step, each by itself, with all its data in the nearest caches: the cost
// of a step without waits for memory. Items are steps; the items of BM_StageStarts are sessions.
#include <array>
#include <deque>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>

#include "experiments/simulation/engine/simulate.h"
#include "sim/random/step_draws.h"
#include "sim/sessions/session_group.h"
#include "tests/benchmarks/default_world.h"

namespace reprise {
namespace {

constexpr std::size_t kSlots = SessionGroup::kMost;  // sessions that are at the same stage
constexpr std::uint32_t kTracks = 512;               // few, so that rows stay in the caches
constexpr std::uint32_t kLength = 6;                 // steps of a session

// Measures the draws of the recommenders and the leave draws.
void BM_StageDraws(benchmark::State& state) {
  const StreamKey key = stream_key(1, "recommender/arm");
  const StreamKey leave_key = stream_key(1, "leave");
  StepDraws draws;
  for (std::size_t i = 0; i < kSlots; ++i) draws.load(i, i);
  for (auto _ : state) {
    draws.draw(key, leave_key);
    benchmark::DoNotOptimize(draws);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSlots));
}
BENCHMARK(BM_StageDraws);

// Measures the draws of users, interests and first tracks.
void BM_StageStarts(benchmark::State& state) {
  OpenWorld& open = default_world();
  const std::vector<std::uint64_t> seeds = {1};
  open.nearest->require(nearest_queries(*open.world, {}, seeds, 512, false));
  const StreamDraws draws(*open.world, 1);
  std::vector<StartDraw> starts(512);
  for (auto _ : state) {
    draws.starts(0, starts);
    for (const StartDraw& start : starts) {
      benchmark::DoNotOptimize(start_of(start, *open.nearest));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(starts.size()));
}
BENCHMARK(BM_StageStarts);

// Sessions of the default world, each at its first step.
class Sessions {
 public:
  Sessions() : sessions_(kSlots) { start(); }

  void start() {
    for (std::size_t i = 0; i < kSlots; ++i) {
      const auto number = static_cast<TrackId>(i);
      sessions_[i].start(world_, {number, number, number});
    }
  }
  Session& operator[](std::size_t i) { return sessions_[i]; }
  const World& world() const { return world_; }
  // Returns a track that differs from the one before.
  TrackId track() { return next_++ % kTracks; }

 private:
  const World& world_ = *default_world().world;
  std::vector<Session> sessions_;
  TrackId next_ = kSlots;
};

void BM_StageAsk(benchmark::State& state, const char* recommender) {
  Sessions sessions;
  OpenWorld& open = default_world();
  std::vector<Treatment> treatments;
  treatments.push_back(
      make_treatment("arm", read_recommender(parse_yaml(recommender, "benchmark"), "benchmark"),
                     *open.world, *open.nearest));
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < kSlots; ++track) queries.push_back({track, 100});
  open.nearest->require(queries);
  SourceTally tally;
  std::vector<Stream> streams;
  for (std::size_t i = 0; i < kSlots; ++i) streams.emplace_back(treatments[0].key(1), i);
  std::deque<Request> requests;
  std::vector<Request*> pointers;
  // One request for each session.
  for (std::size_t i = 0; i < kSlots; ++i) {
    requests.push_back(Request{.world = sessions.world(),
                               .user = sessions[i].user(),
                               .playbacks = sessions[i].playbacks(),
                               .history = nullptr,
                               .hidden = nullptr,
                               .draws = streams[i],
                               .tally = tally});
    pointers.push_back(&requests.back());
  }
  std::vector<TrackId> tracks(kSlots);
  StepDraws::Block block{};
  for (auto _ : state) {
    for (std::size_t i = 0; i < kSlots; ++i) {
      block[0] += 0x9e3779b9u;
      streams[i].go_to(1, block);
    }
    treatments[0].recommender->next_of(pointers, tracks);
    benchmark::DoNotOptimize(tracks.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSlots));
}
BENCHMARK_CAPTURE(BM_StageAsk, random, "random");
BENCHMARK_CAPTURE(BM_StageAsk, first_track_session,
                  "{anchor: first_track, candidates: {nearest: 100}, exclude: session, "
                  "pick: uniform}");

// Measures sessions from start to end: counting, the times, and all that a session updates after
// them.
void BM_StagePlay(benchmark::State& state) {
  Sessions sessions;
  SessionGroup group;
  std::array<TrackId, kSlots> tracks;
  const std::array<std::uint32_t, kSlots> never_skip{};
  RowFetch none(sessions.world().catalog.embeddings);
  for (auto _ : state) {
    sessions.start();
    for (std::size_t i = 0; i < kSlots; ++i) group.load(i, sessions[i]);
    for (std::uint32_t step = 0; step < kLength; ++step) {
      for (TrackId& track : tracks) track = sessions.track();
      group.play(kSlots, tracks, never_skip, kLength, none);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSlots * kLength));
}
BENCHMARK(BM_StagePlay);

// Measures the counting of finished sessions.
void BM_StageTotals(benchmark::State& state) {
  Sessions sessions;
  for (std::uint32_t step = 0; step < kLength; ++step) {
    for (std::size_t i = 0; i < kSlots; ++i) sessions[i].play(sessions.track(), 0.0);
  }
  const Observables observables(
      {find_metric("mean_tracks_per_session"), find_metric("mean_time_per_session")});
  const World& world = sessions.world();
  Totals totals(world.users.size(), observables.size(), world.catalog.n_tracks(), Treatment());
  for (auto _ : state) {
    for (std::size_t i = 0; i < kSlots; ++i) totals.add(sessions[i], observables, false);
  }
  benchmark::DoNotOptimize(totals.sessions);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSlots * kLength));
}
BENCHMARK(BM_StageTotals);

}  // namespace
}  // namespace reprise
