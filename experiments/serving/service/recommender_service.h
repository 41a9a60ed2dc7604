// The treatments of an experiment as a service that is told of one playback at a time, by whoever
// listens: what a live service keeps of its users is kept here.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "experiments/simulation/prepared.h"

namespace reprise {

struct ServiceOptions {
  std::optional<std::string> treatment;  // for everybody; left out: users are split as botify does
  std::uint64_t seed = 1;                // of the recommenders' draws, where none are sent
};

/// A user may have one session at a time, from the first playback on until the last is said to be.
/// Thread-safe. What is recommended depends on the user's own requests alone, whatever others do.
class RecommenderService {
 public:
  /// Makes what its recommenders need for any request. `prepared` outlives it. Throws UserError for
  /// a treatment that there is not, and for those that no service could serve.
  RecommenderService(const Prepared& prepared, const ServiceOptions& options,
                     const Progress& progress);

  struct Answer {
    enum class Kind { done, unknown_user, too_long } kind = Kind::done;
    TrackId track = 0;          // recommended
    std::size_t treatment = 0;  // in the order of the prepared treatments
  };

  /// The user has played a track of the catalog for some time and wants another one. `draws` says
  /// where the recommender's draws are; left out, the user's number and count of sessions do.
  Answer next(std::int64_t user, TrackId track, Hundredths time,
              const std::optional<DrawAddress>& draws);
  /// The user has played a track and leaves.
  Answer last(std::int64_t user, TrackId track, Hundredths time);

  const World& world() const { return prepared_.world(); }
  /// Sessions that have ended.
  std::uint64_t sessions() const;
  /// Of all recommendations so far.
  SourceTally tally() const;

 private:
  // A session that goes on.
  struct Visit {
    Playbacks playbacks;
    std::vector<std::unique_ptr<Scratch>> scratch;
  };
  // The users of one lock.
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<UserIndex, std::unique_ptr<Visit>> visits;
    std::vector<std::unique_ptr<Visit>> spare;
    std::uint64_t sessions = 0;
    SourceTally tally;
  };
  static constexpr std::size_t kShards = 64;

  std::optional<UserIndex> index_of(std::int64_t user) const;
  std::size_t treatment_of(UserIndex user) const;
  // The user's session with the playback added, begun if there is none; null when it is too long.
  Visit* add(Shard& shard, UserIndex user, TrackId track, Hundredths time);

  const Prepared& prepared_;
  std::optional<std::size_t> only_;
  std::vector<std::uint32_t> assignment_;
  std::vector<StreamKey> keys_;  // by treatment
  std::vector<TreatmentState> states_;
  std::vector<std::uint32_t> visits_of_;  // by user, sessions so far
  std::unordered_map<std::int64_t, UserIndex> index_of_id_;
  std::array<Shard, kShards> shards_;
};

}  // namespace reprise
