// The interface of user models other than botify's. Session plays botify's user by itself; where a
// world has a UserModel, Session asks a Listener of it how long a track is heard and when the user
// leaves. What a skip is, Session decides for all models: a step is one with a chance of 1 - time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sim/random/streams.h"
#include "sim/sessions/playbacks.h"
#include "sim/sessions/session_start.h"
#include "sim/sessions/user_memory.h"
#include "sim/world/world.h"

namespace reprise {

/// Where the draws of a session's user model lie in the streams (StreamDraws::model_key).
struct ModelDraws {
  StreamKey key{};
  std::uint64_t episode = 0;
};

/// What is true of a model as a whole, and what its parts declare. `|=` makes unions.
struct UserModelFacts {
  // Sessions depend on the user's earlier sessions under the same treatment.
  bool remembers_users = false;
  // Some episodes are not played, because their user has not come back.
  bool loses_users = false;
  // Days between the sessions of a user are known.
  bool counts_days = false;
  // Sessions end by something else than the user's budget, so tracks - time is not the budget.
  bool leaves_otherwise = false;
  // The next track changes what the listener wants or how much, so a recommender that maximises the
  // next time does not maximise the session.
  bool reacts = false;

  UserModelFacts& operator|=(const UserModelFacts& other) {
    remembers_users |= other.remembers_users;
    loses_users |= other.loses_users;
    counts_days |= other.counts_days;
    leaves_otherwise |= other.leaves_otherwise;
    reacts |= other.reacts;
    return *this;
  }
  friend bool operator==(const UserModelFacts&, const UserModelFacts&) = default;
};

/// The user of one session. One object plays many sessions, one after the other. Not to be shared
/// by threads.
class Listener {
 public:
  virtual ~Listener() = default;

  /// Begins a session and returns its budget: the number of skips that end it, or 1 where sessions
  /// end otherwise. `memory` is null unless the model remembers users.
  virtual std::int32_t begin(const World& world, const SessionStart& start, const ModelDraws& draws,
                             const UserMemory* memory) = 0;
  /// Returns how long a track is listened to that is played after `playbacks`; `earlier` counts the
  /// playbacks of the track and of its artist among these.
  virtual Hundredths listen(const Playbacks& playbacks, TrackId track,
                            const Playbacks::Earlier& earlier) = 0;
  /// Tells the outcome of the track that listen() was asked about, before the playback is appended.
  /// Returns whether the user leaves now for another reason than a used up budget.
  virtual bool react(const Playbacks& playbacks, TrackId track, Hundredths time, bool skipped) = 0;
  /// Returns the share of the track, from 0 on, that the listener would hear as things are now:
  /// without what the next step draws (a new state, noise of the response). `playbacks` may be
  /// asked anything.
  virtual double expected_share(const Playbacks& playbacks, TrackId track) const = 0;
  /// Returns whether skips use up a budget.
  virtual bool spends_budget() const = 0;
  /// Returns the number of days until the user's next session, drawn when this session ends:
  /// infinite where the user never comes back, nothing in models without days.
  virtual std::optional<double> days_to_return(const Playbacks& playbacks) = 0;
  /// Returns the number of days for which users are followed; infinite without an end.
  virtual double followed_days() const = 0;
};

/// A user model. Immutable; shared by all threads.
class UserModel {
 public:
  virtual ~UserModel() = default;
  virtual std::unique_ptr<Listener> make_listener() const = 0;
  virtual const UserModelFacts& facts() const = 0;
  /// Returns the model as a sentence in one line of YAML.
  virtual const std::string& sentence() const = 0;
  /// Returns the parts for which sessions depend on the user's earlier ones, such as "'repeat:
  /// enjoys' and 'return: days'"; empty where there are none.
  virtual const std::string& remembering_parts() const = 0;
};

/// Returns what is true of the users of a world, which are botify's if it has no model.
inline UserModelFacts facts_of(const World& world) {
  return world.user_model == nullptr ? UserModelFacts{} : world.user_model->facts();
}

/// Returns whether the sessions of this world depend on earlier sessions of their users.
inline bool remembers_users(const World& world) { return facts_of(world).remembers_users; }

/// Adds a finished session to the user's memory, and the day of the next session. Returns the
/// number of days until then, as Listener::days_to_return does.
std::optional<double> remember(const Playbacks& playbacks, Listener& listener, UserMemory& memory);

}  // namespace reprise
