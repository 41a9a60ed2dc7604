// Rows in strata, so that threads train on one log without touching each other's rows: pairs are
// sorted into cells (stratum of the context, stratum of the track), and cells of one diagonal share
// no row. Gemulla et al., "Large-scale matrix factorization with distributed stochastic gradient
// descent", KDD 2011. The strata are fixed by the data, so results do not depend on the number of
// threads; each holds so few rows that a core's cache keeps them.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "recommenders/training/pairs.h"
#include "recommenders/training/split.h"

namespace reprise {

/// Rows put into strata and numbered anew so that a stratum's rows are neighbours.
struct Strata {
  std::uint32_t n_strata = 0;
  std::vector<std::uint32_t> place_of;  // row -> its place, 0..rows-1
  std::vector<std::uint32_t> row_at;    // place -> row
  std::vector<std::uint32_t> begin;     // stratum -> its first place; n_strata + 1 entries

  std::uint32_t stratum_of_place(std::uint32_t place) const;
};

/// Strata whose observations are as equal as the heaviest rows allow: rows by falling number of
/// observations, each to the lightest stratum so far. Rows of one group (`group_of` may be empty:
/// every row by itself) stay together, for they share a row of their own.
Strata balance_strata(std::span<const std::uint32_t> observations,
                      std::span<const std::uint32_t> group_of, std::uint32_t n_strata);

/// Strata for rows of this many bytes in two tables, the larger of `n_rows` rows.
std::uint32_t choose_strata(std::size_t n_rows, std::size_t row_bytes, std::uint64_t n_pairs);

/// Training pairs by cell, in log order within each; validation and test pairs in log order.
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

/// Sorts the log's pairs into cells: `transform` changes a pair (numbers its rows anew) and returns
/// its cell, given the pair and its position in the log. Parallel; deterministic for any threads.
using CellOf = std::function<std::uint32_t(Pair& pair, std::uint64_t position)>;
SplitPairs sort_pairs(const PairLog& log, const Split& split, std::uint32_t n_cells,
                      const CellOf& transform);

/// The same with pairs put into cells at random, by draws addressed by (key, position); cells are
/// such that a core's cache holds one while it is shuffled.
SplitPairs sort_into_random_cells(const PairLog& log, const Split& split, StreamKey key,
                                  const std::function<void(Pair&)>& transform = {});

/// Throws UserError at `place` when a part of `split` (fractions for training, validation and test)
/// that should have pairs has none.
void check_parts(const SplitPairs& pairs, std::span<const double> split, const Place& place);

/// Training observations of each context and of each track, by the log's ids.
struct Observations {
  std::vector<std::uint32_t> contexts;
  std::vector<std::uint32_t> tracks;
};
Observations count_observations(const PairLog& log, const Split& split);

/// Puts pairs into an order drawn from the address (key, episode, index).
void shuffle(std::span<Pair> pairs, Stream stream);

}  // namespace reprise
