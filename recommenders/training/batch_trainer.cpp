#include <cmath>
#include <numeric>

#include <tbb/parallel_for.h>

#include "recommenders/training/epoch_trainer.h"
#include "recommenders/training/row_steps.h"
#include "sim/check.h"

namespace reprise {
namespace {

// The different rows that a batch touches, in order of first appearance, and who touches each.
class Touched {
 public:
  explicit Touched(std::size_t n_rows) : slot_of_row_(n_rows, kNone) {}

  // `row_of(i)` is the row that item i of n touches.
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
  /// The items that touch a row, in ascending order.
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

// Calls `work(i)` for 0..n-1 on all threads, a few dozen at a time.
template <class Work>
void for_all(std::size_t n, Work work) {
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 64),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                      for (std::size_t i = range.begin(); i < range.end(); ++i) work(i);
                    });
}

// A table with what its optimiser keeps.
class LearnedTable {
 public:
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

  // Asks for what catch_up will read: the rows of a batch are anywhere in memory.
  void prefetch(std::size_t i) const {
    for (std::size_t at = 0; at < weights_.stride(); at += kRowFloats) {
      __builtin_prefetch(weights_.row(i) + at, 1);
      if (!has_moments()) continue;
      __builtin_prefetch(m_.row(i) + at, 1);
      __builtin_prefetch(v_.row(i) + at, 1);
    }
  }

  // Brings a row to where a dense optimiser has it now.
  void catch_up(std::size_t i, const AdamClock& clock) {
    if (!has_moments() || moved_at_[i] == clock.now()) return;
    const float one = one_at_ == SideRows::kNone ? 0 : weights_.row(i)[one_at_];
    adam_drift(weights_.row(i), m_.row(i), v_.row(i), clock.drift(moved_at_[i]), weights_.stride());
    if (one_at_ != SideRows::kNone) weights_.row(i)[one_at_] = one;
    moved_at_[i] = clock.now();
  }

  // One step. `gradient` is the mean gradient without ridge, of which `share` of the batch's pairs
  // is this row's; it is changed.
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
  std::vector<std::uint64_t> moved_at_;  // the step each row was last brought to
  std::vector<float> accumulators_;
};

// Rows ahead of the one at work that are fetched from memory.
constexpr std::size_t kAhead = 2;

// Contexts or tracks in a batch.
class Side {
 public:
  Side(SideWeights& weights, Optimiser optimiser, std::size_t batch)
      : weights_(weights),
        own_(weights.own, weights.own_ridges, weights.one_at, optimiser),
        artist_(weights.artist, weights.artist_ridges,
                weights.artist_at == 0 ? weights.one_at : SideRows::kNone, optimiser),
        touched_(weights.own.size()),
        touched_artists_(weights.artist.size()),
        whole_(weights.has_artists() ? batch : 0, weights.length()),
        gradients_(batch, weights.length()),
        artist_gradients_(weights.has_artists() ? batch : 0,
                          weights.has_artists() ? weights.artist.stride() : kRowFloats) {}

  // Finds a batch's rows, brings them up to date and puts them together.
  template <class RowOf>
  void begin(std::size_t n, RowOf row_of, const AdamClock& clock) {
    touched_.find(n, row_of);
    if (weights_.has_artists()) {
      touched_artists_.find(touched_.size(),
                            [&](std::size_t s) { return weights_.artist_of[touched_.row(s)]; });
      for_all(touched_artists_.size(),
              [&](std::size_t s) { artist_.catch_up(touched_artists_.row(s), clock); });
    }
    for_all(touched_.size(), [&](std::size_t s) {
      if (s + kAhead < touched_.size()) own_.prefetch(touched_.row(s + kAhead));
      own_.catch_up(touched_.row(s), clock);
      if (weights_.has_artists()) weights_.compose(touched_.row(s), whole_.row(s));
    });
  }

  // The whole row that item i of the batch multiplies.
  const float* row(std::size_t i) const {
    const std::uint32_t slot = touched_.slot_of(i);
    return weights_.has_artists() ? whole_.row(slot) : weights_.own.row(touched_.row(slot));
  }

  // Sums the gradients of each row: scaled errors times the other side's rows.
  void gather(const std::vector<float>& scaled_errors, const Side& other) {
    const std::size_t n = weights_.length();
    for_all(touched_.size(), [&](std::size_t s) {
      float* gradient = gradients_.row(s);
      std::fill_n(gradient, n, 0.0f);
      for (const std::uint32_t i : touched_.items(s)) {
        add_scaled(gradient, scaled_errors[i], other.row(i), n);
      }
    });
  }

  void step(const AdamStep& adam, float learning_rate, std::uint64_t now, float per_pair) {
    if (weights_.has_artists()) {
      const std::size_t n = weights_.artist.stride();
      for_all(touched_artists_.size(), [&](std::size_t a) {
        float* gradient = artist_gradients_.row(a);
        std::fill_n(gradient, n, 0.0f);
        std::size_t pairs = 0;
        for (const std::uint32_t s : touched_artists_.items(a)) {
          add_scaled(gradient, 1, gradients_.row(s) + weights_.artist_at, n);
          pairs += touched_.items(s).size();
        }
        artist_.step(touched_artists_.row(a), gradient, per_pair * static_cast<float>(pairs), adam,
                     learning_rate, now);
      });
    }
    for_all(touched_.size(), [&](std::size_t s) {
      own_.step(touched_.row(s), gradients_.row(s),
                per_pair * static_cast<float>(touched_.items(s).size()), adam, learning_rate, now);
    });
  }

