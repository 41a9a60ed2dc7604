// The simulator's own draws: which user comes, with which interest and first track, and when the
// session loses budget. There are two sources: addressed streams, and the one stream of the Python
// simulator.
#pragma once

#include <memory>

#include "sim/random/leave_draws.h"
#include "sim/random/numpy_stream.h"
#include "sim/random/streams.h"
#include "sim/sessions/session.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

/// The start of a session, before the neighbours of its interest are looked up.
struct StartDraw {
  UserIndex user = 0;
  TrackId interest = 0;
  std::uint32_t rank = 0;        // rank of the first track among the neighbours
  std::uint32_t neighbours = 0;  // number of neighbours: min(interest_neighbours, tracks)
};

/// Looks up the first track and returns the start. `nearest` must hold the interest's neighbours.
SessionStart start_of(const StartDraw& draw, const NearestTracks& nearest);

/// The draws of `random: streams`. Immutable; any number of threads may ask for any episode.
class StreamDraws {
 public:
  StreamDraws(const World& world, std::uint64_t seed);

  StartDraw start(std::uint64_t episode) const;
  /// Draws the starts of consecutive episodes, the first of which is `begin`, one for each element
  /// of `starts`.
  void starts(std::uint64_t begin, std::span<StartDraw> starts) const;
  /// Returns the key under which LeaveDraws finds the leave draws of an episode.
  StreamKey leave_key() const { return leave_key_; }
  /// Returns the key of the draws of the world's user model. Without a model nothing is drawn
  /// there.
  StreamKey model_key() const { return model_key_; }

 private:
  const World& world_;
  StreamKey user_key_;
  StreamKey interest_key_;
  StreamKey first_track_key_;
  StreamKey leave_key_;
  StreamKey model_key_;
};

/// Draws from any source, in the order in which a session asks for them: start once per episode,
/// then leave once per step. For replaying; one thread.
class SequentialDraws {
 public:
  virtual ~SequentialDraws() = default;
  virtual StartDraw start() = 0;
  virtual double leave() = 0;
  /// Returns where the draws of a user model lie for the session started last; nothing where the
  /// source has none.
  virtual std::optional<ModelDraws> model() const { return std::nullopt; }
};

/// The draws of the Python simulator's stream after numpy.random.seed(seed).
class NumpyDraws final : public SequentialDraws {
 public:
  NumpyDraws(const World& world, std::uint32_t seed) : world_(world), stream_(seed) {}
  StartDraw start() override;
  double leave() override { return stream_.unit(); }

 private:
  const World& world_;
  NumpyStream stream_;
};

/// The draws of StreamDraws for episodes 0, 1, 2, ...
class SequentialStreamDraws final : public SequentialDraws {
 public:
  SequentialStreamDraws(const World& world, std::uint64_t seed) : draws_(world, seed) {}
  StartDraw start() override;
  double leave() override { return leave_.at(step_++); }
  std::optional<ModelDraws> model() const override {
    return ModelDraws{draws_.model_key(), episode_ - 1};
  }

 private:
  StreamDraws draws_;
  LeaveDraws leave_;
  std::uint64_t episode_ = 0;
  std::uint32_t step_ = 0;
};

}  // namespace reprise
