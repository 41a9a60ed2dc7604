#include "sim/world/best_tracks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "sim/numerics/integer_products.h"
#include "sim/support/check.h"
#include "sim/world/exact_scores.h"

namespace reprise {
namespace {

constexpr int kMostOfTrack = 127;
constexpr int kZeroOfTrack = 128;        // the byte of a track's coordinate 0
constexpr std::size_t kBlockTiles = 16;  // of which kQueries queries have 64 KiB of products
// Exact scores raise the bound after this part of the tracks. Of 1/4 to 1/64, lists of a trained
// ranker take the least time with 1/32.
constexpr std::size_t kEarlyPart = 32;
// Rounding the catalog takes as long as the exact scores of all tracks for some 20 queries
// (measured: 50 000 x 100, one core). For fewer than these it is not done.
constexpr std::size_t kFewQueries = 16;
constexpr float kNever = -std::numeric_limits<float>::infinity();

template <class Number>
double norm(std::span<const Number> row) {
  double sum = 0;
  for (const double value : row) sum += value * value;
  return std::sqrt(sum);
}

// Returns a float that is at least `value`, for values computed in doubles.
float at_least(double value) { return static_cast<float>(value * (1 + 0x1p-20)); }

// A row of smaller coordinates is rounded to zeros: dividing by its scale could overflow.
constexpr double kLeastScaled = 1e-30;
// Products of norms up to this are finite floats.
constexpr double kMostNorm = 1e15;

// A row as scale x integers in [-most, most].
class Grid {
 public:
  Grid(std::span<const double> row, int most) : most_(most) {
    double largest = 0;
    for (const double value : row) largest = std::max(largest, std::fabs(value));
    if (!(largest > kLeastScaled)) return;
    scale_ = static_cast<float>(largest / most);
    inverse_ = 1.0 / scale_;
  }
  float scale() const { return scale_; }
  int round(double value) const {
    return std::clamp(static_cast<int>(std::lrint(value * inverse_)), -most_, most_);
  }
  // Returns the norm of row - scale x integers.
  double residue(std::span<const double> row) const {
    double sum = 0;
    for (const double value : row) {
      const double error = value - scale_ * static_cast<double>(round(value));
      sum += error * error;
    }
    return std::sqrt(sum);
  }

 private:
  int most_;
  float scale_ = 0;
  double inverse_ = 0;
};

// Returns a key that is smaller for a better track: a larger score, equal scores by id. No score
// is -0, because sums that start with 0 never are.
std::uint64_t key_of(float score, TrackId track) {
  const auto bits = std::bit_cast<std::uint32_t>(score);
  const std::uint32_t rising = (bits >> 31) != 0 ? ~bits : bits | 0x80000000u;
  return std::uint64_t{~rising} << 32 | track;
}

ScoredTrack of_key(std::uint64_t key) {
  const std::uint32_t rising = ~static_cast<std::uint32_t>(key >> 32);
  const std::uint32_t bits = (rising >> 31) != 0 ? rising & 0x7fffffffu : ~rising;
  return {std::bit_cast<float>(bits), static_cast<TrackId>(key)};
}

// Sorts keys whose lower halves rise already. A radix sort of the upper halves keeps that order.
void sort_keys(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& memory) {
  constexpr std::size_t kFew = 256;
  if (keys.size() < kFew) {
    std::sort(keys.begin(), keys.end());
    return;
  }
  constexpr int kBits = 11;
  constexpr std::uint64_t kDigit = (1 << kBits) - 1;
  constexpr int kPasses = 3;
  std::array<std::array<std::uint32_t, kDigit + 1>, kPasses> begin{};
  for (const std::uint64_t key : keys) {
    for (int pass = 0; pass < kPasses; ++pass) {
      ++begin[static_cast<std::size_t>(pass)][key >> (32 + pass * kBits) & kDigit];
    }
  }
  memory.resize(keys.size());
  for (int pass = 0; pass < kPasses; ++pass) {
    auto& places = begin[static_cast<std::size_t>(pass)];
    std::exclusive_scan(places.begin(), places.end(), places.begin(), std::uint32_t{0});
    for (const std::uint64_t key : keys) {
      memory[places[key >> (32 + pass * kBits) & kDigit]++] = key;
    }
    keys.swap(memory);
  }
}

// Returns a bound that at least `count` of these tracks are known to reach, and few more. `lower`
// has the lower bounds of their scores, at least `count` > 0 of them.
float bound_of_best(std::span<const float> lower, std::size_t count) {
  float least = lower.front();
  float most = least;
  for (const float bound : lower) {
    least = bound < least ? bound : least;
    most = bound > most ? bound : most;
  }
  // Counting in bins takes a third of the time of a selection.
  constexpr std::uint32_t kBins = 512;
  const float width = (most - least) / static_cast<float>(kBins);
  const float inverse = static_cast<float>(kBins) / (most - least);
  // Bounds that hardly differ, or not at all, are in no bins.
  if (!(width > 0) || !std::isfinite(inverse)) return least;
  std::array<std::uint32_t, kBins> counts{};
  for (const float bound : lower) {
    ++counts[std::min(static_cast<std::uint32_t>((bound - least) * inverse), kBins - 1)];
  }
  std::size_t reached = 0;
  std::uint32_t bin = kBins;
  while (reached < count) reached += counts[--bin];
  // Rounding may have put tracks into a bin that are a little below its edge.
  const float rounding = 0.01f * width + 0x1p-21f * std::max(std::fabs(least), std::fabs(most));
  return least + static_cast<float>(bin) * width - rounding;
}

}  // namespace

// A query in integers. Scores, bounds and floors are divided by `norm` while tracks are screened.
struct BestTracks::Rounded {
  double norm = 1;
  float factor = 0;     // what one unit of the query's integers is, divided by the norm
  float residue = 0;    // of the row, divided by the norm
  float length = 0;     // norm of the row as it was, divided by the norm
  double of_means = 0;  // what the score of every track has besides
  float floor = 0;
  float least = 0;  // the least upper bound of a track that is worth keeping
  std::size_t prune_at = 0;

