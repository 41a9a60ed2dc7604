#include "recommenders/training/batch_rows.h"
#include "recommenders/training/epoch_trainer.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// Number of rows by which prefetching runs ahead of the work.
constexpr std::size_t kAhead = 2;

// The contexts or the tracks of a batch.
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

  // Finds the rows of a batch, brings them up to date and, with artists, composes whole rows.
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

  // Returns the whole row of item i of the batch, as it is multiplied.
  const float* row(std::size_t i) const {
    const std::uint32_t slot = touched_.slot_of(i);
    return weights_.has_artists() ? whole_.row(slot) : weights_.own.row(touched_.row(slot));
  }

  // Sums the gradients of each row: scaled errors times the rows of the other side.
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
  Touched touched_;          // own rows, touched by the pairs of the batch
  Touched touched_artists_;  // artists' rows, touched by the slots of own rows
  EmbeddingTable whole_;     // whole row per slot; empty without artists
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
    const double squared_errors = run_batches(
        pairs_, batch_, key_, epoch,
        [&](std::size_t begin, std::size_t n) { return run_batch(begin, n, learning_rate); });
    contexts_.catch_up_all(clock_);
    tracks_.catch_up_all(clock_);
    return squared_errors;
  }

 private:
  double run_batch(std::size_t begin, std::size_t n, double learning_rate) {
    const std::span<const Pair> batch = std::span(pairs_.train).subspan(begin, n);
    // Brings the rows of the batch up to date.
    contexts_.begin(
        n, [&](std::size_t i) { return batch[i].context; }, clock_);
    tracks_.begin(
        n, [&](std::size_t i) { return batch[i].track; }, clock_);
    // Computes the errors and the mean gradients.
    const float per_pair = 1.0f / static_cast<float>(n);
    for_all(n, [&](std::size_t i) {
      errors_[i] = dot(contexts_.row(i), tracks_.row(i), length_) - share_of(batch[i].time);
      scaled_errors_[i] = errors_[i] * per_pair;
    });
    contexts_.gather(scaled_errors_, tracks_);
    tracks_.gather(scaled_errors_, contexts_);
    // Takes the step.
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
