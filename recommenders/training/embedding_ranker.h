// Trains the embedding ranker: a table of contexts and a table of tracks, whose inner products are
// fitted to the times of a log by least squares.
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

/// The loss of the finished model on pairs that training did not use, beside the losses of
/// predictions that know nothing of the pair.
struct TestLoss {
  double model = 0;
  double mean = 0;    // of the prediction by the mean time of the training pairs
  double random = 0;  // of the prediction by the test pairs' own times, shuffled

  friend bool operator==(const TestLoss&, const TestLoss&) = default;
};

struct TrainedRanker : TrainedEpochs {
  EmbeddingModel model;  // the model of the best epoch
  std::optional<TestLoss> test;
  std::uint64_t train_pairs = 0;
  std::uint64_t validation_pairs = 0;
  std::uint64_t test_pairs = 0;

  friend bool operator==(const TrainedRanker&, const TrainedRanker&) = default;
};

/// Trains one ranker. Its draws are addressed by (seed, name): equal arguments give equal bytes on
/// any number of threads (those of the current TBB arena) and any processor. Training stops with
/// the last good weights when a loss is not a number or is over a hundred times the loss of
/// predicting 0. Throws UserError for an empty log, an empty part of the split, artist embeddings
/// without artists, and parameters that check_parameters refuses. Progress counts epochs.
TrainedRanker train_embedding_ranker(const PairLog& log, const ArtistsOf& artists,
                                     const EmbeddingRankerParameters& parameters,
                                     std::uint64_t seed, const std::string& name,
                                     const Progress& progress = {});

/// Trains `parameters.ensemble` rankers, named "name/0", "name/1", ...; each has a start and a
/// split of its own. average_weights or merge_lists combines them.
std::vector<TrainedRanker> train_ensemble(const PairLog& log, const ArtistsOf& artists,
                                          const EmbeddingRankerParameters& parameters,
                                          std::uint64_t seed, const std::string& name,
                                          const Progress& progress = {});

}  // namespace reprise
