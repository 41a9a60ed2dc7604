#include "recommenders/picks/weighted_of.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/random/uniform_01.hpp>

namespace reprise {

void Weights::clear() {
  logarithms_.clear();
  cumulative_.clear();
}

void Weights::add(double logarithm) {
  logarithms_.push_back(logarithm);
  cumulative_.push_back((cumulative_.empty() ? 0.0 : cumulative_.back()) + std::exp(logarithm));
}

MaybeTrack weighted_of(const TrackList& list, const Weights& weights, const Exclude* exclude,
                       Request& request) {
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(list.size, weights.size()));
  const auto begin = weights.cumulative().begin();
  const auto last = begin + (size - 1);
  const auto unit = [&] { return boost::random::uniform_01<double>()(request.draws); };
  // A few tries come before a look at the whole list, as in uniform_of.
  constexpr int kTries = 4;
  for (int i = 0; i < kTries; ++i) {
    const auto at = std::upper_bound(begin, last, unit() * *last);
    const TrackId track = list[static_cast<std::uint32_t>(at - begin)];
    if (exclude == nullptr || !exclude->excludes(track, request)) return track;
  }
  // The largest weight among the free candidates counts as 1, even if it is tiny beside the
  // excluded weights.
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  double largest = kNone;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (weights.logarithm(i) > largest && !exclude->excludes(list[i], request)) {
      largest = weights.logarithm(i);
    }
  }
  if (largest == kNone) return std::nullopt;
  const auto weight = [&](std::uint32_t i) { return std::exp(weights.logarithm(i) - largest); };
  double total = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!exclude->excludes(list[i], request)) total += weight(i);
  }
  double place = unit() * total;
  MaybeTrack track;
  for (std::uint32_t i = 0; i < size && place >= 0; ++i) {
    if (weight(i) == 0 || exclude->excludes(list[i], request)) continue;
    place -= weight(i);
    track = list[i];  // the last free track, if rounding leads beyond it
  }
  return track;
}

bool tell_weighted_of(const TrackList& list, const Weights& weights, const Exclude* exclude,
                      Request& request, double share, Propensities& propensities) {
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(list.size, weights.size()));
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  std::vector<std::uint32_t> free;
  double largest = kNone;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (exclude != nullptr && exclude->excludes(list[i], request)) continue;
    free.push_back(i);
    largest = std::max(largest, weights.logarithm(i));
  }
  if (largest == kNone) return false;
  double total = 0;
  for (const std::uint32_t i : free) total += std::exp(weights.logarithm(i) - largest);
  for (const std::uint32_t i : free) {
    propensities.add(list[i], share * std::exp(weights.logarithm(i) - largest) / total);
  }
  return true;
}

}  // namespace reprise
