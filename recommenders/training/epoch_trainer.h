// One pass over the training pairs, by one of two ways: pair by pair in cells, or in batches.
#pragma once

#include <memory>

#include "recommenders/training/ranker_weights.h"

namespace reprise {

class EpochTrainer {
 public:
  virtual ~EpochTrainer() = default;
  /// Trains on every pair once and returns the sum of squared errors, each as it was just before
  /// its pair was learned from. Uses the threads of the current TBB arena; the result does not
  /// depend on how many.
  virtual double run_epoch(std::int64_t epoch, double learning_rate) = 0;
};

/// Steps pair by pair, cells of one diagonal in parallel. `pairs` are in n_strata^2 cells. All
/// arguments must outlive the trainer, which reorders the pairs and changes the weights.
std::unique_ptr<EpochTrainer> make_cell_trainer(SplitPairs& pairs, std::uint32_t n_strata,
                                                RankerWeights& weights, bool adagrad,
                                                StreamKey key);

/// Steps once per batch along the mean gradient of its pairs. `pairs` are in any cells, each a
/// random part of them. Rows without a gradient move as under a dense optimiser (see AdamClock).
std::unique_ptr<EpochTrainer> make_batch_trainer(SplitPairs& pairs, RankerWeights& weights,
                                                 const EmbeddingRankerParameters& parameters,
                                                 StreamKey key);

}  // namespace reprise
