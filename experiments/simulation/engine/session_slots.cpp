#include "experiments/simulation/engine/session_slots.h"

#include <bit>
#include <chrono>

#include <fmt/format.h>

#include "sim/support/check.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

// The data of a session is prefetched when the session this many places before it begins.
constexpr std::size_t kAhead = 8;

// The number of slots used in each group if the recommender observes latent state. Such an oracle
// keeps so much data of a session that only a few sessions fit into the caches.
constexpr std::size_t kOracleSlots = 8;

// The number of groups that a treatment plays.
std::size_t groups_of(const Treatment& treatment) {
  constexpr std::size_t kInTurn = 2;
  constexpr std::size_t kMost = SessionGroup::kMost;
  return treatment.asked_at_once == 0 ? kInTurn : (treatment.asked_at_once + kMost - 1) / kMost;
}

}  // namespace

TreatmentState::TreatmentState(const Treatment& treatment, std::size_t n_users)
    : histories(treatment.capabilities.reads_history ? n_users : 0),
      learned_counts(treatment.learners.size()),
      memories(treatment.world_remembers_users ? n_users : 0) {
  for (std::size_t i = 0; i < learned_counts.size(); ++i) {
    learned_counts[i].totals.resize(treatment.learners[i]->size());
  }
}

void TreatmentState::learn(const Totals& earlier, std::int64_t days) {
  REPRISE_CHECK(learned_counts.size() == earlier.learned.size(), "{} learners against {}",
                learned_counts.size(), earlier.learned.size());
  for (std::size_t i = 0; i < learned_counts.size(); ++i) {
    learned_counts[i].totals = earlier.learned[i];
    learned_counts[i].days = days;
  }
}

SessionSlots::SessionSlots(const World& world, const Treatment& treatment, std::uint32_t max_steps,
                           const ResampledUsers& resampled_users, bool tells)
    : world_(world),
      resampled_users_(resampled_users),
      treatment_(treatment),
      max_steps_(max_steps),
      slots_(groups_of(treatment) * kGroupSlots),
      groups_(groups_of(treatment)) {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    for (const auto& make : treatment.scratch) slots_[i].scratch.push_back(make());
    if (tells) {
      slots_[i].telling = std::make_unique<Telling>();
      for (const auto& make : treatment.scratch) slots_[i].telling->scratch.push_back(make());
    }
    groups_[i % groups_.size()].slots[i / groups_.size()] = &slots_[i];
  }
  if (tells) propensities_ = std::make_unique<Propensities>(world.catalog.n_tracks());
}

void SessionSlots::Group::load(std::size_t place) {
  Slot& slot = *slots[place];
  sessions.load(place, slot.session);
  draws.load(place, slot.episode);
  requests[place] = &*slot.request;
}

void SessionSlots::Group::release(std::size_t place) {
  const std::size_t last = --playing;
  std::swap(slots[place], slots[last]);
  std::swap(requests[place], requests[last]);
  sessions.swap(place, last);
  draws.swap(place, last);
}

void SessionSlots::play(std::span<const Episode> episodes, std::uint64_t seed,
                        const StreamDraws& draws, const Observables& observables,
                        TreatmentState& state, Totals& totals,
                        SessionSink::Block* finished_sessions, const StopFlag* stop) {
  Play play{.episodes = episodes,
            .key = treatment_.key(seed),
            .leave_key = draws.leave_key(),
            .model_key = draws.model_key(),
            .observables = observables,
            .state = state,
            .totals = totals,
            .finished = finished_sessions,
            .stop = stop,
            .rows = RowFetch(world_.catalog.embeddings)};
  const std::size_t most =
      treatment_.capabilities.observes_latent_state ? kOracleSlots : kGroupSlots;
  // Begin the first sessions of both groups.
  for (Slot& slot : slots_) make_request(slot, state, totals);
  if (treatment_.asked_at_once > 0) {
    play_wide(play);
    return;
  }
  for (Group& group : groups_) {
    group.playing = 0;
    while (group.playing < most && begin_next(*group.slots[group.playing], play)) {
      group.load(group.playing++);
    }
    ask(group, play);
    fetch(group, play);
  }
  // Play the groups in turn until no session is left.
  for (std::size_t turn = 0; groups_[0].playing + groups_[1].playing > 0; turn = 1 - turn) {
    step(groups_[turn], play);
    ask(groups_[turn], play);
    fetch(groups_[turn], play);
  }
}

