// Environments: sessions of a world that a policy plays in step, each of them one episode after the
// other. The episodes are addressed, so they are the same for any number of environments.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "sim/random/leave_draws.h"
#include "sim/sessions/session.h"
#include "sim/sessions/session_draws.h"
#include "sim/sessions/session_group.h"

namespace reprise {

/// What a policy sees of all environments, one element each, in the types of NumPy's arrays.
struct Observations {
  std::vector<std::int64_t> user;  // row of the world's users
  std::vector<std::int64_t> first_track;
  std::vector<std::int64_t> previous_track;
  std::vector<double> previous_time;  // share listened to
  std::vector<std::int64_t> step;     // tracks recommended so far
};

/// What a step gave, one element for each environment.
struct StepColumns {
  std::span<double> rewards;  // share listened to
  std::span<std::uint8_t> terminated;
  std::span<std::uint8_t> truncated;
  std::span<std::uint8_t> repeated;  // the track was played before in this session
};

/// n environments of one world. Not to be used by two threads at a time.
class Environments {
 public:
  /// `nearest` must hold the neighbours of all interests. Both must outlive the object.
  Environments(const World& world, const NearestTracks& nearest, std::size_t n,
               std::uint32_t max_steps);

  std::size_t size() const { return environments_.size(); }
  std::size_t n_tracks() const { return world_.catalog.n_tracks(); }

  /// Begins environment i anew with this seed, at its episode 0.
  void seed(std::size_t i, std::uint64_t seed);
  /// Begins the next episode of each environment in `which` (1: yes). Episode k of environment i
  /// under a seed is the session at k * 2^32 + i of this seed's streams: session i of an experiment
  /// for k = 0.
  void reset(std::span<const std::uint8_t> which);
  /// Plays one track in each environment in `which`, whose tracks must be in the catalog; none of
  /// their sessions may be over. Elements of others are not written, and their sessions, which must
  /// be over, are of no further use.
  void step(std::span<const std::uint8_t> which, std::span<const std::int64_t> tracks,
            const StepColumns& outcome);
  /// Returns what is seen now.
  const Observations& seen() const { return seen_; }
  /// Returns the address of environment i's present session in its seed's streams.
  std::uint64_t episode(std::size_t i) const;

  enum class Stage : std::uint8_t { unused, playing, over };
  /// Returns for each environment how far its session is; unused: it has had none. step() may be
  /// called when none is unused.
  std::span<const Stage> stages() const { return stages_; }

 private:
  static constexpr std::size_t kInGroup = SessionGroup::kMost;

  struct Environment {
    Session session;
    LeaveDraws leave;
  };

  // Sets the tracks and leave draws of a group's next step.
  void draw(std::size_t group, std::span<const std::uint8_t> which,
            std::span<const std::int64_t> tracks, SessionGroup::OfEach<TrackId>& next,
            SessionGroup::OfEach<std::uint32_t>& leave_words);

  const World& world_;
  const NearestTracks& nearest_;
  std::uint32_t max_steps_;
  std::vector<Environment> environments_;
  // By environment, but apart from them, whose memory is large: who looks at all of them, or at a
  // few to reset, reads little.
  std::vector<Stage> stages_;
  std::vector<const StreamDraws*> draws_of_;  // of its seed
  std::vector<std::uint64_t> next_;           // number of its next episode
  Observations seen_;
  std::vector<SessionGroup> groups_;  // environment i has place i % kInGroup of group i / kInGroup
  std::map<std::uint64_t, std::unique_ptr<StreamDraws>> draws_;  // by seed
  std::vector<StartDraw> starts_;                                // of one reset
};

}  // namespace reprise
