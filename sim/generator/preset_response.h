// How users of presets 2023 and 2025 respond to what they hear. Generated worlds draw it, and so do
// worlds fitted to logs that do not tell it.
#pragma once

#include "sim/random/streams.h"

namespace reprise {

struct PresetResponse {
  double bias = 0;       // U(0, 10)
  double sharpness = 1;  // U(1, 2), or with a chance of 1/2 its inverse
};

/// Draws the response of one user; takes three draws.
PresetResponse draw_preset_response(Stream& stream);

/// A distribution's mean and standard deviation.
struct PresetMoments {
  double mean = 0;
  double deviation = 0;
};

/// Return the moments of what draw_preset_response() draws: of the bias, and of the logarithm of
/// the sharpness. Pure.
PresetMoments preset_bias();
PresetMoments preset_log_sharpness();

}  // namespace reprise
