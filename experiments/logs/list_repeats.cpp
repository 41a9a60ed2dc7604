#include "experiments/logs/list_repeats.h"

#include <algorithm>
#include <cmath>

namespace reprise {
namespace {

constexpr double kEnoughTriples = 5;

double pairs_of(double n) { return n * (n - 1) / 2; }
double triples_of(double n) { return n * (n - 1) * (n - 2) / 6; }

}  // namespace

bool ListShare::repeats() const {
  const double random = kUnevenKeys * expected;
  return pairs >= 10 && pairs > random + 4 * std::sqrt(std::max(random, 1.0));
}

bool ListRepeats::Contexts::is_sampled(std::int64_t context) const {
  if (mask_ == 0) return true;
  auto hash = (static_cast<std::uint64_t>(context) + 0x632be59bd9b4e019u) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 32;
  // No context is in all samples, or thinning them out would have no end.
  constexpr std::uint64_t kLastBit = std::uint64_t{1} << 43;
  return (((hash * 0xbf58476d1ce4e5b9u >> 20) | kLastBit) & mask_) == 0;
}

// Leaves out every second context. A single context may be too large by itself, and is left out in
// the end; the sample is then empty, and nothing is known.
void ListRepeats::Contexts::thin_out() {
  while (kept_.size() >= kMostKept) {
    mask_ = 2 * mask_ + 1;
    std::erase_if(kept_, [this](const Recommendation& one) { return !is_sampled(one.context); });
  }
}

ListShare ListRepeats::Contexts::share(std::uint64_t n_tracks) const {
  std::vector<Recommendation> sorted = kept_;
  std::sort(sorted.begin(), sorted.end());
  ListShare found;
  double all_pairs = 0;
  double all_triples = 0;
  double triples = 0;
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const std::int64_t context = begin->context;
    const auto start = begin;
    while (begin != sorted.end() && begin->context == context) {
      const Recommendation& one = *begin;
      const auto next = std::find_if(begin, sorted.end(),
                                     [&one](const Recommendation& other) { return other != one; });
      found.pairs += pairs_of(static_cast<double>(next - begin));
      triples += triples_of(static_cast<double>(next - begin));
      begin = next;
    }
    all_pairs += pairs_of(static_cast<double>(begin - start));
    all_triples += triples_of(static_cast<double>(begin - start));
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
