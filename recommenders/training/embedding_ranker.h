// The embedding ranker: a table of contexts and a table of tracks, whose inner products are fitted
// to the times of a log by least squares. This file trains one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recommenders/training/embedding_ranker_parameters.h"
#include "recommenders/training/embedding_table.h"
#include "recommenders/training/epochs.h"
#include "recommenders/training/pairs.h"
#include "recommenders/training/ranker_weights.h"
#include "sim/support/progress.h"

namespace reprise {

/// The finished model on pairs it has not seen, beside predictions that know nothing of the pair.
struct TestLoss {
  double model = 0;
  double mean = 0;    // the mean time of the training pairs
  double random = 0;  // the test pairs' times, shuffled

  friend bool operator==(const TestLoss&, const TestLoss&) = default;
};

struct TrainedRanker : TrainedEpochs {
  EmbeddingModel model;  // of the best epoch
  std::optional<TestLoss> test;
  std::uint64_t train_pairs = 0;
  std::uint64_t validation_pairs = 0;
  std::uint64_t test_pairs = 0;

  friend bool operator==(const TrainedRanker&, const TrainedRanker&) = default;
};

/// Trains one ranker. Its draws are addressed by (seed, name): equal arguments give equal bytes on
/// any number of threads (those of the current TBB arena) and any processor. A loss that is no
/// number, or over a hundred times what predicting nothing would cost, stops training with the last
/// good weights. Throws UserError for an empty log, an empty part of the split, artist embeddings
/// without artists, and parameters that check_parameters refuses. Progress counts epochs.
TrainedRanker train_embedding_ranker(const PairLog& log, const ArtistsOf& artists,
                                     const EmbeddingRankerParameters& parameters,
                                     std::uint64_t seed, const std::string& name,
                                     const Progress& progress = {});

/// `parameters.ensemble` rankers with starts and splits of their own, named "name/0", "name/1", ...
/// average_weights or merge_lists makes one of them.
std::vector<TrainedRanker> train_ensemble(const PairLog& log, const ArtistsOf& artists,
                                          const EmbeddingRankerParameters& parameters,
                                          std::uint64_t seed, const std::string& name,
                                          const Progress& progress = {});

}  // namespace reprise
