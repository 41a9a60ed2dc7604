// Arithmetic on one row at a time for training in batches. Written with Highway so that every
// instruction set gives the same bits. Adam: Kingma and Ba, ICLR 2015; AdamW, the same with
// decoupled weight decay: Loshchilov and Hutter, ICLR 2019; both as PyTorch's dense optimisers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reprise {

/// sum += scale * row over `n` floats. `n` is a multiple of kRowFloats, rows are aligned to
/// kRowBytes here and below.
void add_scaled(float* sum, float scale, const float* row, std::size_t n);

inline constexpr double kAdamBeta1 = 0.9;
inline constexpr double kAdamBeta2 = 0.999;
inline constexpr double kAdamEpsilon = 1e-8;

/// What an Adam step number t needs beside the row.
struct AdamStep {
  float keep = 1;        // 1 - learning_rate x weight_decay
  float step_size = 0;   // learning_rate / (1 - beta1^t)
  float correction = 1;  // 1 / sqrt(1 - beta2^t)
};

/// One step of a row: moments m and v take in the gradient, then
/// w = keep w - step_size m / (sqrt(v) correction + epsilon).
void adam_step(float* weights, float* m, float* v, const float* gradient, const AdamStep& step,
               std::size_t n);

/// What several Adam steps without a gradient do to a row, all at once.
struct AdamDrift {
  float keep = 1;      // product of the steps' keep
  float move = 0;      // sum of the steps' moves in units of m / (sqrt(v) + epsilon)
  float epsilon = 0;   // in that unit
  float m_factor = 1;  // beta1^steps
  float v_factor = 1;  // beta2^steps
};

void adam_drift(float* weights, float* m, float* v, const AdamDrift& drift, std::size_t n);

/// Numbers Adam's steps. A dense optimiser moves every row at every step, those without a gradient
/// by their fading momentum; here a row catches up when it is next needed. The moves of k steps
/// without a gradient are multiples of m / (sqrt(v) + e_j), where only the small e_j, epsilon's
/// share, differs from step to step; its mean over the moves stands in for it. That is exact for
/// k = 1 and to first order in the spread of e_j / (sqrt(v) + e_j) beyond, some 1e-5 of the moves.
class AdamClock {
 public:
  explicit AdamClock(double weight_decay);

  /// Steps taken so far.
  std::uint64_t now() const { return now_; }
  /// Goes on to the next step.
  AdamStep advance(double learning_rate);
  /// What brings a row from after step `from` to after step now(). Thread-safe between calls of
  /// advance.
  AdamDrift drift(std::uint64_t from) const;

 private:
  // Momentum is followed for this many steps: (beta1 / sqrt(beta2))^256 is 2e-12.
  static constexpr std::uint64_t kMemory = 256;

  double weight_decay_;
  std::vector<float> m_factors_;  // beta1^k for k up to kMemory
  std::vector<float> v_factors_;  // beta2^k
  std::uint64_t now_ = 0;
  std::vector<double> log_keep_ = {0};  // per step: log of the product of keeps up to it
  std::vector<double> move_ = {0};      // per step: moves since then
  std::vector<double> epsilon_ = {0};   // per step: moves since then, each times its e_j
};

}  // namespace reprise
