#include "recommenders/training/strata.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <queue>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "sim/support/check.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

// A piece of one block, so small that threads share a log evenly.
struct Stretch {
  std::span<const Pair> pairs;
  std::uint64_t position = 0;  // position of the first pair in the log
};

std::vector<Stretch> stretches(const PairLog& log) {
  constexpr std::size_t kLongest = std::size_t{1} << 18;
  std::vector<Stretch> all;
  std::uint64_t position = 0;
  for (const std::span<const Pair> block : log.blocks()) {
    for (std::size_t begin = 0; begin < block.size(); begin += kLongest) {
      all.push_back(
          {block.subspan(begin, std::min(kLongest, block.size() - begin)), position + begin});
    }
    position += block.size();
  }
  return all;
}

}  // namespace

std::uint32_t Strata::stratum_of_place(std::uint32_t place) const {
  const auto after = std::upper_bound(begin.begin(), begin.end(), place);
  return static_cast<std::uint32_t>(after - begin.begin()) - 1;
}

Strata balance_strata(std::span<const std::uint32_t> observations,
                      std::span<const std::uint32_t> group_of, std::uint32_t n_strata) {
  REPRISE_CHECK(n_strata > 0, "no strata");
  REPRISE_CHECK(group_of.empty() || group_of.size() == observations.size(), "{} groups, {} rows",
                group_of.size(), observations.size());
  const std::size_t n_rows = observations.size();
  const auto group = [&](std::size_t row) {
    return group_of.empty() ? static_cast<std::uint32_t>(row) : group_of[row];
  };
  std::uint32_t n_groups = 0;
  for (std::size_t row = 0; row < n_rows; ++row) n_groups = std::max(n_groups, group(row) + 1);
  // Each row counts one more observation, so that rows without observations are spread too.
  std::vector<std::uint64_t> weight(n_groups, 0);
  for (std::size_t row = 0; row < n_rows; ++row) weight[group(row)] += observations[row] + 1;
  std::vector<std::uint32_t> order(n_groups);
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return weight[a] > weight[b]; });
  using Load = std::pair<std::uint64_t, std::uint32_t>;  // observations, stratum
  std::priority_queue<Load, std::vector<Load>, std::greater<>> lightest;
  for (std::uint32_t stratum = 0; stratum < n_strata; ++stratum) lightest.emplace(0, stratum);
  std::vector<std::uint32_t> stratum_of(n_groups, 0);
  // Puts the groups into strata, the heaviest group first, each into the lightest stratum.
  for (const std::uint32_t g : order) {
    auto [load, stratum] = lightest.top();
    lightest.pop();
    stratum_of[g] = stratum;
    lightest.emplace(load + weight[g], stratum);
  }

  // Gives the rows their places, stratum by stratum.
  Strata strata;
  strata.n_strata = n_strata;
  strata.begin.assign(n_strata + 1, 0);
  for (std::size_t row = 0; row < n_rows; ++row) ++strata.begin[stratum_of[group(row)] + 1];
  std::partial_sum(strata.begin.begin(), strata.begin.end(), strata.begin.begin());
  std::vector<std::uint32_t> next(strata.begin.begin(), strata.begin.end() - 1);
  strata.place_of.resize(n_rows);
  for (std::uint32_t row = 0; row < n_rows; ++row) {
    strata.place_of[row] = next[stratum_of[group(row)]]++;
  }
  return strata;
}

std::uint32_t choose_strata(std::size_t n_rows, std::size_t row_bytes, std::uint64_t n_pairs) {
  // A stratum of either table should fill about a third of a common second-level cache. A cell
  // should have at least a hundred pairs, or the tasks cost more than the work.
  constexpr std::size_t kStratumBytes = 700'000;
  const std::size_t for_cache = (n_rows * row_bytes + kStratumBytes - 1) / kStratumBytes;
  std::size_t n = std::clamp<std::size_t>(for_cache, 16, 64);
  while (n > 1 && n * n * 100 > n_pairs) n /= 2;
  return static_cast<std::uint32_t>(n);
}

namespace {

// Sorts pairs into cells, within each in log order. `transform` gets a pair and its position in the
// log, changes the pair and returns its cell.
template <class Transform>
SplitPairs sort_pairs(const PairLog& log, const Split& split, std::uint32_t n_cells,
                      const Transform& transform) {
  const std::vector<Stretch> all = stretches(log);
  // Validation and test pairs form two further cells.
  const std::size_t n_kinds = std::size_t{n_cells} + 2;
  using Kind = std::uint16_t;
  REPRISE_CHECK(n_kinds <= std::size_t{std::numeric_limits<Kind>::max()} + 1, "{} cells", n_cells);
  // Counts the pairs of each kind in each stretch, and notes the kinds.
  std::vector<std::vector<Kind>> kinds(all.size());
  std::vector<std::vector<std::uint64_t>> next(all.size());
  tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t s) {
    SplitReader parts(split);
    next[s].assign(n_kinds, 0);
    kinds[s].resize(all[s].pairs.size());
    for (std::size_t i = 0; i < all[s].pairs.size(); ++i) {
      const std::uint64_t position = all[s].position + i;
      const Part part = parts.of(position);
      Pair pair = all[s].pairs[i];
      const std::uint32_t kind = part == Part::train        ? transform(pair, position)
                                 : part == Part::validation ? n_cells
                                                            : n_cells + 1;
      kinds[s][i] = static_cast<Kind>(kind);
      ++next[s][kind];
    }
  });
  // Turns the counts into offsets, in the order of kinds and then of stretches.
  SplitPairs sorted;
  std::uint64_t offset = 0;
  for (std::size_t kind = 0; kind < n_kinds; ++kind) {
    if (kind >= n_cells) offset = 0;
    if (kind <= n_cells)
      sorted.cell_begin.push_back(kind == n_cells ? sorted.train.size() : offset);
    for (std::vector<std::uint64_t>& counts : next) {
      const std::uint64_t count = counts[kind];
      counts[kind] = offset;
      offset += count;
    }
    if (kind + 1 == n_cells) sorted.train.resize(offset);
    if (kind == n_cells) sorted.validation.resize(offset);
    if (kind == n_cells + 1) sorted.test.resize(offset);
  }
  // Moves the pairs to their places.
  tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t s) {
    for (std::size_t i = 0; i < all[s].pairs.size(); ++i) {
      Pair pair = all[s].pairs[i];
      transform(pair, all[s].position + i);
      const std::size_t kind = kinds[s][i];
      std::vector<Pair>& target = kind < n_cells    ? sorted.train
                                  : kind == n_cells ? sorted.validation
                                                    : sorted.test;
      target[next[s][kind]++] = pair;
    }
  });
  return sorted;
}

}  // namespace