  void catch_up_all(const AdamClock& clock) {
    for_all(own_.size(), [&](std::size_t i) { own_.catch_up(i, clock); });
    for_all(artist_.size(), [&](std::size_t i) { artist_.catch_up(i, clock); });
  }

 private:
  SideWeights& weights_;
  LearnedTable own_;
  LearnedTable artist_;
  Touched touched_;          // own rows, by the batch's pairs
  Touched touched_artists_;  // artists' rows, by the slots of own rows
  EmbeddingTable whole_;     // per slot, with artists
  EmbeddingTable gradients_;
  EmbeddingTable artist_gradients_;
};

class BatchTrainer final : public EpochTrainer {
 public:
  BatchTrainer(SplitPairs& pairs, RankerWeights& weights,
               const EmbeddingRankerParameters& parameters, StreamKey key)
      : pairs_(pairs),
        key_(key),
        batch_(std::min(static_cast<std::size_t>(parameters.batch), pairs.train.size())),
        length_(weights.contexts.length()),
        clock_(parameters.weight_decay),
        contexts_(weights.contexts, parameters.optimiser, batch_),
        tracks_(weights.tracks, parameters.optimiser, batch_),
        adam_(parameters.optimiser == Optimiser::adam || parameters.optimiser == Optimiser::adamw),
        errors_(batch_),
        scaled_errors_(batch_) {
    REPRISE_CHECK(length_ == weights.tracks.length(), "rows of {} and {}", length_,
                  weights.tracks.length());
  }

  double run_epoch(std::int64_t epoch, double learning_rate) override {
    const auto address = static_cast<std::uint64_t>(epoch);
    for_all(pairs_.n_cells(), [&](std::size_t cell) {
      shuffle(pairs_.cell(cell), Stream(key_, address, static_cast<std::uint32_t>(cell)));
    });
    // Cells stay in their places, and hold the same pairs in another order; where the first batch
    // begins moves from epoch to epoch, so batches differ in that, too.
    const std::size_t n = pairs_.train.size();
    Stream stream(key_, address, static_cast<std::uint32_t>(pairs_.n_cells()));
    const std::size_t first =
        static_cast<std::size_t>((std::uint64_t{stream()} * (n / batch_)) >> 32) * batch_;
    double squared_errors = 0;
    for (std::size_t begin = first; begin < n; begin += batch_) {
      squared_errors += run_batch(begin, std::min(batch_, n - begin), learning_rate);
    }
    for (std::size_t begin = 0; begin < first; begin += batch_) {
      squared_errors += run_batch(begin, batch_, learning_rate);
    }
    contexts_.catch_up_all(clock_);
    tracks_.catch_up_all(clock_);
    return squared_errors;
  }

 private:
  double run_batch(std::size_t begin, std::size_t n, double learning_rate) {
    const std::span<const Pair> batch = std::span(pairs_.train).subspan(begin, n);
    contexts_.begin(
        n, [&](std::size_t i) { return batch[i].context; }, clock_);
    tracks_.begin(
        n, [&](std::size_t i) { return batch[i].track; }, clock_);
    const float per_pair = 1.0f / static_cast<float>(n);
    for_all(n, [&](std::size_t i) {
      errors_[i] = dot(contexts_.row(i), tracks_.row(i), length_) - share_of(batch[i].time);
      scaled_errors_[i] = errors_[i] * per_pair;
    });
    contexts_.gather(scaled_errors_, tracks_);
    tracks_.gather(scaled_errors_, contexts_);
    const AdamStep adam = adam_ ? clock_.advance(learning_rate) : AdamStep{};
    contexts_.step(adam, static_cast<float>(learning_rate), clock_.now(), per_pair);
    tracks_.step(adam, static_cast<float>(learning_rate), clock_.now(), per_pair);
    double squared_errors = 0;
    for (std::size_t i = 0; i < n; ++i) {
      squared_errors += static_cast<double>(errors_[i]) * static_cast<double>(errors_[i]);
    }
    return squared_errors;
  }

  SplitPairs& pairs_;
  StreamKey key_;
  std::size_t batch_;
  std::size_t length_;
  AdamClock clock_;
  Side contexts_;
  Side tracks_;
  bool adam_;
  std::vector<float> errors_;
  std::vector<float> scaled_errors_;
};

}  // namespace

std::unique_ptr<EpochTrainer> make_batch_trainer(SplitPairs& pairs, RankerWeights& weights,
                                                 const EmbeddingRankerParameters& parameters,
                                                 StreamKey key) {
  return std::make_unique<BatchTrainer>(pairs, weights, parameters, key);
}

}  // namespace reprise
