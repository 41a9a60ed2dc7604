#include "experiments/evaluation/reward_models.h"

#include <Eigen/LU>

namespace reprise {
namespace {

using Vector = Eigen::Matrix<double, kFeatures, 1>;
using Matrix = Eigen::Matrix<double, kFeatures, kFeatures>;

Eigen::Map<const Vector> vector_of(const Features& features) {
  return Eigen::Map<const Vector>(features.data());
}

// The sums of one half of a log, and the solutions.
struct HalfSums {
  // A little of the identity keeps features that never occur at weight 0.
  static constexpr double kRidge = 1e-3;

  Matrix of_step = kRidge * Matrix::Identity();
  Matrix to_go = kRidge * Matrix::Identity();
  Vector rewards = Vector::Zero();

  void add(const Vector& logged, const Vector& next, double reward) {
    of_step += logged * logged.transpose();
    to_go += logged * (logged - next).transpose();
    rewards += logged * reward;
  }
};

}  // namespace

Predictions predict(const LoggedSessions& log, std::span<const std::uint8_t> half,
                    std::span<const Features> logged, std::span<const Features> expected,
                    std::span<const double> reward) {
  HalfSums halves[2];
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    const std::uint64_t end = log.begin[session + 1];
    for (std::uint64_t k = log.begin[session]; k < end; ++k) {
      Vector next = Vector::Zero();
      if (k + 1 < end) next = vector_of(expected[k + 1]);
      halves[half[session]].add(vector_of(logged[k]), next, reward[k]);
    }
  }
  Vector of_step[2];
  Vector to_go[2];
  for (int i = 0; i < 2; ++i) {
    of_step[i] = halves[i].of_step.partialPivLu().solve(halves[i].rewards);
    to_go[i] = halves[i].to_go.partialPivLu().solve(halves[i].rewards);
  }
  Predictions predictions;
  for (std::vector<double>* column : {&predictions.predicted, &predictions.expected,
                                      &predictions.predicted_to_go, &predictions.expected_to_go}) {
    column->resize(log.n_steps());
  }
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    const int other = 1 - half[session];
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k) {
      predictions.predicted[k] = of_step[other].dot(vector_of(logged[k]));
      predictions.expected[k] = of_step[other].dot(vector_of(expected[k]));
      predictions.predicted_to_go[k] = to_go[other].dot(vector_of(logged[k]));
      predictions.expected_to_go[k] = to_go[other].dot(vector_of(expected[k]));
    }
  }
  return predictions;
}

}  // namespace reprise