SplitPairs sort_into_strata(const PairLog& log, const Split& split, const Strata& contexts,
                            const Strata& tracks) {
  REPRISE_CHECK(contexts.n_strata == tracks.n_strata, "{} and {} strata", contexts.n_strata,
                tracks.n_strata);
  const std::uint32_t n = contexts.n_strata;
  const auto by_place = [](const Strata& strata) {
    std::vector<std::uint32_t> stratum(strata.place_of.size());
    for (std::uint32_t place = 0; place < stratum.size(); ++place) {
      stratum[place] = strata.stratum_of_place(place);
    }
    return stratum;
  };
  const std::vector<std::uint32_t> of_context = by_place(contexts);
  const std::vector<std::uint32_t> of_track = by_place(tracks);
  return sort_pairs(log, split, n * n, [&](Pair& pair, std::uint64_t) {
    pair.context = contexts.place_of[pair.context];
    pair.track = tracks.place_of[pair.track];
    return of_context[pair.context] * n + of_track[pair.track];
  });
}

SplitPairs sort_into_random_cells(const PairLog& log, const Split& split, StreamKey key) {
  const auto n_cells =
      static_cast<std::uint32_t>(std::clamp<std::uint64_t>(log.size() >> 15, 1, 4096));
  return sort_pairs(log, split, n_cells, [&](Pair&, std::uint64_t position) {
    Stream stream(key, position);
    return static_cast<std::uint32_t>((std::uint64_t{stream()} * n_cells) >> 32);
  });
}

void check_parts(const SplitPairs& pairs, std::span<const double> split, const Place& place) {
  const std::size_t all = pairs.train.size() + pairs.validation.size() + pairs.test.size();
  const auto demand = [&](std::size_t n, double fraction, const char* part) {
    if (n > 0 || fraction == 0) return;
    throw UserError(place, fmt::format("its split leaves no pairs for {}: {} of {} pairs; collect "
                                       "more sessions or give the part more",
                                       part, fraction, all));
  };
  demand(pairs.train.size(), split[0], "training");
  demand(pairs.validation.size(), split[1], "validation");
  demand(pairs.test.size(), split[2], "the test");
}

Observations count_observations(const PairLog& log, const Split& split) {
  const auto empty = [&] {
    return Observations{std::vector<std::uint32_t>(log.n_contexts()),
                        std::vector<std::uint32_t>(log.n_tracks())};
  };
  const std::vector<Stretch> all = stretches(log);
  tbb::enumerable_thread_specific<Observations> local(empty);
  tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t s) {
    Observations& counts = local.local();
    SplitReader parts(split);
    for (std::size_t i = 0; i < all[s].pairs.size(); ++i) {
      if (parts.of(all[s].position + i) != Part::train) continue;
      ++counts.contexts[all[s].pairs[i].context];
      ++counts.tracks[all[s].pairs[i].track];
    }
  });
  Observations sum = empty();
  for (const Observations& counts : local) {
    for (std::size_t i = 0; i < counts.contexts.size(); ++i) sum.contexts[i] += counts.contexts[i];
    for (std::size_t i = 0; i < counts.tracks.size(); ++i) sum.tracks[i] += counts.tracks[i];
  }
  return sum;
}

void shuffle(std::span<Pair> pairs, Stream stream) {
  // Fisher-Yates. The high half of a 64-bit product is uniform up to n / 2^32, which is negligible
  // here, and needs no division. Some places are drawn ahead, so that their pairs are on their way.
  constexpr std::size_t kAhead = 16;
  std::array<std::size_t, kAhead> chosen{};
  for (std::size_t n = pairs.size(); n > 1;) {
    const std::size_t drawn = std::min(kAhead, n - 1);
    for (std::size_t k = 0; k < drawn; ++k) {
      chosen[k] = static_cast<std::size_t>((std::uint64_t{stream()} * (n - k)) >> 32);
      __builtin_prefetch(&pairs[chosen[k]], 1);
    }
    for (std::size_t k = 0; k < drawn; ++k) std::swap(pairs[--n], pairs[chosen[k]]);
  }
}

}  // namespace reprise
