#include "experiments/statistics/poisson_weights.h"

#include <array>
#include <cmath>

#include <boost/math/distributions/poisson.hpp>

namespace reprise {
namespace {

// A word that is at least threshold k means a weight above k. Weights above 12 are too rare for a
// word of 32 bits to express.
constexpr std::size_t kThresholds = 12;
constexpr std::size_t kCommon = 4;

std::array<std::uint32_t, kThresholds> thresholds() {
  const boost::math::poisson users(1);
  std::array<std::uint32_t, kThresholds> found{};
  for (std::size_t k = 0; k < found.size(); ++k) {
    found[k] = static_cast<std::uint32_t>(std::round(0x1p32 * cdf(users, static_cast<double>(k))));
  }
  return found;
}

}  // namespace

void poisson_weights(StreamKey key, std::uint64_t replicate, std::span<std::uint8_t> weights) {
  static const std::array<std::uint32_t, kThresholds> kAbove = thresholds();
  Stream stream(key, replicate);
  for (std::uint8_t& weight : weights) {
    const std::uint32_t word = stream();
    // The common weights are found without branches, because the processor could not predict them.
    // Only about 2 words in 100 mean a larger weight.
    unsigned above = 0;
    for (std::size_t k = 0; k < kCommon; ++k) above += word >= kAbove[k];
    if (above == kCommon) {
      while (above < kThresholds && word >= kAbove[above]) ++above;
    }
    weight = static_cast<std::uint8_t>(above);
  }
}

}  // namespace reprise
