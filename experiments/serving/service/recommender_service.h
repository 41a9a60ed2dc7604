// Serves the treatments of an experiment. Listeners tell the service of one playback at a time, and
// the service keeps the state of its users as a live service does.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "experiments/simulation/prepared.h"

namespace reprise {

struct ServiceOptions {
  // For every user. Left out: the experiment's design assigns users; where every user would play
  // all treatments, botify's split does.
  std::optional<std::string> treatment;
  std::uint64_t seed = 1;  // of the recommenders' draws, for requests without draws
};

/// A recommender service. A user may have one session at a time, from the first playback until the
/// playback that is reported as the last. Thread-safe. The recommendations to a user depend only on
/// that user's own requests.
///
/// As botify's services, it knows no list of its users: whoever is not of the world is a stranger,
/// who gets a treatment like all others, has no lists, and is remembered. Recommenders do not hear
/// of a track that is not in the catalog: they are asked as if it had not been played, and where
/// nothing else was played in the session, the answer is a track at random.
class RecommenderService {
 public:
  /// Prepares everything that the recommenders need for any request. `prepared` must outlive the
  /// service. Throws UserError for a treatment that does not exist, and for treatments that no
  /// service could serve.
  RecommenderService(const Prepared& prepared, const ServiceOptions& options,
                     const Progress& progress);

  struct Answer {
    // unknown_user: a stranger with a number below 0, or one too many, or one whose treatment asks
    // another service, which is asked for users of the world alone.
    enum class Kind { done, unknown_user, too_long } kind = Kind::done;
    TrackId track = 0;          // the recommended track
    std::size_t treatment = 0;  // index in the order of the prepared treatments
  };

  /// Adds a playback: the user has played a track for some time and wants another track. `track` is
  /// empty for one that is not in the catalog. `draws` is the address of the recommender's draws;
  /// when it is left out, the address is made of the user's number and number of sessions.
  Answer next(std::int64_t user, std::optional<TrackId> track, Hundredths time,
              const std::optional<DrawAddress>& draws);
  /// Adds the last playback: the user has played a track and leaves.
  Answer last(std::int64_t user, std::optional<TrackId> track, Hundredths time);

  const World& world() const { return prepared_.world(); }
  /// Returns the number of sessions that have ended.
  std::uint64_t sessions() const;
  /// Returns the number of users who asked and are not of the world.
  std::size_t strangers() const;
  /// Returns the tally of all recommendations so far.
  SourceTally tally() const;

 private:
  // A session that is not over. It is used under its user's lock.
  struct OpenSession {
    Playbacks playbacks;
    std::uint32_t unknown_tracks = 0;  // playbacks of tracks that are not in the catalog
    std::vector<std::unique_ptr<Scratch>> scratch;
  };
  // Somebody who is not of the world.
  struct Stranger {
    UserIndex place = 0;  // numbers strangers as they come, after the world's users
    std::size_t treatment = 0;
    std::uint32_t sessions = 0;
    UserHistory history;
    std::mutex lock;
  };
  // What is known of a user. The lock is held while a request of theirs is answered.
  struct Visitor {
    UserIndex place;         // whose open session it is
    UserIndex in_world;      // as recommenders know the user
    std::uint32_t draws_of;  // a part of the address of draws
    std::size_t treatment;
    std::uint32_t* sessions;  // so far
    UserHistory* history;     // null unless the treatment remembers
    std::mutex* lock;
  };
  // What some users share. Its lock is held for moments only, never while a recommender is asked,
  // because that may ask another service and wait.
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<UserIndex, std::unique_ptr<OpenSession>> open_sessions;
    std::vector<std::unique_ptr<OpenSession>> spare;
    std::uint64_t sessions = 0;
    SourceTally tally;
  };
  static constexpr std::size_t kShards = 64;

  // Returns nothing for a user who cannot be served.
  std::optional<Visitor> visitor(std::int64_t user);
  Stranger* stranger(std::int64_t user);
  // Adds a playback to the user's session and begins a session when there is none. Returns null
  // when the session is too long. The caller holds the user's lock.
  OpenSession* add(const Visitor& visitor, std::optional<TrackId> track, Hundredths time);

  const Prepared& prepared_;
  World with_stranger_;  // the world and, as its last user, a stranger; recommenders get it
  std::optional<std::size_t> only_;
  std::vector<std::uint32_t> assignment_;
  std::vector<StreamKey> keys_;  // by treatment
  std::vector<TreatmentState> states_;
  std::vector<std::uint32_t> sessions_of_user_;  // sessions so far, by user
  std::unordered_map<std::int64_t, UserIndex> index_of_id_;
  std::array<Shard, kShards> shards_;
  std::vector<std::mutex> user_locks_;  // held while a user's request is answered
  mutable std::mutex strangers_mutex_;
  std::unordered_map<std::int64_t, std::unique_ptr<Stranger>> strangers_;
};

}  // namespace reprise
