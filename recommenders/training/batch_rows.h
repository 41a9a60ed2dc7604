// Trains the rows of a table in batches: finds the rows that a batch touches, holds the data that
// their optimiser keeps, and cuts an epoch into batches.
#pragma once

#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include <tbb/parallel_for.h>

#include "recommenders/training/embedding_ranker_parameters.h"
#include "recommenders/training/embedding_table.h"
#include "recommenders/training/row_steps.h"
#include "recommenders/training/sample_steps.h"
#include "recommenders/training/strata.h"

namespace reprise {

/// Lists the different rows that a batch touches, in order of first appearance, and for each row
/// the items that touch it.
class Touched {
 public:
  explicit Touched(std::size_t n_rows) : slot_of_row_(n_rows, kNone) {}

  /// Finds the rows of n items. `row_of(i)` is the row that item i touches.
  template <class RowOf>
  void find(std::size_t n, RowOf row_of) {
    for (const std::uint32_t row : rows_) slot_of_row_[row] = kNone;
    rows_.clear();
    slot_of_item_.resize(n);
    begin_.assign(1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      std::uint32_t& slot = slot_of_row_[row_of(i)];
      if (slot == kNone) {
        slot = static_cast<std::uint32_t>(rows_.size());
        rows_.push_back(row_of(i));
        begin_.push_back(0);
      }
      slot_of_item_[i] = slot;
      ++begin_[slot + 1];
    }
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    items_.resize(n);
    next_.assign(begin_.begin(), begin_.end() - 1);
    for (std::size_t i = 0; i < n; ++i) {
      items_[next_[slot_of_item_[i]]++] = static_cast<std::uint32_t>(i);
    }
  }

  std::size_t size() const { return rows_.size(); }
  std::uint32_t row(std::size_t slot) const { return rows_[slot]; }
  std::uint32_t slot_of(std::size_t item) const { return slot_of_item_[item]; }
  /// Returns the items that touch the row in this slot, in ascending order.
  std::span<const std::uint32_t> items(std::size_t slot) const {
    return std::span(items_).subspan(begin_[slot], begin_[slot + 1] - begin_[slot]);
  }

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

  std::vector<std::uint32_t> slot_of_row_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> slot_of_item_;
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> items_;
};

/// Calls `work(i)` for 0..n-1 on the threads of the current TBB arena, in ranges of a few dozen.
template <class Work>
void for_all(std::size_t n, Work work) {
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 64),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                      for (std::size_t i = range.begin(); i < range.end(); ++i) work(i);
                    });
}

/// A table together with the data that its optimiser keeps. Several threads may work on different
/// rows at the same time.
class LearnedTable {
 public:
  /// `weights` and `ridges` (one per row, as in SideWeights) must outlive the object. Coordinate
  /// `one_at` of every row keeps its value; SideRows::kNone means that there is no such coordinate.
  LearnedTable(EmbeddingTable& weights, const std::vector<float>& ridges, std::size_t one_at,
               Optimiser optimiser)
      : weights_(weights), ridges_(ridges), one_at_(one_at), optimiser_(optimiser) {
    if (has_moments()) {
      m_ = EmbeddingTable(weights.size(), weights.dim());
      v_ = EmbeddingTable(weights.size(), weights.dim());
      moved_at_.assign(weights.size(), 0);
    } else if (optimiser == Optimiser::adagrad) {
      accumulators_.assign(weights.size(), 1.0f);
    }
  }

  bool has_moments() const {
    return optimiser_ == Optimiser::adam || optimiser_ == Optimiser::adamw;
  }
  std::size_t size() const { return weights_.size(); }

  /// Prefetches the rows that catch_up will read, because the rows of a batch are anywhere in
  /// memory.
  void prefetch(std::size_t i) const {
    for (std::size_t at = 0; at < weights_.stride(); at += kRowFloats) {
      __builtin_prefetch(weights_.row(i) + at, 1);
      if (!has_moments()) continue;
      __builtin_prefetch(m_.row(i) + at, 1);
      __builtin_prefetch(v_.row(i) + at, 1);
    }
  }

  /// Brings a row to the values that a dense optimiser would have given it by now.
  void catch_up(std::size_t i, const AdamClock& clock) {
    if (!has_moments() || moved_at_[i] == clock.now()) return;
    const float one = one_at_ == SideRows::kNone ? 0 : weights_.row(i)[one_at_];
    adam_drift(weights_.row(i), m_.row(i), v_.row(i), clock.drift(moved_at_[i]), weights_.stride());
    if (one_at_ != SideRows::kNone) weights_.row(i)[one_at_] = one;
    moved_at_[i] = clock.now();
  }

  /// Takes one step with one row. `gradient` (aligned, as long as the row's stride) is the mean
  /// gradient without ridge; its content is changed. `share` is the share of the batch's pairs that
  /// touch this row.
  void step(std::size_t i, float* gradient, float share, const AdamStep& adam, float learning_rate,
            std::uint64_t now) {
    float* row = weights_.row(i);
    const std::size_t n = weights_.stride();
    const float one = one_at_ == SideRows::kNone ? 0 : row[one_at_];
    if (ridges_[i] != 0) add_scaled(gradient, share * ridges_[i], row, n);
    if (one_at_ != SideRows::kNone) gradient[one_at_] = 0;
    if (has_moments()) {
      adam_step(row, m_.row(i), v_.row(i), gradient, adam, n);
      moved_at_[i] = now;
    } else {
      float size = learning_rate;
      if (optimiser_ == Optimiser::adagrad) {
        accumulators_[i] += dot(gradient, gradient, n) / static_cast<float>(weights_.dim());
        size /= std::sqrt(accumulators_[i]);
      }
      add_scaled(row, -size, gradient, n);
    }
    if (one_at_ != SideRows::kNone) row[one_at_] = one;
  }

 private:
  EmbeddingTable& weights_;
  const std::vector<float>& ridges_;
  std::size_t one_at_;
  Optimiser optimiser_;
  EmbeddingTable m_;
  EmbeddingTable v_;
  std::vector<std::uint64_t> moved_at_;  // per row: the last step that is included in it
  std::vector<float> accumulators_;
};

/// Calls `run_batch(begin, n)` for the batches of an epoch, `pairs.train[begin, begin + n)`, one
/// after the other, and returns the sum of the returned values. Pairs are shuffled within their
/// cells (each cell is a random part of all pairs), by draws addressed by (key, epoch). Cells keep
/// their places and their pairs. The start of the first batch also moves from epoch to epoch, so
/// batches differ in this as well. `batch` is 1 to the number of training pairs.
template <class RunBatch>
double run_batches(SplitPairs& pairs, std::size_t batch, StreamKey key, std::int64_t epoch,
                   RunBatch run_batch) {
  const auto address = static_cast<std::uint64_t>(epoch);
  for_all(pairs.n_cells(), [&](std::size_t cell) {
    shuffle(pairs.cell(cell), Stream(key, address, static_cast<std::uint32_t>(cell)));
  });
  const std::size_t n = pairs.train.size();
  Stream stream(key, address, static_cast<std::uint32_t>(pairs.n_cells()));
  const std::size_t first =
      static_cast<std::size_t>((std::uint64_t{stream()} * (n / batch)) >> 32) * batch;
  double sum = 0;
  for (std::size_t begin = first; begin < n; begin += batch) {
    sum += run_batch(begin, std::min(batch, n - begin));
  }
  for (std::size_t begin = 0; begin < first; begin += batch) sum += run_batch(begin, batch);
  return sum;
}

}  // namespace reprise