  // Returns true if `count` tracks are known to reach the floor: it is then the bound.
  bool is_down_to_floor() const { return least >= floor; }
  // Returns a score as it is compared while tracks are screened.
  float relative(float score) const { return static_cast<float>((score - of_means) / norm); }
};

BestTracks::BestTracks(const Embeddings& tracks, std::size_t n_queries) : tracks_(tracks) {
  const std::size_t n_tracks = tracks.size();
  const std::size_t dim = tracks.dim();
  n_groups_ = (dim + kGroup - 1) / kGroup;
  const std::size_t n_tiles = (n_tracks + kTileRows - 1) / kTileRows;
  static_assert((255 + kZeroOfTrack) * std::int64_t{kMostOfQuery} *
                    std::int64_t{kMostCoordinates} <=
                std::numeric_limits<std::int32_t>::max());
  if (n_tracks == 0 || n_queries < kFewQueries || n_groups_ * kGroup > kMostCoordinates) return;
  measure_columns();
  std::vector<double> inverses(dim);
  for (std::size_t i = 0; i < dim; ++i) inverses[i] = deviations_[i] > 0 ? 1 / deviations_[i] : 0;
  // Calls work(place, whole row, row to round) for each place from 0 to n_tracks - 1.
  const auto for_each_row = [&](const auto& track_at, const auto& work) {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n_tracks), [&](const auto& range) {
      std::vector<double> row(dim);
      RowBuffer buffer = tracks.row_buffer(1);
      for (std::size_t place = range.begin(); place < range.end(); ++place) {
        const float* whole = tracks.float_rows(track_at(place), 1, buffer.data());
        for (std::size_t i = 0; i < dim; ++i) row[i] = (whole[i] - means_[i]) * inverses[i];
        work(place, std::span(whole, dim), std::span<const double>(row));
      }
    });
  };
  // The longest rows come first. Most tracks of any list are among them, so the others are compared
  // with a high bound.
  std::vector<float> norm_of(n_tracks);
  for_each_row([](std::size_t place) { return static_cast<TrackId>(place); },
               [&](std::size_t track, std::span<const float>, std::span<const double> row) {
                 norm_of[track] = at_least(norm(row));
               });
  track_at_.resize(n_tracks);
  std::iota(track_at_.begin(), track_at_.end(), TrackId{0});
  std::stable_sort(track_at_.begin(), track_at_.end(),
                   [&](TrackId a, TrackId b) { return norm_of[a] > norm_of[b]; });
  scales_.resize(n_tiles * kTileRows);
  norms_.resize(n_tiles * kTileRows);
  residues_.resize(n_tiles * kTileRows);
  lengths_.resize(n_tiles * kTileRows);
  std::vector<std::uint8_t> tiles(n_tiles * n_groups_ * kTileGroup, kZeroOfTrack);
  for_each_row(
      [&](std::size_t place) { return track_at_[place]; },
      [&](std::size_t place, std::span<const float> whole, std::span<const double> row) {
        const Grid grid(row, kMostOfTrack);
        scales_[place] = grid.scale();
        norms_[place] = at_least(norm(row));
        residues_[place] = at_least(grid.residue(row));
        lengths_[place] = at_least(norm(whole));
        std::uint8_t* to =
            &tiles[place / kTileRows * n_groups_ * kTileGroup + place % kTileRows * kGroup];
        for (std::size_t i = 0; i < dim; ++i) {
          to[i / kGroup * kTileGroup + i % kGroup] =
              static_cast<std::uint8_t>(grid.round(row[i]) + kZeroOfTrack);
        }
      });
  // Bounds are computed in floats. If they could overflow, tiles_ stays empty.
  if (!(*std::max_element(lengths_.begin(), lengths_.end()) < kMostNorm)) return;
  tiles_ = std::move(tiles);
}

