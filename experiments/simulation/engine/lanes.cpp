#include "experiments/simulation/engine/lanes.h"

#include <bit>
#include <chrono>

#include "sim/support/check.h"

namespace reprise {
namespace {

// Sessions before one begins, what it begins with is fetched.
constexpr std::size_t kAhead = 8;

// An oracle keeps so much of a session that only a few sessions fit into the caches.
constexpr std::size_t kOracleLanes = 4;

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
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    for (const auto& make : arm.scratch) lanes_[i].scratch.push_back(make());
    groups_[i % kGroups].lanes[i / kGroups] = &lanes_[i];
  }
}

void Lanes::Group::seat(std::size_t place) {
  Lane& lane = *lanes[place];
  sessions.seat(place, lane.session);
  draws.seat(place, lane.episode);
  requests[place] = &*lane.request;
}

void Lanes::Group::leave(std::size_t place) {
  const std::size_t last = --playing;
  std::swap(lanes[place], lanes[last]);
  std::swap(requests[place], requests[last]);
  sessions.swap(place, last);
  draws.swap(place, last);
}

void Lanes::play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
                 const Observables& observables, Memory& memory, Totals& totals,
                 SessionSink::Block* finished_sessions) {
  Play play{.episodes = episodes,
            .key = arm_.key(seed),
            .leave_key = draws.leave_key(),
            .observables = observables,
            .memory = memory,
            .totals = totals,
            .finished = finished_sessions,
            .rows = RowFetch(world_.catalog.embeddings)};
  const std::size_t most = arm_.needs_hidden ? kOracleLanes : kGroupLanes;
  for (Lane& lane : lanes_) make_request(lane, memory, totals);
  for (Group& group : groups_) {
    group.playing = 0;
    while (group.playing < most && play.begun < episodes.size()) {
      begin_next(*group.lanes[group.playing], play);
      group.seat(group.playing++);
    }
    ask(group, play);
    fetch(group, play);
  }
  for (std::size_t turn = 0; groups_[0].playing + groups_[1].playing > 0; turn = 1 - turn) {
    step(groups_[turn], play);
    ask(groups_[turn], play);
    fetch(groups_[turn], play);
  }
}

void Lanes::begin_next(Lane& lane, Play& play) {
  if (play.begun + kAhead < play.episodes.size()) {
    const SessionStart& later = play.episodes[play.begun + kAhead].start;
    prefetch(later, play.totals, play.observables.size());
    play.rows.add(later.interest);
  }
  begin(lane, play.episodes[play.begun++], play.key, play.memory);
}

void Lanes::ask(Group& group, Play& play) const {
  if (arm_.needs_hidden) {
    for (std::size_t i = 0; i < group.playing; ++i) group.sessions.settle(i);
  }
  play.rows.ask_for_two();
  group.draws.draw(play.key, play.leave_key);
  play.rows.ask_for_two();
  for (std::size_t i = 0; i < group.playing; ++i) {
    Lane& lane = *group.lanes[i];
    lane.draws.go_to(group.draws.steps()[i] - 1, group.draws.blocks()[i]);
    lane.request->fell_back = false;
  }
  play.rows.ask_for_two();
  if (play.observables.timed()) {
    for (std::size_t i = 0; i < group.playing; ++i) {
      group.next[i] = ask_timed(*group.requests[i], group.lanes[i]->session);
    }
    return;
  }
  arm_.recommender->next_of(std::span(group.requests).first(group.playing),
                            std::span(group.next).first(group.playing));
}

TrackId Lanes::ask_timed(Request& request, Session& session) const {
  const auto start = std::chrono::steady_clock::now();
  const TrackId track = arm_.recommender->next(request);
  const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - start;
  session.add_wait(waited.count());
  return track;
}

void Lanes::step(Group& group, Play& play) {
  std::uint32_t over = group.sessions.play(group.playing, group.next, group.draws.leave_words(),
                                           max_steps_, play.rows);
  // From the last place to the first: one that is left is then filled by a lane that plays on.
  while (over != 0) {
    const auto place = static_cast<std::size_t>(std::bit_width(over) - 1);
    over ^= std::uint32_t{1} << place;
    group.sessions.settle(place);
    end(*group.lanes[place], play.observables, play.memory, play.totals, play.finished);
    if (play.begun == play.episodes.size()) {
      group.leave(place);
      continue;
    }
    begin_next(*group.lanes[place], play);
    group.seat(place);
  }
}

void Lanes::fetch(const Group& group, Play& play) const {
  play.rows.ask_for_rest();
  for (std::size_t i = 0; i < group.playing; ++i) {
    play.rows.add(group.next[i]);
    __builtin_prefetch(&world_.catalog.artist_of[group.next[i]]);
  }
}

void Lanes::play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                            const Observables& observables, Memory& memory, Totals& totals,
                            SessionSink::Block* finished_sessions) {
  Lane& lane = lanes_.front();
  const StreamKey key = arm_.key(seed);
  make_request(lane, memory, totals);
  begin(lane, episode, key, memory);
  do {
    lane.draws = Stream(key, lane.episode, lane.session.recommendations());
    lane.request->fell_back = false;
    const TrackId track = observables.timed() ? ask_timed(*lane.request, lane.session)
                                              : arm_.recommender->next(*lane.request);
    lane.session.play(track, draws.leave());
  } while (!lane.session.over() && lane.session.recommendations() < max_steps_);
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

void Lanes::make_request(Lane& lane, const Memory& memory, Totals& totals) const {
  lane.request.emplace(Request{.world = persons_.world == nullptr ? world_ : *persons_.world,
                               .user = 0,
                               .playbacks = lane.session.playbacks(),
                               .history = nullptr,
                               .hidden = arm_.needs_hidden ? &lane.session : nullptr,
                               .draws = lane.draws,
                               .tally = totals.sources,
                               .scratch = lane.scratch,
                               .knowledge = memory.knowledge});
}

void Lanes::begin(Lane& lane, const Episode& episode, const StreamKey& key, const Memory& memory) {
  const UserIndex user = episode.start.user;
  lane.episode = episode.number;
  lane.session.start(world_, episode.start);
  lane.draws = Stream(key, episode.number);
  lane.request->user = asked_for(user);
  lane.request->history = memory.histories.empty() ? nullptr : &memory.histories[user];
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
