// Plays many sessions of one treatment at once, step by step in turn, so that the memory one
// session waits for is fetched while the others compute.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "experiments/simulation/engine/session_sink.h"
#include "experiments/simulation/engine/totals.h"
#include "experiments/simulation/engine/treatment.h"
#include "sim/random/step_draws.h"
#include "sim/sessions/session_draws.h"
#include "sim/sessions/session_group.h"

namespace reprise {

/// What an treatment remembers from one session to the next, where it asked to: each user's
/// sessions, and what its learners know.
struct TreatmentState {
  std::vector<UserHistory> histories;         // one per user; empty unless the treatment reads them
  std::vector<LearnedCounts> learned_counts;  // one per learner

  TreatmentState(const Treatment& treatment, std::size_t n_users);
  /// What the sessions of all earlier days taught is known from now on.
  void learn(const Totals& earlier, std::int64_t days);
};

/// Who the users of a world really are, where it was made of another one by with_resampled_users.
struct ResampledUsers {
  const World* world = nullptr;  // that recommenders were made for; null: users are themselves
  std::span<const UserIndex> of = {};  // by user
};

/// A session to play.
struct Episode {
  std::uint64_t number = 0;  // its address in the random streams
  SessionStart start;
};

/// The slots of one thread for one treatment; they keep their memory from call to call.
class SessionSlots {
 public:
  SessionSlots(const World& world, const Treatment& treatment, std::uint32_t max_steps,
               const ResampledUsers& resampled_users = {});

  /// Plays the episodes and adds them to `totals`. If the treatment reads histories, no two of the
  /// episodes may be of one user, and no other thread may play these users under this treatment
  /// meanwhile. What is played depends on (seed, episode, treatment, memory) alone. `finished` gets
  /// every session as it ends; it may be null.
  void play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
            const Observables& observables, TreatmentState& state, Totals& totals,
            SessionSink::Block* finished = nullptr);

  /// Plays one episode whose leave draws come from a sequential source.
  void play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                       const Observables& observables, TreatmentState& state, Totals& totals,
                       SessionSink::Block* finished = nullptr);

 private:
  // The slots of a group are at the same stage of their steps.
  static constexpr std::size_t kGroupSlots = SessionGroup::kMost;
  static constexpr std::size_t kGroups = 2;
  static_assert(StepDraws::kMost == kGroupSlots);
  // A group's next tracks, and as many interests of sessions to come.
  static_assert(2 * kGroupSlots <= RowFetch::kMost);

  // Stays where it is: its request points into it.
  struct Slot {
    std::uint64_t episode = 0;
    Session session;
    Stream draws{StreamKey{}, 0};
    std::optional<Request> request;  // the same from session to session, but for the user
    std::vector<std::unique_ptr<Scratch>> scratch;
  };

  // SessionSlots with a session come first: each in its place, of which the arrays are.
  struct Group {
    std::array<Slot*, kGroupSlots> slots{};
    SessionGroup sessions;
    StepDraws draws;
    std::array<Request*, kGroupSlots> requests{};
    alignas(64) std::array<TrackId, kGroupSlots> next{};  // tracks
    std::size_t playing = 0;

    void load(std::size_t place);
    // The slot in this place has no session any more.
    void release(std::size_t place);
  };

  // What the slots have in common while they play episodes.
  struct Play {
    std::span<const Episode> episodes;
    StreamKey key;
    StreamKey leave_key;
    const Observables& observables;
    TreatmentState& state;
    Totals& totals;
    SessionSink::Block* finished;
    RowFetch rows;          // that are read next, and interests of sessions to come
    std::size_t begun = 0;  // episodes
  };

  // Whom recommenders take the user for.
  UserIndex asked_for(UserIndex user) const {
    return resampled_users_.world == nullptr ? user : resampled_users_.of[user];
  }
  // Brings what a session begins and ends with, but for its interest, into the caches.
  void prefetch(const SessionStart& start, const Totals& totals, std::size_t n_observables) const;
  // The next episode that was not begun.
  void begin_next(Slot& slot, Play& play);
  void begin(Slot& slot, const Episode& episode, const StreamKey& key, const TreatmentState& state);
  // What the slot asks with as long as these are there.
  void make_request(Slot& slot, const TreatmentState& state, Totals& totals) const;
  // Names each slot's next track.
  void ask(Group& group, Play& play) const;
  TrackId ask_timed(Request& request, Session& session) const;
  // Plays these tracks, while what another group named is fetched. SessionSlots whose session ends
  // begin another one while there are episodes.
  void step(Group& group, Play& play);
  // Has the tracks that were named fetched, after all that was to be fetched before.
  void fetch(const Group& group, Play& play) const;
  void end(Slot& slot, const Observables& observables, TreatmentState& state, Totals& totals,
           SessionSink::Block* finished);

  const World& world_;
  ResampledUsers resampled_users_;
  const Treatment& treatment_;
  std::uint32_t max_steps_;
  std::vector<Slot> slots_;
  std::array<Group, kGroups> groups_;
};

}  // namespace reprise
