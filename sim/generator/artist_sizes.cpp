#include "sim/generator/artist_sizes.h"

#include <algorithm>

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include "sim/random/streams.h"

namespace reprise {

std::vector<std::uint32_t> equal_artist_sizes(std::uint32_t n_tracks) {
  constexpr std::uint32_t kTracks = 10;
  std::vector<std::uint32_t> sizes(n_tracks / kTracks, kTracks);
  if (n_tracks % kTracks > 0) sizes.push_back(n_tracks % kTracks);
  return sizes;
}

std::vector<std::uint32_t> draw_artist_sizes(std::uint32_t n_tracks, std::uint64_t seed) {
  const std::uint32_t cap = std::min(100u, std::max(2u, n_tracks / 20));
  const StreamKey key = stream_key(seed, "world/artist_sizes");
  constexpr double kShape = 0.19;
  boost::random::gamma_distribution<double> rate(kShape, 3.36 / kShape);
  std::vector<std::uint32_t> sizes;
  for (std::uint32_t placed = 0; placed < n_tracks;) {
    Stream stream(key, sizes.size());
    const double mean = rate(stream);
    std::uint32_t size = 1;
    // A gamma of so small a shape sometimes underflows to 0, and Boost's Poisson does not accept a
    // mean of 0.
    if (mean > 0) size += boost::random::poisson_distribution<std::uint32_t>(mean)(stream);
    size = std::min({size, cap, n_tracks - placed});
    sizes.push_back(size);
    placed += size;
  }
  return sizes;
}

}  // namespace reprise
