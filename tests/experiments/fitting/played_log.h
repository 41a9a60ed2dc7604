// Plays logs in small worlds whose truth is known, for tests of fits.
#pragma once

#include <cstdint>
#include <functional>

#include "experiments/fitting/log/fitting_log.h"
#include "sim/random/streams.h"
#include "sim/sessions/listening.h"
#include "sim/world/world.h"

namespace reprise {

/// A log, and the truth behind it.
struct PlayedLog {
  World world;
  FittingLog log;
  std::vector<TrackId> interest_of;  // by session
};

struct PlayedLogSettings {
  std::int64_t tracks = 300;
  std::int64_t users = 100;
  std::int64_t dim = 16;
  std::uint64_t sessions_of_user = 30;
  std::int32_t budget = 5;
  double popular = 0;  // share of recommendations among the most popular twentieth of the tracks,
  double near = 0;     // and among the fifty tracks that are nearest to the session's first
  std::uint32_t variety = 0;  // recommend only so many tracks, 0: all
  std::uint64_t seed = 1;
  std::uint64_t hold_out_every = 20;
  /// What becomes of a share before it is heard and logged; left alone when empty.
  std::function<Hundredths(Hundredths, Stream&)> heard = {};
  /// Whether a session ends after a step; by the budget when empty.
  std::function<bool(Hundredths, Stream&)> leaves = {};
};

/// Generates a world of preset 2023 and plays uniformly random recommendations in it (and
/// popular ones), by botify's
/// user model unless the settings change it.
PlayedLog play_log(const PlayedLogSettings& settings);

/// Gives the steps of all sessions to other sessions, and keeps their lengths.
FittingLog shuffled(const FittingLog& log, std::uint64_t seed);

}  // namespace reprise
