// The networks of neural rankers, on LibTorch. Each is split where it can be: what depends on the
// context alone and what depends on the track alone are worked out once a row, and only the rest
// once a pair.
#pragma once

#include <vector>

#include <torch/types.h>

#include "recommenders/training/neural_ranker.h"

namespace reprise {

class NeuralNetwork {
 public:
  /// A network that reads and learns the `n_weights(parameters)` floats at `weights`, which outlive
  /// it.
  NeuralNetwork(const NeuralRankerParameters& parameters, float* weights);

  static std::size_t n_weights(const NeuralRankerParameters& parameters);

  /// Draws the weights as PyTorch does, uniformly within 1 / sqrt(inputs) of 0 for layers and
  /// 1 / sqrt(units) for cells, each layer from addresses of its own under `key`. The last bias is
  /// `mean_time`.
  void start(double mean_time, StreamKey key);

  // Rows of the results are rows of the arguments. Thread-safe; nothing changes weights meanwhile.

  /// n x dim embeddings of contexts -> n x context_width.
  torch::Tensor context_part(const torch::Tensor& contexts) const;
  /// n x dim embeddings of tracks -> n x track_width.
  torch::Tensor track_part(const torch::Tensor& tracks) const;
  /// n x context_width (or 1 x) and n x track_width -> n scores.
  torch::Tensor join(const torch::Tensor& context_part, const torch::Tensor& track_part) const;

  /// Views of the weights, in their order; leaves that gradients can be asked for.
  const std::vector<torch::Tensor>& weights() const { return weights_; }

 private:
  torch::Tensor linear(const torch::Tensor& inputs, std::size_t layer) const;

  ScorerKind kind_;
  std::int64_t units_;  // of the cell
  std::vector<torch::Tensor> weights_;
  std::vector<std::int64_t> inputs_;  // per weight: what its start goes by
};

}  // namespace reprise