std::uint64_t BestTracks::most_bytes(const Embeddings& tracks, std::uint64_t longest,
                                     std::size_t threads) {
  constexpr std::uint64_t kOfTrack = 20;   // scale, norm, residue, length and place
  constexpr std::uint64_t kOfListed = 40;  // bounds, ids, scores and keys of what is screened in
  return tracks.size() * (tracks.dim() + kOfTrack) + threads * kQueries * kOfListed * longest;
}

// Sets the mean and the standard deviation of each coordinate. A coordinate that all tracks share
// has exactly its value and 0.
void BestTracks::measure_columns() {
  const std::size_t dim = tracks_.dim();
  const std::size_t n = tracks_.size();
  std::vector<bool> shared(dim, true);
  means_.assign(dim, 0);
  deviations_.assign(dim, 0);
  RowBuffer first_buffer = tracks_.row_buffer(1);
  const float* const first = tracks_.float_rows(0, 1, first_buffer.data());
  RowBuffer buffer = tracks_.row_buffer(1);
  for (TrackId track = 0; track < n; ++track) {
    const float* row = tracks_.float_rows(track, 1, buffer.data());
    for (std::size_t i = 0; i < dim; ++i) means_[i] += row[i];
  }
  for (double& mean : means_) mean /= static_cast<double>(n);
  for (TrackId track = 0; track < n; ++track) {
    const float* row = tracks_.float_rows(track, 1, buffer.data());
    for (std::size_t i = 0; i < dim; ++i) {
      deviations_[i] += (row[i] - means_[i]) * (row[i] - means_[i]);
      if (row[i] != first[i]) shared[i] = false;
    }
  }
  for (std::size_t i = 0; i < dim; ++i) {
    if (shared[i]) {
      means_[i] = first[i];
      deviations_[i] = 0;
    } else {
      deviations_[i] = std::sqrt(deviations_[i] / static_cast<double>(n));
      if (!(deviations_[i] > kLeastScaled)) deviations_[i] = 1;
    }
  }
}