void SessionSlots::play_wide(Play& play) {
  std::size_t room = treatment_.asked_at_once;
  for (Group& group : groups_) {
    group.playing = 0;
    while (group.playing < std::min(kGroupSlots, room) &&
           begin_next(*group.slots[group.playing], play)) {
      group.load(group.playing++);
    }
    room -= group.playing;
    play.rows.ask_for_rest();
  }
  while (true) {
    requests_.clear();
    for (Group& group : groups_) {
      if (group.playing == 0) continue;
      draw(group, play);
      requests_.insert(requests_.end(), group.requests.begin(),
                       group.requests.begin() + static_cast<std::ptrdiff_t>(group.playing));
    }
    if (requests_.empty()) return;
    check_stop(play.stop);
    ask_wide(play);
    const TrackId* next = next_.data();
    for (Group& group : groups_) {
      std::copy_n(next, group.playing, group.next.begin());
      if (propensities_) tell(group);
      next += group.playing;
    }
    // The rows of a group are fetched while the group before plays.
    fetch(groups_.front(), play);
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      i + 1 < groups_.size() ? fetch(groups_[i + 1], play) : play.rows.ask_for_rest();
      if (groups_[i].playing > 0) step(groups_[i], play);
    }
  }
}

void SessionSlots::ask_wide(const Play& play) {
  next_.resize(requests_.size());
  const auto start = std::chrono::steady_clock::now();
  treatment_.recommender->next_of(requests_, next_);
  if (!play.observables.timed()) return;
  // Each request waited for all of them, but took its part of the time.
  const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - start;
  const auto share = took.count() / static_cast<std::int64_t>(requests_.size());
  for (Group& group : groups_) {
    for (std::size_t i = 0; i < group.playing; ++i) group.slots[i]->session.add_wait(share);
  }
}

bool SessionSlots::begin_next(Slot& slot, Play& play) {
  while (play.begun < play.episodes.size()) {
    if (play.begun + kAhead < play.episodes.size()) {
      const SessionStart& later = play.episodes[play.begun + kAhead].start;
      prefetch(later, play.totals, play.observables.size());
      play.rows.add(later.interest);
    }
    const Episode& episode = play.episodes[play.begun++];
    const std::vector<UserMemory>& memories = play.state.memories;
    if (!memories.empty() && memories[episode.start.user].gone) {
      play.rows.ask_for_rest();
      continue;
    }
    const ModelDraws draws{play.model_key, episode.number};
    begin(slot, episode, play.key, &draws, play.state);
    return true;
  }
  return false;
}

void SessionSlots::draw(Group& group, Play& play) const {
  if (treatment_.capabilities.observes_latent_state) {
    for (std::size_t i = 0; i < group.playing; ++i) group.sessions.settle(i);
  }
  play.rows.ask_for_two();
  group.draws.draw(play.key, play.leave_key);
  play.rows.ask_for_two();
  for (std::size_t i = 0; i < group.playing; ++i) {
    Slot& slot = *group.slots[i];
    slot.draws.go_to(group.draws.steps()[i] - 1, group.draws.blocks()[i]);
    slot.request->fell_back = false;
  }
}

void SessionSlots::ask(Group& group, Play& play) const {
  draw(group, play);
  play.rows.ask_for_two();
  if (play.observables.timed()) {
    for (std::size_t i = 0; i < group.playing; ++i) {
      group.next[i] = ask_timed(*group.requests[i], group.slots[i]->session);
    }
  } else {
    treatment_.recommender->next_of(std::span(group.requests).first(group.playing),
                                    std::span(group.next).first(group.playing));
  }
  if (propensities_) tell(group);
}

[[gnu::noinline]] void SessionSlots::tell(const Group& group) const {
  for (std::size_t i = 0; i < group.playing; ++i) tell(*group.slots[i], group.next[i]);
}

void SessionSlots::tell(Slot& slot, TrackId track) const {
  Telling& telling = *slot.telling;
  propensities_->clear();
  treatment_.recommender->tell(*telling.request, 1, *propensities_);
  const double propensity = propensities_->of(track);
  if (!(propensity > 0)) {
    throw UserError(fmt::format(
        "the treatment '{}' recommends track {} where it says that the track's probability is 0",
        treatment_.name, track));
  }
  telling.told.push_back({propensity, propensities_->candidates()});
}

TrackId SessionSlots::ask_timed(Request& request, Session& session) const {
  const auto start = std::chrono::steady_clock::now();
  const TrackId track = treatment_.recommender->next(request);
  const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - start;
  session.add_wait(waited.count());
  return track;
}

void SessionSlots::step(Group& group, Play& play) {
  std::uint32_t over = group.sessions.play(group.playing, group.next, group.draws.leave_words(),
                                           max_steps_, play.rows);
  // The loop goes from the last place to the first. So when a place is released, the slot that
  // moves there is one that plays on.
  while (over != 0) {
    const auto place = static_cast<std::size_t>(std::bit_width(over) - 1);
    over ^= std::uint32_t{1} << place;
    group.sessions.settle(place);
    end(*group.slots[place], play.observables, play.state, play.totals, play.finished);
    if (begin_next(*group.slots[place], play)) {
      group.load(place);
    } else {
      group.release(place);
    }
  }
}

