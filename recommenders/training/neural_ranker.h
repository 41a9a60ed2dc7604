// The neural ranker: embeddings of contexts and tracks as in the embedding ranker, scored by a
// network in place of the inner product. Training and scoring need LibTorch, which is an optional
// component of the build (REPRISE_TORCH); everything here is declared in every build.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recommenders/training/embedding_ranker.h"
#include "recommenders/training/model.h"

namespace reprise {

/// What scores a pair (context, track).
/// dense: both embeddings side by side, through hidden layers of ReLU units.
/// gru, lstm: the context's embedding, then the track's, are the two steps of a recurrent cell,
/// whose last state a linear layer reads. Cho et al., EMNLP 2014; Hochreiter and Schmidhuber,
/// Neural Computation 1997; gates as in PyTorch.
enum class ScorerKind { dense, gru, lstm };
inline std::vector<std::string> choices(ScorerKind) { return {"dense", "gru", "lstm"}; }

/// The optimiser is AdamW on mean squared error, as PyTorch's dense one; 0 patience means never.
struct NeuralRankerParameters {
  ScorerKind scorer = ScorerKind::dense;
  std::vector<std::int64_t> hidden = {64};  // units of each layer; of the cell: one number
  std::int64_t dim = 100;
  std::int64_t epochs = 5;
  std::int64_t batch = 2048;
  std::vector<double> split = {0.98, 0.01, 0.01};  // train, validation, test
  double learning_rate = 1e-3;
  double weight_decay = 1e-5;
  double start_deviation = 0.1;  // of embeddings
  std::int64_t plateau_patience = 3;
  double plateau_factor = 0.1;
  std::int64_t stop_patience = 5;
  std::int64_t pool = 1000;

  static const Parameters<NeuralRankerParameters>& parameters();
};

/// Throws UserError at `place` for settings that contradict each other.
void check_parameters(const NeuralRankerParameters& parameters, const Place& place);

/// What it learns. Two of equal weights are equal models.
struct NeuralWeights {
  EmbeddingTable contexts;  // n_contexts x dim
  EmbeddingTable tracks;    // n_tracks x dim
  EmbeddingTable network;   // one row: all weights and biases of the network, in its order

  friend bool operator==(const NeuralWeights&, const NeuralWeights&) = default;
};

struct TrainedNeuralRanker : TrainedEpochs {
  NeuralWeights weights;  // of the best epoch
  std::optional<TestLoss> test;
};

/// Whether this build has LibTorch.
bool has_libtorch();

/// Throws a UserError at `place` that says how to get LibTorch, in a build without it.
void require_libtorch(const Place& place);

/// Trains one ranker. Its draws are addressed by (seed, name); batches are worked on in parts of a
/// fixed size, so equal arguments give equal bytes on any number of threads (those of the current
/// TBB arena) with the same processor, the same LibTorch and a BLAS that is deterministic on one
/// thread. Other processors and versions give other roundings, and so other weights. Sets LibTorch,
/// which is process-wide, to one thread. Diverging losses end training as they do for
/// train_embedding_ranker. Throws UserError without LibTorch, for an empty log, an empty part of
/// the split, and parameters that check_parameters refuses. Progress counts epochs.
TrainedNeuralRanker train_neural_ranker(const PairLog& log,
                                        const NeuralRankerParameters& parameters,
                                        std::uint64_t seed, const std::string& name,
                                        const Progress& progress = {});

/// The network's score of every pair; what is fitted to share_of(time). Parallel; the same promises
/// as above.
std::vector<float> neural_scores(const NeuralRankerParameters& parameters,
                                 const NeuralWeights& weights, std::span<const Pair> pairs);

/// For each context the tracks of the highest scores, best first, equal scores by id: among its
/// `parameters.pool` tracks of the largest inner products in `retrieval`, or among all of them when
/// there are no more. (Scoring all of 50 000 x 50 000 pairs takes a network hours; choosing
/// candidates first is how such rankers are served. Covington et al., RecSys 2016.) Lists are
/// shorter than `settings.top` where the pool holds no more that is allowed. Parallel; the same
/// promises as above.
Lists neural_lists(const NeuralRankerParameters& parameters, const NeuralWeights& weights,
                   const EmbeddingModel& retrieval, const ListSettings& settings,
                   const Progress& progress = {});

}  // namespace reprise
