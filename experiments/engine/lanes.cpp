#include "experiments/engine/lanes.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "sim/check.h"
#include "sim/random/philox_blocks.h"

namespace reprise {
namespace {

// Enough sessions in flight to hide a cache miss behind the others' arithmetic.
constexpr std::size_t kLanes = 16;
// Sessions before one begins, what it begins with is fetched.
constexpr std::size_t kAhead = 8;

}  // namespace

struct Lanes::DrawBlocks {
  std::array<PhiloxCounter, kLanes> counters;
  std::array<PhiloxCounter, kLanes> of_arm;
  std::array<PhiloxCounter, kLanes> leave_counters;
  std::array<Lane*, kLanes> leaving;
};

Memory::Memory(const Arm& arm, std::size_t n_users)
    : histories(arm.needs_history ? n_users : 0), knowledge(arm.learners.size()) {
  for (std::size_t i = 0; i < knowledge.size(); ++i) {
    knowledge[i].totals.resize(arm.learners[i]->size());
  }
}

void Memory::know(const Totals& earlier, std::int64_t days) {
  REPRISE_CHECK(knowledge.size() == earlier.learned.size(), "{} learners against {}",
                knowledge.size(), earlier.learned.size());
  for (std::size_t i = 0; i < knowledge.size(); ++i) {
    knowledge[i].totals = earlier.learned[i];
    knowledge[i].days = days;
  }
}

Lanes::Lanes(const World& world, const Arm& arm, std::uint32_t max_steps, const Persons& persons)
    : world_(world), persons_(persons), arm_(arm), max_steps_(max_steps), lanes_(kLanes) {
  for (Lane& lane : lanes_) {
    for (const auto& make : arm.scratch) lane.scratch.push_back(make());
  }
}

void Lanes::play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
                 const Observables& observables, Memory& memory, Totals& totals,
                 SessionSink::Block* finished_sessions) {
  const StreamKey key = arm_.key(seed);
  std::size_t next_episode = 0;
  std::vector<Lane*> active;
  const auto start = [&](Lane& lane) {
    if (next_episode + kAhead < episodes.size()) {
      prefetch(episodes[next_episode + kAhead].start, totals, observables.size());
    }
    begin(lane, episodes[next_episode]);
    lane.leave.start(draws.leave_key(), episodes[next_episode].number);
    ++next_episode;
  };
  for (Lane& lane : lanes_) {
    if (next_episode == episodes.size()) break;
    start(lane);
    active.push_back(&lane);
  }
  DrawBlocks blocks;
  while (!active.empty()) {
    draw(active, key, draws.leave_key(), blocks);
    for (std::size_t i = 0; i < active.size(); ++i) {
      Lane& lane = *active[i];
      Stream stream(key, lane.episode, lane.session.recommendations(), blocks.of_arm[i]);
      lane.next = ask(lane, stream, observables, memory, totals);
      lane.session.prefetch(lane.next);
    }
    for (std::size_t i = 0; i < active.size();) {
      Lane& lane = *active[i];
      const std::uint32_t step = lane.session.recommendations();
      lane.session.play(lane.next, lane.leave.at(step));
      if (finished(lane)) {
        end(lane, observables, memory, totals, finished_sessions);
        if (next_episode == episodes.size()) {
          active[i] = active.back();
          active.pop_back();
          continue;
        }
        start(lane);
      }
      ++i;
    }
  }
}

void Lanes::play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                            const Observables& observables, Memory& memory, Totals& totals,
                            SessionSink::Block* finished_sessions) {
  Lane& lane = lanes_.front();
  const StreamKey key = arm_.key(seed);
  begin(lane, episode);
  do {
    Stream stream(key, lane.episode, lane.session.recommendations());
    const TrackId track = ask(lane, stream, observables, memory, totals);
    lane.session.play(track, draws.leave());
  } while (!finished(lane));
  end(lane, observables, memory, totals, finished_sessions);
}

void Lanes::prefetch(const SessionStart& start, const Totals& totals, std::size_t n_observables) {
  const Users& users = world_.users;
  __builtin_prefetch(&users.traits[start.user]);
  __builtin_prefetch(&users.discounts_begin[start.user]);
  __builtin_prefetch(&world_.catalog.artist_of[start.first_track]);
  world_.catalog.embeddings.prefetch(start.interest);
  __builtin_prefetch(&totals.counts[start.user * n_observables], /*for writing*/ 1);
}

void Lanes::begin(Lane& lane, const Episode& episode) {
  lane.episode = episode.number;
  lane.session.start(world_, episode.start);
  for (const std::unique_ptr<Scratch>& scratch : lane.scratch) scratch->clear();
}

// One block for each lane's recommendation, and a block of leave draws where the last is used up.
void Lanes::draw(std::span<Lane* const> active, const StreamKey& key, const StreamKey& leave_key,
                 DrawBlocks& blocks) {
  const std::size_t n = active.size();
  std::size_t used_up = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const Lane& lane = *active[i];
    const std::uint32_t step = lane.session.recommendations();
    blocks.counters[i] = Stream::first_counter(lane.episode, step);
    if (lane.leave.has(step)) continue;
    blocks.leave_counters[used_up] = lane.leave.counter(step);
    blocks.leaving[used_up++] = active[i];
  }
  philox_blocks(key, std::span(blocks.counters).first(n), std::span(blocks.of_arm).first(n));
  const std::span<PhiloxCounter> leave = std::span(blocks.leave_counters).first(used_up);
  philox_blocks(leave_key, leave, leave);
  for (std::size_t i = 0; i < used_up; ++i) {
    Lane& lane = *blocks.leaving[i];
    lane.leave.set_block(lane.session.recommendations(), leave[i]);
  }
}

TrackId Lanes::ask(Lane& lane, Stream& draws, const Observables& observables, const Memory& memory,
                   Totals& totals) {
  const UserIndex user = lane.session.user();
  Request request{.world = persons_.world == nullptr ? world_ : *persons_.world,
                  .user = asked_for(user),
                  .playbacks = lane.session.playbacks(),
                  .history = memory.histories.empty() ? nullptr : &memory.histories[user],
                  .hidden = arm_.needs_hidden ? &lane.session : nullptr,
                  .draws = draws,
                  .tally = totals.sources,
                  .scratch = lane.scratch,
                  .knowledge = memory.knowledge};
  if (!observables.timed()) return arm_.recommender->next(request);
  const auto start = std::chrono::steady_clock::now();
  const TrackId track = arm_.recommender->next(request);
  const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - start;
  lane.session.add_wait(waited.count());
  return track;
}

void Lanes::end(Lane& lane, const Observables& observables, Memory& memory, Totals& totals,
                SessionSink::Block* finished_sessions) {
  for (const std::unique_ptr<SessionObserver>& observer : arm_.observers) {
    observer->ended(asked_for(lane.session.user()), lane.session.playbacks());
  }
  if (finished_sessions != nullptr) finished_sessions->add(lane.session, lane.episode);
  totals.add(lane.session, observables, !lane.session.over());
  for (std::size_t i = 0; i < arm_.learners.size(); ++i) {
    arm_.learners[i]->observe(lane.session.playbacks(), lane.scratch, totals.learned[i]);
  }
  if (!memory.histories.empty()) {
    memory.histories[lane.session.user()].append(lane.session.playbacks());
  }
}

}  // namespace reprise
