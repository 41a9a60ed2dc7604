// The networks of neural rankers, on LibTorch. A network is split where possible: the part that
// depends on the context alone and the part that depends on the track alone are computed once per
// row, and only the rest once per pair.
#pragma once

#include <vector>

#include <torch/types.h>

#include "recommenders/training/neural_ranker.h"

namespace reprise {

class NeuralNetwork {
 public:
  /// Makes a network that reads and learns the `n_weights(parameters)` floats at `weights`. The
  /// floats must outlive the network.
  NeuralNetwork(const NeuralRankerParameters& parameters, float* weights);

  static std::size_t n_weights(const NeuralRankerParameters& parameters);

  /// Draws the weights as PyTorch does, uniformly within 1 / sqrt(inputs) of 0 for layers and
  /// within 1 / sqrt(units) of 0 for cells. Each layer draws from addresses of its own under `key`.
  /// The last bias is `mean_time`.
  void start(double mean_time, StreamKey key);

  // In the functions below, row i of the result belongs to row i of the arguments. Thread-safe as
  // long as the weights do not change.

  /// Maps n x dim embeddings of contexts to n x context_width.
  torch::Tensor context_part(const torch::Tensor& contexts) const;
  /// Maps n x dim embeddings of tracks to n x track_width.
  torch::Tensor track_part(const torch::Tensor& tracks) const;
  /// Maps n x context_width (or 1 x context_width) and n x track_width to n scores.
  torch::Tensor join(const torch::Tensor& context_part, const torch::Tensor& track_part) const;

  /// Returns views of the weights, in the network's order. They are leaves, so gradients can be
  /// computed for them.
  const std::vector<torch::Tensor>& weights() const { return weights_; }

 private:
  torch::Tensor linear(const torch::Tensor& inputs, std::size_t layer) const;

  ScorerKind kind_;
  std::int64_t units_;  // units of the cell
  std::vector<torch::Tensor> weights_;
  std::vector<std::int64_t> inputs_;  // per weight: the number of inputs, which bounds its start
};

}  // namespace reprise
