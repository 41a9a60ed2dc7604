#include "recommenders/training/torch/neural_network.h"

#include <cmath>

namespace reprise {
namespace {

struct Shape {
  std::int64_t rows = 0;  // 1 for a bias, which is flat
  std::int64_t columns = 0;
  bool flat = false;
  std::int64_t inputs = 0;  // weights start within 1 / sqrt(inputs) of 0

  std::int64_t size() const { return rows * columns; }
};

// Returns the shapes of the weights, in the network's order.
//   dense: context half and track half of the first layer's matrix, its bias; (matrix, bias) of
//          each further layer; head
//   gru, lstm: the cell's input matrix, recurrent matrix, input bias, recurrent bias; head
// The head is a (matrix, bias) with one output.
std::vector<Shape> shapes(const NeuralRankerParameters& parameters) {
  const std::int64_t dim = parameters.dim;
  std::vector<Shape> all;
  const auto bias = [&](std::int64_t n, std::int64_t inputs) {
    all.push_back({1, n, true, inputs});
  };
  std::int64_t last = parameters.hidden.front();
  if (parameters.scorer == ScorerKind::dense) {
    all.push_back({last, dim, false, 2 * dim});
    all.push_back({last, dim, false, 2 * dim});
    bias(last, 2 * dim);
    for (std::size_t i = 1; i < parameters.hidden.size(); ++i) {
      const std::int64_t units = parameters.hidden[i];
      all.push_back({units, last, false, last});
      bias(units, last);
      last = units;
    }
  } else {
    const std::int64_t gates = (parameters.scorer == ScorerKind::gru ? 3 : 4) * last;
    all.push_back({gates, dim, false, last});
    all.push_back({gates, last, false, last});
    bias(gates, last);
    bias(gates, last);
  }
  all.push_back({1, last, false, last});
  bias(1, last);
  return all;
}

}  // namespace

NeuralNetwork::NeuralNetwork(const NeuralRankerParameters& parameters, float* weights)
    : kind_(parameters.scorer), units_(parameters.hidden.front()) {
  for (const Shape& shape : shapes(parameters)) {
    const std::vector<std::int64_t> sizes =
        shape.flat ? std::vector<std::int64_t>{shape.columns}
                   : std::vector<std::int64_t>{shape.rows, shape.columns};
    weights_.push_back(torch::from_blob(weights, sizes, torch::kFloat32).requires_grad_(true));
    inputs_.push_back(shape.inputs);
    weights += shape.size();
  }
}

std::size_t NeuralNetwork::n_weights(const NeuralRankerParameters& parameters) {
  std::int64_t n = 0;
  for (const Shape& shape : shapes(parameters)) n += shape.size();
  return static_cast<std::size_t>(n);
}

torch::Tensor NeuralNetwork::linear(const torch::Tensor& inputs, std::size_t layer) const {
  return torch::addmm(weights_[layer + 1], inputs, weights_[layer].t());
}

torch::Tensor NeuralNetwork::context_part(const torch::Tensor& contexts) const {
  if (kind_ == ScorerKind::dense) return torch::mm(contexts, weights_[0].t());
  const torch::Tensor zeros = torch::zeros({contexts.size(0), units_});
  if (kind_ == ScorerKind::gru) {
    const torch::Tensor state =
        torch::gru_cell(contexts, zeros, weights_[0], weights_[1], weights_[2], weights_[3]);
    return torch::cat({torch::addmm(weights_[3], state, weights_[1].t()), state}, 1);
  }
  const auto [state, cell] = torch::lstm_cell(contexts, {zeros, zeros}, weights_[0], weights_[1],
                                              weights_[2], weights_[3]);
  return torch::cat({torch::addmm(weights_[3], state, weights_[1].t()), cell}, 1);
}

torch::Tensor NeuralNetwork::track_part(const torch::Tensor& tracks) const {
  if (kind_ == ScorerKind::dense) {
    return torch::addmm(weights_[2], tracks, weights_[1].t());
  }
  return torch::addmm(weights_[2], tracks, weights_[0].t());
}

torch::Tensor NeuralNetwork::join(const torch::Tensor& context_part,
                                  const torch::Tensor& track_part) const {
  torch::Tensor state;
  std::size_t layer = 4;
  if (kind_ == ScorerKind::dense) {
    state = torch::relu(context_part + track_part);
    for (layer = 3; layer + 2 < weights_.size(); layer += 2) {
      state = torch::relu(linear(state, layer));
    }
  } else if (kind_ == ScorerKind::gru) {
    const auto recurrent = [&](std::int64_t gate) {
      return context_part.narrow(1, gate * units_, units_);
    };
    const auto input = [&](std::int64_t gate) {
      return track_part.narrow(1, gate * units_, units_);
    };
    const torch::Tensor before = recurrent(3);
    const torch::Tensor reset = torch::sigmoid(input(0) + recurrent(0));
    const torch::Tensor update = torch::sigmoid(input(1) + recurrent(1));
    const torch::Tensor fresh = torch::tanh(input(2) + reset * recurrent(2));
    state = fresh + update * (before - fresh);
  } else {
    const torch::Tensor before = context_part.narrow(1, 4 * units_, units_);
    const torch::Tensor gates = context_part.narrow(1, 0, 4 * units_) + track_part;
    const auto gate = [&](std::int64_t i) { return gates.narrow(1, i * units_, units_); };
    const torch::Tensor cell =
        torch::sigmoid(gate(1)) * before + torch::sigmoid(gate(0)) * torch::tanh(gate(2));
    state = torch::sigmoid(gate(3)) * torch::tanh(cell);
  }
  return linear(state, layer).squeeze(1);
}

void NeuralNetwork::start(double mean_time, StreamKey key) {
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const double limit = 1 / std::sqrt(static_cast<double>(inputs_[i]));
    Stream stream(key, i);
    float* values = weights_[i].data_ptr<float>();
    for (std::int64_t j = 0; j < weights_[i].numel(); ++j) {
      values[j] = static_cast<float>((2 * uniform_unit(stream()) - 1) * limit);
    }
  }
  *weights_.back().data_ptr<float>() = static_cast<float>(mean_time);
}

}  // namespace reprise
