#include "tests/recommenders/training/planted_world.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/random/normal_distribution.hpp>

#include "sim/random/streams.h"

namespace reprise {

PlantedWorld::PlantedWorld(std::uint64_t world_seed) : seed(world_seed) {
  // The products have rank 3 and a standard deviation of sqrt(3) 0.3^2 = 0.16.
  Stream stream(stream_key(seed, "planted"), 0);
  boost::random::normal_distribution<double> normal(0, 0.3);
  const auto draw = [&](std::uint32_t n) {
    std::vector<std::vector<double>> rows(n, std::vector<double>(3));
    for (std::vector<double>& row : rows) {
      for (double& value : row) value = normal(stream);
    }
    return rows;
  };
  contexts = draw(kContexts);
  tracks = draw(kTracks);
  for (std::uint32_t context = 0; context < kContexts; ++context) {
    std::vector<TrackId> order(kTracks);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](TrackId a, TrackId b) {
      return expected_time(context, a) > expected_time(context, b);
    });
    order.resize(kListLength);
    lists.push_back(order);
  }
}

double PlantedWorld::expected_time(std::uint32_t context, TrackId track) const {
  return 0.45 + std::inner_product(contexts[context].begin(), contexts[context].end(),
                                   tracks[track].begin(), 0.0);
}

void PlantedWorld::collect(PairLog& log, std::uint32_t n_pairs, bool shuffled) const {
  Stream stream(stream_key(seed, "pairs"), 0);
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < n_pairs; ++i) {
    Pair pair{uniform_index(stream, kContexts), uniform_index(stream, kTracks), 0};
    const auto noise = static_cast<Hundredths>(uniform_index(stream, 21)) - 10;
    const auto time =
        static_cast<Hundredths>(std::lrint(100 * expected_time(pair.context, pair.track)));
    pair.time = std::max(0, time + noise);
    pairs.push_back(pair);
  }
  for (std::uint32_t i = n_pairs; shuffled && i > 1; --i) {
    std::swap(pairs[i - 1].time, pairs[uniform_index(stream, i)].time);
  }
  for (std::uint32_t begin = 0; begin < n_pairs; begin += 1000) {
    log.add_block(begin, {pairs.begin() + begin,
                          pairs.begin() + std::min<std::uint32_t>(n_pairs, begin + 1000)});
  }
}

double PlantedWorld::overlap(const Lists& made) const {
  double common = 0;
  for (std::uint32_t context = 0; context < kContexts; ++context) {
    for (const TrackId track : made.of(context)) {
      common +=
          static_cast<double>(std::count(lists[context].begin(), lists[context].end(), track));
    }
  }
  return common / kContexts;
}

double PlantedWorld::chance_overlap() const {
  return static_cast<double>(kListLength) * kListLength / kTracks;
}

double PlantedWorld::chance_deviation() const {
  std::vector<double> share(kTracks, 0);  // share of the contexts whose true list has the track
  for (const std::vector<TrackId>& list : lists) {
    for (const TrackId track : list) share[track] += 1.0 / kContexts;
  }
  const double mean = static_cast<double>(kListLength) / kTracks;
  double variance = 0;
  for (const double s : share) variance += (s - mean) * (s - mean) / kTracks;
  return std::sqrt(kListLength * variance);
}

}  // namespace reprise
