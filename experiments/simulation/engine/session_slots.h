// Plays many sessions of one treatment at once on one thread, step by step in turn. While one
// session waits for memory, other sessions compute.
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
#include "sim/support/interruption.h"

namespace reprise {

/// The state of a treatment between sessions: the earlier sessions of each user, if the treatment
/// reads them, the counts of its learners, if it has any, and what its users remember themselves.
struct TreatmentState {
  std::vector<UserHistory> histories;         // one per user; empty unless the treatment reads them
  std::vector<LearnedCounts> learned_counts;  // one per learner
  std::vector<UserMemory> memories;  // one per user where the world's users remember sessions

  TreatmentState(const Treatment& treatment, std::size_t n_users);
  /// Makes `earlier`, the totals over all earlier days, known to the recommender. `days` is the
  /// number of these days.
  void learn(const Totals& earlier, std::int64_t days);
};

/// The drawn users of a world that with_resampled_users made. Recommenders were made for the
/// original world, so they are asked about the original users.
struct ResampledUsers {
  const World* world = nullptr;        // the original world; null: users were not resampled
  std::span<const UserIndex> of = {};  // the original user, by resampled user
};

/// One session to play.
struct Episode {
  std::uint64_t number = 0;  // its address in the random streams
  SessionStart start;
};

/// The session slots of one thread for one treatment. They keep their memory from call to call.
/// Only one thread at a time may use an object.
class SessionSlots {
 public:
  /// `tells`: `finished` gets the propensities of the recommendations with each session.
  SessionSlots(const World& world, const Treatment& treatment, std::uint32_t max_steps,
               const ResampledUsers& resampled_users = {}, bool tells = false);

  /// Plays the episodes and adds them to `totals`. If the treatment's users_in_order() is true, no
  /// two of the episodes may be of one user, and no other thread may play these users under this
  /// treatment meanwhile. The sessions depend on (seed, episode, treatment, treatment state) alone.
  /// `finished` gets every session when it ends; it may be null.
  ///
  ///   for each of the two groups: begin a session in each slot, then ask and fetch
  ///   while a group has sessions, for the groups in turn:
  ///     step:  play the named tracks; end sessions, and begin the next episodes in their slots
  ///     ask:   compute the draws; ask the recommender to name each slot's next track
  ///     fetch: queue the rows of these tracks; they are prefetched while the other group plays
  ///
  /// A treatment with `asked_at_once` has as many groups as it takes, and is asked for all of them
  /// in one call, then each of them steps (play_wide). Such a call may take long, so before each of
  /// them Interrupted is thrown if `stop` is raised; the totals are then of no further use.
  ///
  /// Threads: everything runs on the calling thread, which calls the recommender, the observers,
  /// the learners and `finished`. Other threads may use the same treatment and state meanwhile,
  /// each with SessionSlots, Totals and a block of its own.
  void play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
            const Observables& observables, TreatmentState& state, Totals& totals,
            SessionSink::Block* finished = nullptr, const StopFlag* stop = nullptr);

