// Divides rows into strata, so that several threads can train on one log without touching each
// other's rows. Pairs are sorted into cells (stratum of the context, stratum of the track), and the
// cells of one diagonal share no row. Gemulla et al., "Large-scale matrix factorization with
// distributed stochastic gradient descent", KDD 2011. The strata depend on the data alone, so
// results do not depend on the number of threads. A stratum has so few rows that a core's cache
// holds them.
#pragma once

#include <span>
#include <vector>

#include "recommenders/training/pairs.h"
#include "recommenders/training/split.h"

namespace reprise {

/// Rows divided into strata and numbered anew, so that the rows of a stratum are neighbours.
struct Strata {
  std::uint32_t n_strata = 0;
  std::vector<std::uint32_t> place_of;  // row -> its place, 0..rows-1
  std::vector<std::uint32_t> begin;     // stratum -> its first place; n_strata + 1 entries

  std::uint32_t stratum_of_place(std::uint32_t place) const;
};

/// Divides rows into strata whose numbers of observations are as equal as the heaviest rows allow:
/// takes rows by descending number of observations and puts each into the lightest stratum so far.
/// Rows of one group stay together, because they share an artist's row. If `group_of` is empty,
/// every row is a group of its own.
Strata balance_strata(std::span<const std::uint32_t> observations,
                      std::span<const std::uint32_t> group_of, std::uint32_t n_strata);

/// Returns a number of strata for two tables with rows of `row_bytes` bytes, the larger table with
/// `n_rows` rows, and for `n_pairs` pairs.
std::uint32_t choose_strata(std::size_t n_rows, std::size_t row_bytes, std::uint64_t n_pairs);

/// Training pairs by cell, within each cell in log order; validation and test pairs in log order.
struct SplitPairs {
  std::vector<std::uint64_t> cell_begin;  // n_cells + 1 offsets into train
  std::vector<Pair> train;
  std::vector<Pair> validation;
  std::vector<Pair> test;

  std::size_t n_cells() const { return cell_begin.size() - 1; }
  std::span<Pair> cell(std::size_t i) {
    return std::span(train).subspan(cell_begin[i], cell_begin[i + 1] - cell_begin[i]);
  }
};

/// Gives the rows of the log's pairs their places and sorts the pairs into cells, stratum of the
/// context x n_strata + stratum of the track. Both have the same number of strata. Parallel; gives
/// the same result for any number of threads.
SplitPairs sort_into_strata(const PairLog& log, const Split& split, const Strata& contexts,
                            const Strata& tracks);

/// Sorts the log's pairs, as they are, into cells at random, by draws addressed by (key, position).
/// A cell is so small that a core's cache holds it while it is shuffled. Parallel, likewise.
SplitPairs sort_into_random_cells(const PairLog& log, const Split& split, StreamKey key);

/// Throws UserError at `place` when a part has no pairs although its fraction in `split` (training,
/// validation, test) is above 0.
void check_parts(const SplitPairs& pairs, std::span<const double> split, const Place& place);

/// The number of training observations of each context and of each track, by the ids of the log.
struct Observations {
  std::vector<std::uint32_t> contexts;
  std::vector<std::uint32_t> tracks;
};
Observations count_observations(const PairLog& log, const Split& split);

/// Puts the pairs into a random order, drawn from `stream`.
void shuffle(std::span<Pair> pairs, Stream stream);

}  // namespace reprise
