// Declares the two ways to make one pass over the training pairs: pair by pair in cells, or in
// batches.
#pragma once

#include <memory>

#include "recommenders/training/ranker_weights.h"

namespace reprise {

class EpochTrainer {
 public:
  virtual ~EpochTrainer() = default;
  /// Trains on every pair once and returns the sum of squared errors. The error of a pair is taken
  /// just before the step that uses the pair. Runs on the threads of the current TBB arena; the
  /// result does not depend on their number.
  virtual double run_epoch(std::int64_t epoch, double learning_rate) = 0;
};

/// Makes a trainer that steps pair by pair and works on the cells of one diagonal in parallel.
/// `pairs` are in n_strata^2 cells. All arguments must outlive the trainer, which reorders the
/// pairs and changes the weights.
std::unique_ptr<EpochTrainer> make_cell_trainer(SplitPairs& pairs, std::uint32_t n_strata,
                                                RankerWeights& weights, bool adagrad,
                                                StreamKey key);

/// Makes a trainer that takes one step per batch along the mean gradient of the batch's pairs.
/// `pairs` may be in any cells, each a random part of the pairs. Rows without a gradient move as
/// under a dense optimiser (see AdamClock).
std::unique_ptr<EpochTrainer> make_batch_trainer(SplitPairs& pairs, RankerWeights& weights,
                                                 const EmbeddingRankerParameters& parameters,
                                                 StreamKey key);

}  // namespace reprise
