// Arithmetic on single rows, for training in batches. The functions use Highway such that every
// instruction set gives the same bits. Adam: Kingma and Ba, ICLR 2015; AdamW, which is Adam with
// decoupled weight decay: Loshchilov and Hutter, ICLR 2019; both as in PyTorch's dense optimisers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reprise {

/// Computes sum += scale * row over `n` floats. Here and below, `n` is a multiple of kRowFloats and
/// rows are aligned to kRowBytes.
void add_scaled(float* sum, float scale, const float* row, std::size_t n);

inline constexpr double kAdamBeta1 = 0.9;
inline constexpr double kAdamBeta2 = 0.999;
inline constexpr double kAdamEpsilon = 1e-8;

/// The numbers that Adam's step t needs beside the row.
struct AdamStep {
  float keep = 1;        // 1 - learning_rate x weight_decay
  float step_size = 0;   // learning_rate / (1 - beta1^t)
  float correction = 1;  // 1 / sqrt(1 - beta2^t)
};

/// Takes one step with a row: updates the moments m and v with the gradient, then sets w = keep w -
/// step_size m / (sqrt(v) correction + epsilon).
void adam_step(float* weights, float* m, float* v, const float* gradient, const AdamStep& step,
               std::size_t n);

/// The combined effect of several Adam steps without a gradient on a row.
struct AdamDrift {
  float keep = 1;      // product of the `keep` of all steps
  float move = 0;      // sum of the steps' moves in units of m / (sqrt(v) + epsilon)
  float epsilon = 0;   // epsilon in the unit of `move`
  float m_factor = 1;  // beta1^steps
  float v_factor = 1;  // beta2^steps
};

void adam_drift(float* weights, float* m, float* v, const AdamDrift& drift, std::size_t n);

/// Numbers Adam's steps. A dense optimiser moves every row at every step; a row without a gradient
/// moves by its fading momentum. Here a row catches up when it is next needed. The moves of k steps
/// without a gradient are multiples of m / (sqrt(v) + e_j), where only the small e_j, the share of
/// epsilon, differs from step to step. The mean of e_j over the moves is used for all of them. This
/// is exact for k = 1; for larger k it is exact to first order in the spread of e_j / (sqrt(v) +
/// e_j), and the error is some 1e-5 of the moves.
class AdamClock {
 public:
  explicit AdamClock(double weight_decay);

  /// Returns the number of steps taken so far.
  std::uint64_t now() const { return now_; }
  /// Goes on to the next step and returns its numbers.
  AdamStep advance(double learning_rate);
  /// Returns the drift that brings a row from the state after step `from` to the state after step
  /// now(). Thread-safe between calls of advance.
  AdamDrift drift(std::uint64_t from) const;

 private:
  // The momentum is followed for this many steps, because (beta1 / sqrt(beta2))^256 is only 2e-12.
  static constexpr std::uint64_t kMemory = 256;

  double weight_decay_;
  std::vector<float> m_factors_;  // beta1^k for k up to kMemory
  std::vector<float> v_factors_;  // beta2^k
  std::uint64_t now_ = 0;
  std::vector<double> log_keep_ = {0};  // per step t: log of the product of keeps up to t
  std::vector<double> move_ = {0};      // per step t: sum of the moves since t
  std::vector<double> epsilon_ = {0};   // per step t: sum of the moves since t, each times its e_j
};

}  // namespace reprise
