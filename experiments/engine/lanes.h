// Plays many sessions of one arm at once, step by step in turn, so that the memory one session
// waits for is fetched while the others compute.
#pragma once

#include <memory>
#include <vector>

#include "experiments/engine/arm.h"
#include "experiments/engine/session_sink.h"
#include "experiments/engine/totals.h"
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
  struct Lane {
    Session session;
    LeaveDraws leave;
    std::uint64_t episode = 0;
    TrackId next = 0;
    std::vector<std::unique_ptr<Scratch>> scratch;
  };

  // Whom recommenders take the user for.
  UserIndex asked_for(UserIndex user) const {
    return persons_.world == nullptr ? user : persons_.of[user];
  }
  // Brings what a session begins and ends with into the caches.
  void prefetch(const SessionStart& start, const Totals& totals, std::size_t n_observables);
  void begin(Lane& lane, const Episode& episode);
  struct DrawBlocks;
  static void draw(std::span<Lane* const> active, const StreamKey& key, const StreamKey& leave_key,
                   DrawBlocks& blocks);
  TrackId ask(Lane& lane, Stream& draws, const Observables& observables, const Memory& memory,
              Totals& totals);
  bool finished(const Lane& lane) const {
    return lane.session.over() || lane.session.recommendations() >= max_steps_;
  }
  void end(Lane& lane, const Observables& observables, Memory& memory, Totals& totals,
           SessionSink::Block* finished);

  const World& world_;
  Persons persons_;
  const Arm& arm_;
  std::uint32_t max_steps_;
  std::vector<Lane> lanes_;
};

}  // namespace reprise
