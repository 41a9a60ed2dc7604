// How much of a track a user listens to: the formula of the Python simulator, on whole hundredths.
#pragma once

#include <cmath>
#include <cstdint>

#include "sim/world.h"

namespace reprise {

/// A listening time in hundredths of the track: 100 is all of it. Above 100 only with a gamma above
/// 1, and at most kMaxHundredths.
using Hundredths = std::int32_t;

inline constexpr Hundredths kWholeTrack = 100;
inline constexpr Hundredths kMaxHundredths = 100'000'000;

/// The double that the Python simulator holds for this time.
inline double time_of(Hundredths time) { return time / 100.0; }

/// The time a user gives to a track that is new in the session:
/// rint(100 x discount / (1 + exp(-(score - bias) * sharpness))), half to even. `discount` is gamma
/// to the power of the artist's earlier playbacks. Pure. Source: botify's sim/envs (NumPy
/// arithmetic).
inline Hundredths listening_time(float score, const UserTraits& traits, double discount) {
  const double z = (static_cast<double>(score) - traits.consume_bias) * traits.consume_sharpness;
  const double raw = 1.0 / (1.0 + std::exp(-z));
  const double hundredths = raw * discount * 100.0;
  // Written so that a NaN (0 x infinity, for a gamma far above 1) counts as the nothing it is.
  if (!(hundredths < kMaxHundredths)) return hundredths >= kMaxHundredths ? kMaxHundredths : 0;
  return static_cast<Hundredths>(std::lrint(hundredths));
}

}  // namespace reprise
