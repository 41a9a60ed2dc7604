#include "recommenders/picks/weighted_of.h"

#include <algorithm>

#include <boost/random/uniform_01.hpp>

namespace reprise {

std::optional<TrackId> weighted_of(const TrackList& list, std::span<const double> cumulative,
                                   const Exclude* exclude, Request& request) {
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(list.size, cumulative.size()));
  const auto weights = cumulative.first(size);
  const auto unit = [&] { return boost::random::uniform_01<double>()(request.draws); };
  // A few tries before looking at the whole list, as uniform_of does it.
  constexpr int kTries = 4;
  for (int i = 0; i < kTries; ++i) {
    const auto at = std::upper_bound(weights.begin(), weights.end() - 1, unit() * weights.back());
    const TrackId track = list[static_cast<std::uint32_t>(at - weights.begin())];
    if (exclude == nullptr || !exclude->excludes(track, request)) return track;
  }
  double total = 0;
  std::optional<TrackId> last_free;  // where rounding leads beyond the end, and weights of 0
  const auto weight = [&](std::uint32_t i) { return weights[i] - (i == 0 ? 0.0 : weights[i - 1]); };
  for (std::uint32_t i = 0; i < size; ++i) {
    if (exclude->excludes(list[i], request)) continue;
    total += weight(i);
    last_free = list[i];
  }
  if (!last_free) return std::nullopt;
  double place = unit() * total;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (exclude->excludes(list[i], request)) continue;
    place -= weight(i);
    if (place < 0) return list[i];
  }
  return last_free;
}

}  // namespace reprise
