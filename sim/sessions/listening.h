// Computes how much of a track a user listens to, by the formula of the Python simulator, in whole
// hundredths.
#pragma once

#include <cstdint>

#include "sim/numerics/exponential.h"
#include "sim/support/half.h"
#include "sim/world/world.h"

namespace reprise {

/// A listening time in hundredths of a track; 100 is the whole track. A time exceeds 100 only if
/// gamma is above 1, and is at most kMaxHundredths.
using Hundredths = std::int32_t;

inline constexpr Hundredths kWholeTrack = 100;
inline constexpr Hundredths kMaxHundredths = 100'000'000;

/// Returns the double that the Python simulator holds for this time.
inline double time_of(Hundredths time) { return time / 100.0; }

/// Returns whether a step costs budget: uniform_unit(leave_word) > time_of(time), but without the
/// division. Multiplied by 100 x 2^32, both sides are whole numbers that doubles hold exactly.
/// time_of rounds, but by less than the distance from a hundredth to the nearest other multiple of
/// 2^-32, so the answer is the same.
[[gnu::always_inline]] inline bool costs_budget(std::uint32_t leave_word, Hundredths time) {
  return 100.0 * leave_word > 0x1p32 * time;
}

/// Returns the share of a track that a user listens to before any discount, in [0, 1]:
/// 1 / (1 + exp(-(score - bias) * sharpness)). Pure. Source: botify's sim/envs (NumPy arithmetic).
[[gnu::always_inline]] inline double listening_share(double score, double bias, double sharpness) {
  return 1.0 / (1.0 + exponential(-((score - bias) * sharpness)));
}

/// How a score becomes a share of a track, for the rows and the arithmetic of a world.
enum class Response {
  in_double,  // numpy_1, whatever the rows
  in_float,   // numpy_2 and float32 rows
  in_half,    // numpy_2 and half rows
};

inline Response response_of(const World& world) {
  if (world.arithmetic == Arithmetic::numpy_1) return Response::in_double;
  return world.catalog.embeddings.are_halves() ? Response::in_half : Response::in_float;
}

/// Returns listening_share with (score - bias) x sharpness in float32 or half, after each
/// operation, and the rest in float32: NumPy 2's promotion and SciPy's expit, which has no loop for
/// halves. `score` is a number of that precision; the bias and the sharpness are rounded to it.
/// Pure.
inline double rounded_share(Response response, float score, double bias, double sharpness) {
  float z = 0;
  if (response == Response::in_half) {
    const float above = rounded_to_half(score - rounded_to_half(bias));
    z = rounded_to_half(above * rounded_to_half(sharpness));
  } else {
    z = (score - static_cast<float>(bias)) * static_cast<float>(sharpness);
  }
  return 1.0f / (1.0f + static_cast<float>(exponential(-static_cast<double>(z))));
}

/// Returns the share as `response` says.
inline double listening_share(Response response, float score, const UserTraits& traits) {
  if (response == Response::in_double) [[likely]] {
    return listening_share(score, traits.consume_bias, traits.consume_sharpness);
  }
  return rounded_share(response, score, traits.consume_bias, traits.consume_sharpness);
}

/// Returns the time for a share: rint(100 x discount x share), half to even. Pure; the compiler
/// vectorises a loop over it.
[[gnu::always_inline]] inline Hundredths time_of_share(double share, double discount) {
  double hundredths = share * discount * 100.0;
  hundredths = hundredths > kMaxHundredths ? kMaxHundredths : hundredths;
  // NaN (0 x infinity, possible for a gamma far above 1) counts as 0.
  hundredths = hundredths >= 0 ? hundredths : 0.0;
  // Adding kWhole and subtracting it again rounds half to even.
  constexpr double kWhole = 0x1.8p52;
  return static_cast<Hundredths>((hundredths + kWhole) - kWhole);
}

/// Returns the time for a track that is new in the session: rint(100 x discount x share), half to
/// even. `discount` is gamma to the power of the artist's earlier playbacks. Pure; the compiler
/// vectorises a loop over it.
[[gnu::always_inline]] inline Hundredths listening_time(double score, double bias, double sharpness,
                                                        double discount) {
  return time_of_share(listening_share(score, bias, sharpness), discount);
}

inline Hundredths listening_time(float score, const UserTraits& traits, double discount) {
  return listening_time(score, traits.consume_bias, traits.consume_sharpness, discount);
}

}  // namespace reprise
