#include "experiments/engine/lanes.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "sim/check.h"

namespace reprise {
namespace {

// Sessions before one begins, what it begins with is fetched.
constexpr std::size_t kAhead = 8;

}  // namespace

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
    : world_(world),
      persons_(persons),
      arm_(arm),
      max_steps_(max_steps),
      lanes_(kGroups * kGroupLanes) {
  // Each lane of a group may ask for its next track and for the interest of a later session.
  static_assert(kGroupLanes <= ListeningSteps::kMost && 2 * kGroupLanes <= RowFetch::kMost);
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    for (const auto& make : arm.scratch) lanes_[i].scratch.push_back(make());
    groups_[i % kGroups].lanes[i / kGroups] = &lanes_[i];
  }
}

void Lanes::play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
                 const Observables& observables, Memory& memory, Totals& totals,
                 SessionSink::Block* finished_sessions) {
  Play play{.episodes = episodes,
            .key = arm_.key(seed),
            .keys = {},
            .observables = observables,
            .memory = memory,
            .totals = totals,
            .finished = finished_sessions};
  for (std::size_t i = 0; i < kGroupLanes; ++i) {
    play.keys[i] = play.key;
    play.keys[kGroupLanes + i] = draws.leave_key();
  }
  for (Group& group : groups_) {
    RowFetch rows(world_.catalog.embeddings);
    group.playing = 0;
    for (Lane* lane : group.lanes) {
      if (play.begun == episodes.size()) break;
      begin_next(*lane, play, rows);
      ++group.playing;
    }
    rows.ask_for_rest();
  }
  ask(groups_[0], play);
  for (std::size_t turn = 0; groups_[0].playing + groups_[1].playing > 0; turn = 1 - turn) {
    Group& other = groups_[1 - turn];
    ask(other, play);
    step(groups_[turn], other, play);
  }
}

void Lanes::begin_next(Lane& lane, Play& play, RowFetch& rows) {
  if (play.begun + kAhead < play.episodes.size()) {
    const SessionStart& later = play.episodes[play.begun + kAhead].start;
    prefetch(later, play.totals, play.observables.size());
    rows.add(later.interest);
  }
  begin(lane, play.episodes[play.begun++], play.key, play.memory, play.totals);
}

void Lanes::draw(const Group& group, const Play& play) {
  for (std::size_t i = 0; i < group.playing; ++i) {
    const Lane& lane = *group.lanes[i];
    counters_[i] = Stream::first_counter(lane.episode, lane.step);
    counters_[kGroupLanes + i] = LeaveDraws::counter(lane.episode, lane.step);
  }
  // Three leave draws of four are computed anew, which costs less than finding out which.
  philox_blocks(play.keys, counters_, blocks_);
}

void Lanes::ask(const Group& group, const Play& play) {
  draw(group, play);
  std::array<Request*, kGroupLanes> requests;
  std::array<TrackId, kGroupLanes> tracks;
  for (std::size_t i = 0; i < group.playing; ++i) {
    Lane& lane = *group.lanes[i];
    lane.draws.go_to(lane.step, blocks_[i]);
    lane.leave = LeaveDraws::of_block(blocks_[kGroupLanes + i], lane.step);
    lane.request->fell_back = false;
    requests[i] = &*lane.request;
  }
  if (play.observables.timed()) {
    for (Lane* lane : group.active()) lane->next = ask_timed(*lane);
    return;
  }
  arm_.recommender->next_of(std::span(requests).first(group.playing),
                            std::span(tracks).first(group.playing));
  for (std::size_t i = 0; i < group.playing; ++i) group.lanes[i]->next = tracks[i];
}

TrackId Lanes::ask_timed(Lane& lane) const {
  const auto start = std::chrono::steady_clock::now();
  const TrackId track = arm_.recommender->next(*lane.request);
  const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - start;
  lane.session.add_wait(waited.count());
  return track;
}

void Lanes::step(Group& group, const Group& fetched, Play& play) {
  // The seven lines of a row of 100 coordinates are asked for at three moments of a session's step.
  RowFetch rows(world_.catalog.embeddings);
  for (const Lane* lane : fetched.active()) {
    rows.add(lane->next);
    __builtin_prefetch(&world_.catalog.artist_of[lane->next]);
  }
  steps_.clear();
  for (Lane* lane : group.active()) {
    rows.ask_for<2>();
    lane->session.offer(lane->next, steps_);
  }
  const std::span<const Hundredths> times = steps_.times(world_.catalog.embeddings.stride(), rows);
  std::size_t playing = 0;
  for (std::size_t i = 0; i < group.playing; ++i) {
    Lane& lane = *group.lanes[i];
    rows.ask_for<3>();
    lane.session.listen(times[i], lane.leave);
    ++lane.step;
    if (finished(lane)) {
      end(lane, play.observables, play.memory, play.totals, play.finished);
      if (play.begun == play.episodes.size()) continue;
      begin_next(lane, play, rows);
    }
    std::swap(group.lanes[playing++], group.lanes[i]);
  }
  group.playing = playing;
  rows.ask_for_rest();
}

void Lanes::play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                            const Observables& observables, Memory& memory, Totals& totals,
                            SessionSink::Block* finished_sessions) {
  Lane& lane = lanes_.front();
  const StreamKey key = arm_.key(seed);
  begin(lane, episode, key, memory, totals);
  do {
    lane.draws = Stream(key, lane.episode, lane.step);
    lane.request->fell_back = false;
    const TrackId track =
        observables.timed() ? ask_timed(lane) : arm_.recommender->next(*lane.request);
    lane.session.play(track, draws.leave());
    ++lane.step;
  } while (!finished(lane));
  end(lane, observables, memory, totals, finished_sessions);
}

void Lanes::prefetch(const SessionStart& start, const Totals& totals,
                     std::size_t n_observables) const {
  const Users& users = world_.users;
  __builtin_prefetch(&users.traits[start.user]);
  __builtin_prefetch(&users.discounts_begin[start.user]);
  __builtin_prefetch(&world_.catalog.artist_of[start.first_track]);
  __builtin_prefetch(&totals.counts[start.user * n_observables], /*for writing*/ 1);
}

void Lanes::begin(Lane& lane, const Episode& episode, const StreamKey& key, const Memory& memory,
                  Totals& totals) {
  const UserIndex user = episode.start.user;
  lane.episode = episode.number;
  lane.step = 0;
  lane.session.start(world_, episode.start);
  lane.draws = Stream(key, episode.number);
  lane.request.emplace(
      Request{.world = persons_.world == nullptr ? world_ : *persons_.world,
              .user = asked_for(user),
              .playbacks = lane.session.playbacks(),
              .history = memory.histories.empty() ? nullptr : &memory.histories[user],
              .hidden = arm_.needs_hidden ? &lane.session : nullptr,
              .draws = lane.draws,
              .tally = totals.sources,
              .scratch = lane.scratch,
              .knowledge = memory.knowledge});
  for (const std::unique_ptr<Scratch>& scratch : lane.scratch) scratch->clear();
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
