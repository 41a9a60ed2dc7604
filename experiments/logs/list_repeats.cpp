#include "experiments/logs/list_repeats.h"

#include <algorithm>
#include <cmath>

namespace reprise {
namespace {

constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 17;
// Redis's random keys repeat up to a quarter more often than equally likely ones.
constexpr double kUneven = 1.25;
constexpr double kEnoughTriples = 5;

std::uint64_t hash_of(std::int64_t context) {
  auto hash = static_cast<std::uint64_t>(context) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 32;
  return hash * 0xbf58476d1ce4e5b9u >> 20;
}

}  // namespace

bool ListShare::repeats() const {
  const double random = kUneven * expected;
  return pairs >= 10 && pairs > random + 4 * std::sqrt(std::max(random, 1.0));
}

void ListRepeats::add(const LogRow& row) {
  if (row.recommendation == LogRow::kNoTrack) return;
  count(users_, row.user, row.recommendation);
  count(tracks_, row.track, row.recommendation);
}

void ListRepeats::count(Contexts& contexts, std::int64_t context, std::int64_t track) {
  if (hash_of(context) % contexts.one_in != 0) return;
  if (++contexts.counts[context][track] > 1) return;
  if (++contexts.entries <= kMostEntries) return;
  // Half of the contexts are forgotten.
  contexts.one_in *= 2;
  std::erase_if(contexts.counts, [&](const auto& entry) {
    const bool gone = hash_of(entry.first) % contexts.one_in != 0;
    if (gone) contexts.entries -= entry.second.size();
    return gone;
  });
}

ListShare ListRepeats::of(const Contexts& contexts, std::uint64_t n_tracks) {
  ListShare found;
  double all_pairs = 0;
  double all_triples = 0;
  double triples = 0;
  for (const auto& [context, tracks] : contexts.counts) {
    double n = 0;
    for (const auto& [track, count] : tracks) {
      const auto m = static_cast<double>(count);
      n += m;
      found.pairs += m * (m - 1) / 2;
      triples += m * (m - 1) * (m - 2) / 6;
    }
    all_pairs += n * (n - 1) / 2;
    all_triples += n * (n - 1) * (n - 2) / 6;
  }
  if (n_tracks == 0) return found;
  found.expected = all_pairs / static_cast<double>(n_tracks);
  const double p = (found.pairs - found.expected) / all_pairs;
  if (triples >= kEnoughTriples && p > 0) {
    found.share = std::min(1.0, p * p / (triples / all_triples));
  }
  return found;
}

}  // namespace reprise