void BestTracks::rank(std::span<const RankingQuery> queries, Workspace& work,
                      std::vector<ScoredTrack>* lists) const {
  REPRISE_CHECK(queries.size() <= kQueries, "{} queries at once", queries.size());
  const std::size_t dim = tracks_.dim();
  // Round the queries to integers.
  const std::size_t n = (queries.size() + kQueryGroup - 1) / kQueryGroup * kQueryGroup;
  work.queries.assign(n * n_groups_ * kGroup, 0);
  work.starts.assign(n, 0);
  work.row.resize(dim);
  std::array<Rounded, kQueries> rounded;
  bool all = tiles_.empty();  // whether exact scores of all tracks are computed
  for (std::size_t q = 0; q < queries.size() && !all; ++q) {
    const std::span<const float> whole(queries[q].row, dim);
    Rounded& query = rounded[q];
    for (std::size_t i = 0; i < dim; ++i) {
      query.of_means += whole[i] * means_[i];
      work.row[i] = whole[i] * deviations_[i];
    }
    const Grid grid(work.row, most_of_query());
    const double length = norm(whole);
    all = !(length < kMostNorm);
    query.norm = norm(std::span<const double>(work.row));
    if (!(query.norm > kLeastScaled)) query.norm = 1;
    query.factor = static_cast<float>(grid.scale() / query.norm);
    query.residue = at_least(grid.residue(work.row) / query.norm);
    query.length = at_least(length / query.norm);
    all |= !(query.length < kMostNorm);
    query.floor = query.relative(queries[q].floor);
    std::int8_t* integers = &work.queries[q * n_groups_ * kGroup];
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < dim; ++i) {
      integers[i] = static_cast<std::int8_t>(grid.round(work.row[i]));
      sum += integers[i];
    }
    work.starts[q] = -kZeroOfTrack * sum;
  }
  for (std::size_t q = 0; q < queries.size(); ++q) work.screened[q].size = 0;
  if (!all) screen(queries, std::span(rounded).first(queries.size()), work);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    float least = kNever;
    if (all) {
      work.tracks.resize(tracks_.size());
      std::iota(work.tracks.begin(), work.tracks.end(), TrackId{0});
    } else {
      least = raise_least(queries[q], work.screened[q], rounded[q], work);
      take(rounded[q].least, work.screened[q], work);
    }
    rank_exactly(queries[q], least, work, lists[q]);
  }
}

// Let d be the columns' deviations and m their means. A score is <a, b> = <a, m> + <a d, (b - m) /
// d>, coordinate by coordinate. The first term is the same for all tracks, so tracks are compared
// by the second. There, coordinates that hardly differ from track to track take no room from those
// that do, however large they are. Let the query's a d be a' + r and the track's (b - m) / d be b'
// + s, where a' and b' are the rounded rows. Then |<a d, (b - m) / d> - <a', b'>| = |<r, b' + s> +
// <a', s>| <= |r||b' + s| + (|a d| + |r|)|s|, and all these norms are known. The exact score is a
// float32 sum of dim products, with an error of at most dim 2^-24 |a||b| (first order, any order of
// summing; Higham, Accuracy and Stability of Numerical Algorithms, 3.5). That is doubled for
// safety, and covers the roundings that happen here.
void BestTracks::screen(std::span<const RankingQuery> queries, std::span<Rounded> rounded,
                        Workspace& work) const {
  const std::size_t n = work.starts.size();
  float residue = 0;  // the largest
  float length = 0;   // the largest
  for (std::size_t q = 0; q < queries.size(); ++q) {
    residue = std::max(residue, rounded[q].residue);
    length = std::max(length, rounded[q].length);
    constexpr float kAll = std::numeric_limits<float>::lowest();
    rounded[q].least = queries[q].count > 0 ? kAll : std::max(kAll, rounded[q].floor);
    rounded[q].prune_at = std::size_t{queries[q].count} + queries[q].count / 4;
  }
  const float of_norm = residue + 0x1p-20f;
  const float of_residue = 1 + residue;
  const float of_length =
      length * static_cast<float>(2.0 * static_cast<double>(tracks_.dim() + 16) * 0x1p-24);
  work.products.resize(n * kBlockTiles * kTileRows);
  work.margins.resize(kBlockTiles * kTileRows);

  // Drops what can no longer be in the list: as soon as `count` tracks are known to have a score of
  // at least some bound, tracks that are known to score less are out.
  const auto prune = [&](std::size_t q) {
    ScreenedTracks& screened = work.screened[q];
    Rounded& query = rounded[q];
    if (!query.is_down_to_floor() && screened.size > queries[q].count && queries[q].count > 0) {
      const float bound =
          bound_of_best(std::span(screened.lower).first(screened.size), queries[q].count);
      query.least = std::max(query.least, std::min(bound, query.floor));
      drop_below(query.least, screened);
    }
    const std::uint32_t most = std::max(queries[q].most, queries[q].count);
    if (screened.size > most && most > 0) {
      const float bound = bound_of_best(std::span(screened.lower).first(screened.size), most);
      query.least = std::max(query.least, bound);
      drop_below(query.least, screened);
    }
    // Pruning is cheap, and the sooner the bound rises, the fewer tracks are screened in.
    query.prune_at = screened.size + screened.size / 2 + 64;
  };

  const std::size_t n_tiles = scales_.size() / kTileRows;
  const std::size_t early = n_tiles / kEarlyPart / kBlockTiles * kBlockTiles;
  for (std::size_t tile = 0; tile < n_tiles; tile += kBlockTiles) {
    const std::size_t tiles = std::min(kBlockTiles, n_tiles - tile);
    const std::size_t rows = tiles * kTileRows;
    const std::size_t first = tile * kTileRows;
    integer_products(&tiles_[tile * n_groups_ * kTileGroup], tiles, work.queries.data(), n,
                     n_groups_, work.starts.data(), work.products.data());
    for (std::size_t i = 0; i < rows; ++i) {
      // Places behind the last track are never worth keeping.
      const std::size_t place = first + i;
      work.margins[i] = place < tracks_.size()
                            ? of_norm * norms_[place] + of_residue * residues_[place] +
                                  of_length * lengths_[place]
                            : kNever;
    }
    for (std::size_t q = 0; q < queries.size(); ++q) {
      ScreenedTracks& screened = work.screened[q];
      screened.make_room(rows);
      screen_tracks(&work.products[q * rows], &scales_[first], work.margins.data(), rows,
                    rounded[q].factor, rounded[q].least, static_cast<std::uint32_t>(first),
                    screened);
      if (screened.size > rounded[q].prune_at) prune(q);
      if (tile == early) {
        raise_least(queries[q], screened, rounded[q], work);
        drop_below(rounded[q].least, screened);
      }
    }
  }
  for (std::size_t q = 0; q < queries.size(); ++q) prune(q);
}

