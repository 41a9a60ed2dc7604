// Plays many sessions of one arm at once, step by step in turn, so that the memory one session
// waits for is fetched while the others compute.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "experiments/engine/arm.h"
#include "experiments/engine/session_sink.h"
#include "experiments/engine/totals.h"
#include "sim/random/philox_blocks.h"
#include "sim/random/session_draws.h"

namespace reprise {

/// What an arm remembers from one session to the next, where it asked to: each user's sessions, and
/// what its learners know.
struct Memory {
  std::vector<UserHistory> histories;  // one per user; empty unless the arm reads them
  std::vector<Knowledge> knowledge;    // one per learner

  Memory(const Arm& arm, std::size_t n_users);
  /// What the sessions of all earlier days taught is known from now on.
  void know(const Totals& earlier, std::int64_t days);
};

/// Who the users of a world really are, where it was made of another one by with_persons.
struct Persons {
  const World* world = nullptr;  // that recommenders were made for; null: users are themselves
  std::span<const UserIndex> of = {};  // by user
};

/// A session to play.
struct Episode {
  std::uint64_t number = 0;  // its address in the random streams
  SessionStart start;
};

/// The lanes of one thread for one arm; they keep their memory from call to call.
class Lanes {
 public:
  Lanes(const World& world, const Arm& arm, std::uint32_t max_steps, const Persons& persons = {});

  /// Plays the episodes and adds them to `totals`. If the arm reads histories, no two of the
  /// episodes may be of one user, and no other thread may play these users under this arm
  /// meanwhile. What is played depends on (seed, episode, arm, memory) alone. `finished` gets every
  /// session as it ends; it may be null.
  void play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
            const Observables& observables, Memory& memory, Totals& totals,
            SessionSink::Block* finished = nullptr);

  /// Plays one episode whose leave draws come from a sequential source.
  void play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                       const Observables& observables, Memory& memory, Totals& totals,
                       SessionSink::Block* finished = nullptr);

 private:
  // Sessions of a group are at the same stage of their steps.
  static constexpr std::size_t kGroupLanes = 8;
  static constexpr std::size_t kGroups = 2;

  // Stays where it is: its request points into it.
  struct Lane {
    std::uint64_t episode = 0;
    std::uint32_t step = 0;  // recommendations so far
    TrackId next = 0;
    double leave = 0;  // the step's draw
    Session session;
    Stream draws{StreamKey{}, 0};
    std::optional<Request> request;  // the session's, from step to step
    std::vector<std::unique_ptr<Scratch>> scratch;
  };

  // Lanes with a session come first.
  struct Group {
    std::array<Lane*, kGroupLanes> lanes{};
    std::size_t playing = 0;

    std::span<Lane* const> active() const { return {lanes.data(), playing}; }
  };

  // What does not change while episodes are played.
  struct Play {
    std::span<const Episode> episodes;
    StreamKey key;
    // Of the lanes' recommendations, then of their leave draws.
    std::array<StreamKey, 2 * kGroupLanes> keys;
    const Observables& observables;
    Memory& memory;
    Totals& totals;
    SessionSink::Block* finished;
    std::size_t begun = 0;  // episodes
  };

  // Whom recommenders take the user for.
  UserIndex asked_for(UserIndex user) const {
    return persons_.world == nullptr ? user : persons_.of[user];
  }
  // Brings what a session begins and ends with, but for its interest, into the caches.
  void prefetch(const SessionStart& start, const Totals& totals, std::size_t n_observables) const;
  // The next episode that was not begun. The interest of a later one is added to `rows`.
  void begin_next(Lane& lane, Play& play, RowFetch& rows);
  void begin(Lane& lane, const Episode& episode, const StreamKey& key, const Memory& memory,
             Totals& totals);
  // The draws of each lane's step.
  void draw(const Group& group, const Play& play);
  // Names each lane's next track.
  void ask(const Group& group, const Play& play);
  TrackId ask_timed(Lane& lane) const;
  // Plays the tracks that were named, while what the other group named is fetched. Lanes whose
  // session ends begin another one while there are episodes.
  void step(Group& group, const Group& fetched, Play& play);
  bool finished(const Lane& lane) const { return lane.session.over() || lane.step >= max_steps_; }
  void end(Lane& lane, const Observables& observables, Memory& memory, Totals& totals,
           SessionSink::Block* finished);

  const World& world_;
  Persons persons_;
  const Arm& arm_;
  std::uint32_t max_steps_;
  std::vector<Lane> lanes_;
  std::array<Group, kGroups> groups_;
  ListeningSteps steps_;
  // As Play::keys; those of lanes without a session are computed in vain.
  std::array<PhiloxCounter, 2 * kGroupLanes> counters_{};
  std::array<PhiloxCounter, 2 * kGroupLanes> blocks_{};
};

}  // namespace reprise