  /// Plays one episode whose leave draws come from a sequential source, on the calling thread.
  void play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                       const Observables& observables, TreatmentState& state, Totals& totals,
                       SessionSink::Block* finished = nullptr);

 private:
  // The number of slots of a group. All slots of a group are at the same stage of a step.
  static constexpr std::size_t kGroupSlots = SessionGroup::kMost;
  static_assert(StepDraws::kMost == kGroupSlots);
  // RowFetch has room for a group's next tracks and for as many interests of sessions to come.
  static_assert(2 * kGroupSlots <= RowFetch::kMost);

  // What a slot needs to tell the propensities of its recommendations: a second request, with a
  // stream, a tally and a scratch of its own, so that telling changes nothing that is played.
  struct Telling {
    Stream draws{StreamKey{}, 0};
    SourceTally tally;
    std::vector<std::unique_ptr<Scratch>> scratch;
    std::optional<Request> request;
    std::vector<Told> told;  // of the session so far
  };

  // A slot must not move in memory, because its request refers to its members.
  struct Slot {
    std::uint64_t episode = 0;
    Session session;
    Stream draws{StreamKey{}, 0};
    std::optional<Request> request;  // kept for all sessions; only the user and the history change
    std::vector<std::unique_ptr<Scratch>> scratch;
    std::unique_ptr<Telling> telling;  // null unless propensities are told
  };

  // One group of slots. Each slot has a place, which is its index in all arrays. The slots that
  // have a session are in the first `playing` places.
  struct Group {
    std::array<Slot*, kGroupSlots> slots{};
    SessionGroup sessions;
    StepDraws draws;
    std::array<Request*, kGroupSlots> requests{};
    alignas(64) std::array<TrackId, kGroupSlots> next{};  // next tracks
    std::size_t playing = 0;

    void load(std::size_t place);
    // Takes the slot without a session out of this place; the last playing slot moves there.
    void release(std::size_t place);
  };

  // The state that all slots share during one call of play().
  struct Play {
    std::span<const Episode> episodes;
    StreamKey key;
    StreamKey leave_key;
    StreamKey model_key;
    const Observables& observables;
    TreatmentState& state;
    Totals& totals;
    SessionSink::Block* finished;
    const StopFlag* stop;   // may be null
    RowFetch rows;          // rows of next tracks, and of interests of sessions to come
    std::size_t begun = 0;  // number of episodes begun
  };

  // Returns the user that recommenders are asked about.
  UserIndex asked_for(UserIndex user) const {
    return resampled_users_.world == nullptr ? user : resampled_users_.of[user];
  }
  // Brings the data that a session needs at its start and end into the caches, except its interest.
  void prefetch(const SessionStart& start, const Totals& totals, std::size_t n_observables) const;
  // Plays in step all sessions that the treatment is to be asked for at once.
  void play_wide(Play& play);
  // Asks the recommender for the next track of each request in requests_, and fills next_.
  void ask_wide(const Play& play);
  // Begins the next episode in the slot whose user has not gone for good. Returns false if there is
  // none.
  bool begin_next(Slot& slot, Play& play);
  // `draws` may be null where the world has no user model.
  void begin(Slot& slot, const Episode& episode, const StreamKey& key, const ModelDraws* draws,
             const TreatmentState& state);
  // Makes the slot's request. It refers to `state` and `totals`, and is valid while they exist.
  void make_request(Slot& slot, const TreatmentState& state, Totals& totals) const;
  // Computes the draws of the group's next step.
  void draw(Group& group, Play& play) const;
  // Asks the recommender for the next track of each slot.
  void ask(Group& group, Play& play) const;
  TrackId ask_timed(Request& request, Session& session) const;
  // Notes the propensity of the track that was recommended to the slot and is not played yet.
  void tell(Slot& slot, TrackId track) const;
  void tell(const Group& group) const;
  // Plays the next track of each slot, while the rows that the other group needs are fetched. A
  // slot whose session ends begins another session while there are episodes.
  void step(Group& group, Play& play);
  // Requests the rows that are still waiting to be fetched, then adds the group's next tracks.
  void fetch(const Group& group, Play& play) const;
  void end(Slot& slot, const Observables& observables, TreatmentState& state, Totals& totals,
           SessionSink::Block* finished);

  const World& world_;
  ResampledUsers resampled_users_;
  const Treatment& treatment_;
  std::uint32_t max_steps_;
  std::vector<Slot> slots_;
  std::vector<Group> groups_;
  // Of one call of ask_wide: the requests of all groups in turn, and the tracks named for them.
  std::vector<Request*> requests_;
  std::vector<TrackId> next_;
  std::unique_ptr<Propensities> propensities_;  // of one request; null unless they are told
};

}  // namespace reprise
