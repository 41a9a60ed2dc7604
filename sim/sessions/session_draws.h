// The simulator's own draws: who comes, with which interest, from which first track on, and when
// the session loses budget. Two sources give them: addressed streams, and the Python simulator's
// one stream.
#pragma once

#include <memory>

#include "sim/random/numpy_stream.h"
#include "sim/random/streams.h"
#include "sim/sessions/session.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

/// How a session begins, before its interest's neighbours are looked up.
struct StartDraw {
  UserIndex user = 0;
  TrackId interest = 0;
  std::uint32_t rank = 0;        // of the first track among the neighbours
  std::uint32_t neighbours = 0;  // how many there are: min(interest_neighbours, tracks)
};

/// Looks up the first track. `nearest` must hold the interest's neighbours.
SessionStart start_of(const StartDraw& draw, const NearestTracks& nearest);

/// Draws of `random: streams`. Immutable; any number of threads may ask for any episode.
class StreamDraws {
 public:
  StreamDraws(const World& world, std::uint64_t seed);

  StartDraw start(std::uint64_t episode) const;
  /// The starts of consecutive episodes from `begin` on, one for each of `starts`.
  void starts(std::uint64_t begin, std::span<StartDraw> starts) const;
  /// The key under which LeaveDraws finds the leave draws of an episode.
  StreamKey leave_key() const { return leave_key_; }

 private:
  const World& world_;
  StreamKey user_key_;
  StreamKey interest_key_;
  StreamKey first_track_key_;
  StreamKey leave_key_;
};

/// Draws in the order in which a session asks for them, whatever the source: start once an episode,
/// then leave once a step. For replaying; one thread.
class SequentialDraws {
 public:
  virtual ~SequentialDraws() = default;
  virtual StartDraw start() = 0;
  virtual double leave() = 0;
};

/// The Python simulator's stream, as numpy.random.seed(seed) leaves it.
class NumpyDraws final : public SequentialDraws {
 public:
  NumpyDraws(const World& world, std::uint32_t seed) : world_(world), stream_(seed) {}
  StartDraw start() override;
  double leave() override { return stream_.unit(); }

 private:
  const World& world_;
  NumpyStream stream_;
};

/// Episodes 0, 1, 2, ... of StreamDraws.
class SequentialStreamDraws final : public SequentialDraws {
 public:
  SequentialStreamDraws(const World& world, std::uint64_t seed) : draws_(world, seed) {}
  StartDraw start() override;
  double leave() override { return leave_.at(step_++); }

 private:
  StreamDraws draws_;
  LeaveDraws leave_;
  std::uint64_t episode_ = 0;
  std::uint32_t step_ = 0;
};

}  // namespace reprise