// Sets work.tracks to the screened tracks whose upper bound is at least `least`, by rising ids.
void BestTracks::take(float least, const ScreenedTracks& screened, Workspace& work) const {
  work.is_taken.assign((tracks_.size() + 63) / 64, 0);
  for (std::size_t i = 0; i < screened.size; ++i) {
    const TrackId track = track_at_[screened.place[i]];
    work.is_taken[track / 64] |= std::uint64_t{screened.upper[i] >= least} << track % 64;
  }
  work.tracks.clear();
  for (std::size_t word = 0; word < work.is_taken.size(); ++word) {
    for (std::uint64_t bits = work.is_taken[word]; bits != 0; bits &= bits - 1) {
      work.tracks.push_back(
          static_cast<TrackId>(64 * word + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

// Returns a score that all tracks of the list reach, and raises rounded.least to it. The exact
// scores of the most promising tracks tell one. It is higher than what the lower bounds of the
// screened tracks tell, by about the error of the bounds.
float BestTracks::raise_least(const RankingQuery& query, const ScreenedTracks& screened,
                              Rounded& rounded, Workspace& work) const {
  if (rounded.is_down_to_floor() || query.count == 0 ||
      screened.size <= 2 * std::size_t{query.count}) {
    return kNever;
  }
  const float promising =
      bound_of_best(std::span(screened.upper).first(screened.size), query.count);
  work.tracks.clear();
  for (std::size_t i = 0; i < screened.size; ++i) {
    if (screened.upper[i] >= promising) work.tracks.push_back(track_at_[screened.place[i]]);
  }
  work.scores.resize(work.tracks.size());
  exact_scores(tracks_, query.row, work.tracks, work.scores.data());
  const auto last = work.scores.begin() + (query.count - 1);
  std::nth_element(work.scores.begin(), last, work.scores.end(), std::greater<>());
  const float least = std::min(*last, query.floor);
  rounded.least = std::max(rounded.least, rounded.relative(least));
  return least;
}

// Ranks work.tracks, which rise, by their exact scores, and cuts them to the count and the floor.
// All tracks of the list score at least `least`.
void BestTracks::rank_exactly(const RankingQuery& query, float least, Workspace& work,
                              std::vector<ScoredTrack>& list) const {
  const std::size_t n = work.tracks.size();
  work.scores.resize(n);
  exact_scores(tracks_, query.row, work.tracks, work.scores.data());
  work.keys.clear();
  for (std::size_t i = 0; i < n; ++i) {
    if (work.scores[i] >= least) work.keys.push_back(key_of(work.scores[i], work.tracks[i]));
  }
  sort_keys(work.keys, work.sorted_keys);
  list.clear();
  for (const std::uint64_t key : work.keys) {
    const ScoredTrack track = of_key(key);
    if (list.size() >= query.count && (track.score < query.floor || list.size() >= query.most)) {
      break;
    }
    list.push_back(track);
  }
}

}  // namespace reprise
