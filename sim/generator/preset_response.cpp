#include "sim/generator/preset_response.h"

#include <cmath>

#include <boost/random/uniform_01.hpp>

namespace reprise {
namespace {

constexpr double kMostBias = 10;
constexpr double kMostSharpness = 2;

}  // namespace

PresetResponse draw_preset_response(Stream& stream) {
  boost::random::uniform_01<double> unit;
  PresetResponse response;
  response.bias = kMostBias * unit(stream);
  response.sharpness = 1 + (kMostSharpness - 1) * unit(stream);
  if (unit(stream) < 0.5) response.sharpness = 1 / response.sharpness;
  return response;
}

PresetMoments preset_bias() { return {kMostBias / 2, kMostBias / std::sqrt(12.0)}; }

PresetMoments preset_log_sharpness() {
  // The sign of the logarithm is a fair coin. Its square's mean is that of (log x)^2 over [1, m],
  // whose integral is x ((log x)^2 - 2 log x + 2).
  const double m = kMostSharpness;
  const double log = std::log(m);
  const double mean_square = (m * (log * log - 2 * log + 2) - 2) / (m - 1);
  return {0, std::sqrt(mean_square)};
}

}  // namespace reprise
