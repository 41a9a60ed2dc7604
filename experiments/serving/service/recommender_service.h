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
class RecommenderService {
 public:
  /// Prepares everything that the recommenders need for any request. `prepared` must outlive the
  /// service. Throws UserError for a treatment that does not exist, and for treatments that no
  /// service could serve.
  RecommenderService(const Prepared& prepared, const ServiceOptions& options,
                     const Progress& progress);

  struct Answer {
    enum class Kind { done, unknown_user, too_long } kind = Kind::done;
    TrackId track = 0;          // the recommended track
    std::size_t treatment = 0;  // index in the order of the prepared treatments
  };

  /// Adds a playback: the user has played a track of the catalog for some time and wants another
  /// track. `draws` is the address of the recommender's draws; when it is left out, the address is
  /// made of the user's number and number of sessions.
  Answer next(std::int64_t user, TrackId track, Hundredths time,
              const std::optional<DrawAddress>& draws);
  /// Adds the last playback: the user has played a track and leaves.
  Answer last(std::int64_t user, TrackId track, Hundredths time);

  const World& world() const { return prepared_.world(); }
  /// Returns the number of sessions that have ended.
  std::uint64_t sessions() const;
  /// Returns the tally of all recommendations so far.
  SourceTally tally() const;

 private:
  // A session that is not over. It is used under its user's lock.
  struct OpenSession {
    Playbacks playbacks;
    std::vector<std::unique_ptr<Scratch>> scratch;
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

  std::optional<UserIndex> index_of(std::int64_t user) const;
  std::size_t treatment_of(UserIndex user) const;
  // Adds a playback to the user's session and begins a session when there is none. Returns null
  // when the session is too long. The caller holds the user's lock.
  OpenSession* add(UserIndex user, TrackId track, Hundredths time);

  const Prepared& prepared_;
  std::optional<std::size_t> only_;
  std::vector<std::uint32_t> assignment_;
  std::vector<StreamKey> keys_;  // by treatment
  std::vector<TreatmentState> states_;
  std::vector<std::uint32_t> sessions_of_user_;  // sessions so far, by user
  std::unordered_map<std::int64_t, UserIndex> index_of_id_;
  std::array<Shard, kShards> shards_;
  std::vector<std::mutex> user_locks_;  // held while a user's request is answered
};

}  // namespace reprise
