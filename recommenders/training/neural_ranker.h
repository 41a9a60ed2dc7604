// Declares the neural ranker: embeddings of contexts and tracks as in the embedding ranker, scored
// by a network instead of the inner product. Training and scoring need LibTorch, an optional
// component of the build (REPRISE_TORCH); everything here is declared in every build.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recommenders/training/embedding_ranker.h"
#include "recommenders/training/model.h"

namespace reprise {

/// The kind of network that scores a pair (context, track).
/// dense: hidden layers of ReLU units read both embeddings side by side.
/// gru, lstm: a recurrent cell takes two steps, one with the context's embedding and one with the
/// track's; a linear layer reads its last state. Cho et al., EMNLP 2014; Hochreiter and
/// Schmidhuber, Neural Computation 1997; gates as in PyTorch.
enum class ScorerKind { dense, gru, lstm };
inline std::vector<std::string> choices(ScorerKind) { return {"dense", "gru", "lstm"}; }

/// The optimiser is AdamW on the mean squared error, the same as PyTorch's dense AdamW. A patience
/// of 0 means never.
struct NeuralRankerParameters {
  ScorerKind scorer = ScorerKind::dense;
  std::vector<std::int64_t> hidden = {64};  // units of each layer; for a cell one number, its units
  std::int64_t dim = 100;
  std::int64_t epochs = 5;
  std::int64_t batch = 2048;
  std::vector<double> split = {0.98, 0.01, 0.01};  // train, validation, test
  double learning_rate = 1e-3;
  double weight_decay = 1e-5;
  double start_deviation = 0.1;  // of the embeddings before training
  std::int64_t plateau_patience = 3;
  double plateau_factor = 0.1;
  std::int64_t stop_patience = 5;
  std::int64_t pool = 1000;

  static const Parameters<NeuralRankerParameters>& parameters();
};

/// Throws UserError at `place` for settings that contradict each other.
void check_parameters(const NeuralRankerParameters& parameters, const Place& place);

/// The weights of a neural ranker. Models with equal weights are equal.
struct NeuralWeights {
  EmbeddingTable contexts;  // n_contexts x dim
  EmbeddingTable tracks;    // n_tracks x dim
  EmbeddingTable network;   // one row: the network's weights and biases, in its order

  friend bool operator==(const NeuralWeights&, const NeuralWeights&) = default;
};

struct TrainedNeuralRanker : TrainedEpochs {
  NeuralWeights weights;  // weights of the best epoch
  std::optional<TestLoss> test;
};

/// Returns whether this build has LibTorch.
bool has_libtorch();

/// In a build without LibTorch, throws a UserError at `place` that says how to get LibTorch.
void require_libtorch(const Place& place);

/// Trains one ranker. Its draws are addressed by (seed, name), and batches are cut into parts of a
/// fixed size. So equal arguments give equal bytes on any number of threads (those of the current
/// TBB arena) with the same processor, the same LibTorch and a BLAS that is deterministic on one
/// thread. Other processors and versions round differently and so give other weights. Sets LibTorch
/// to one thread, for the whole process. A diverging loss ends training as in
/// train_embedding_ranker. Throws UserError without LibTorch, for an empty log, an empty part of
/// the split, and parameters that check_parameters refuses. Progress counts epochs.
TrainedNeuralRanker train_neural_ranker(const PairLog& log,
                                        const NeuralRankerParameters& parameters,
                                        std::uint64_t seed, const std::string& name,
                                        const Progress& progress = {});

/// Returns the network's score of every pair, which training fits to share_of(time). Parallel;
/// equal bytes under the same conditions as train_neural_ranker.
std::vector<float> neural_scores(const NeuralRankerParameters& parameters,
                                 const NeuralWeights& weights, std::span<const Pair> pairs);

/// Returns for each context the tracks with the highest scores, best first, equal scores by id.
/// Only the context's `parameters.pool` tracks with the largest inner products in `retrieval` are
/// scored, or all tracks when there are no more. (Scoring all 50 000 x 50 000 pairs takes a network
/// hours; such rankers are served by choosing candidates first. Covington et al., RecSys 2016.) A
/// list is shorter than `settings.top` when the pool holds no more allowed tracks. Parallel; equal
/// bytes under the same conditions as train_neural_ranker.
Lists neural_lists(const NeuralRankerParameters& parameters, const NeuralWeights& weights,
                   const EmbeddingModel& retrieval, const ListSettings& settings,
                   const Progress& progress = {});

}  // namespace reprise