void SessionSlots::fetch(const Group& group, Play& play) const {
  play.rows.ask_for_rest();
  for (std::size_t i = 0; i < group.playing; ++i) {
    play.rows.add(group.next[i]);
    __builtin_prefetch(&world_.catalog.artist_of[group.next[i]]);
  }
}

void SessionSlots::play_sequential(const Episode& episode, std::uint64_t seed,
                                   SequentialDraws& draws, const Observables& observables,
                                   TreatmentState& state, Totals& totals,
                                   SessionSink::Block* finished_sessions) {
  Slot& slot = slots_.front();
  const StreamKey key = treatment_.key(seed);
  make_request(slot, state, totals);
  const std::optional<ModelDraws> model_draws = draws.model();
  begin(slot, episode, key, model_draws ? &*model_draws : nullptr, state);
  do {
    slot.draws = Stream(key, slot.episode, slot.session.recommendations());
    slot.request->fell_back = false;
    const TrackId track = observables.timed() ? ask_timed(*slot.request, slot.session)
                                              : treatment_.recommender->next(*slot.request);
    if (propensities_) tell(slot, track);
    slot.session.play(track, draws.leave());
  } while (!slot.session.over() && slot.session.recommendations() < max_steps_);
  end(slot, observables, state, totals, finished_sessions);
}

void SessionSlots::prefetch(const SessionStart& start, const Totals& totals,
                            std::size_t n_observables) const {
  const Users& users = world_.users;
  __builtin_prefetch(&users.traits[start.user]);
  __builtin_prefetch(&users.discounts_begin[start.user]);
  __builtin_prefetch(&world_.catalog.artist_of[start.first_track]);
  __builtin_prefetch(&totals.counts[start.user * n_observables], /*for writing*/ 1);
}

void SessionSlots::make_request(Slot& slot, const TreatmentState& state, Totals& totals) const {
  slot.request.emplace(
      Request{.world = resampled_users_.world == nullptr ? world_ : *resampled_users_.world,
              .user = 0,
              .playbacks = slot.session.playbacks(),
              .history = nullptr,
              .hidden = treatment_.capabilities.observes_latent_state ? &slot.session : nullptr,
              .draws = slot.draws,
              .tally = totals.sources,
              .scratch = slot.scratch,
              .learned_counts = state.learned_counts});
  if (slot.telling == nullptr) return;
  Telling& telling = *slot.telling;
  telling.request.emplace(Request{.world = slot.request->world,
                                  .user = 0,
                                  .playbacks = slot.request->playbacks,
                                  .history = nullptr,
                                  .hidden = slot.request->hidden,
                                  .draws = telling.draws,
                                  .tally = telling.tally,
                                  .scratch = telling.scratch,
                                  .learned_counts = slot.request->learned_counts});
}

void SessionSlots::begin(Slot& slot, const Episode& episode, const StreamKey& key,
                         const ModelDraws* draws, const TreatmentState& state) {
  const UserIndex user = episode.start.user;
  slot.episode = episode.number;
  slot.session.start(world_, episode.start, draws,
                     state.memories.empty() ? nullptr : &state.memories[user]);
  slot.draws = Stream(key, episode.number);
  slot.request->user = asked_for(user);
  slot.request->history = state.histories.empty() ? nullptr : &state.histories[user];
  for (const std::unique_ptr<Scratch>& scratch : slot.scratch) scratch->clear();
  if (slot.telling == nullptr) return;
  slot.telling->request->user = slot.request->user;
  slot.telling->request->history = slot.request->history;
  for (const std::unique_ptr<Scratch>& scratch : slot.telling->scratch) scratch->clear();
  slot.telling->told.clear();
}

void SessionSlots::end(Slot& slot, const Observables& observables, TreatmentState& state,
                       Totals& totals, SessionSink::Block* finished_sessions) {
  if (!state.memories.empty()) slot.session.end(state.memories[slot.session.user()]);
  for (const std::unique_ptr<SessionObserver>& observer : treatment_.observers) {
    observer->ended(asked_for(slot.session.user()), slot.session.playbacks());
  }
  if (finished_sessions != nullptr) {
    finished_sessions->add(slot.session, slot.episode,
                           slot.telling == nullptr ? std::span<const Told>{}
                                                   : std::span<const Told>(slot.telling->told));
  }
  totals.add(slot.session, observables, !slot.session.over());
  for (std::size_t i = 0; i < treatment_.learners.size(); ++i) {
    treatment_.learners[i]->observe(slot.session.playbacks(), slot.scratch, totals.learned[i]);
  }
  if (!state.histories.empty()) {
    state.histories[slot.session.user()].append(slot.session.playbacks());
  }
}

}  // namespace reprise
