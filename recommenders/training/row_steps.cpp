#include "recommenders/training/row_steps.h"

// Highway compiles this file once per instruction set and picks one version at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "recommenders/training/row_steps.cpp"
#include <hwy/foreach_target.h>
// Highway requires that these headers come after foreach_target.h.
#include <cmath>

#include <hwy/highway.h>

#include "sim/numerics/interleaved_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

void add_scaled_of_target(float* HWY_RESTRICT sum, float scale, const float* HWY_RESTRICT row,
                          std::size_t n) {
  const Lanes lanes;
  const Vector factor = hn::Set(lanes, scale);
  for (std::size_t at = 0; at < n; at += kLanes) {
    hn::Store(hn::Add(hn::Load(lanes, sum + at), hn::Mul(factor, hn::Load(lanes, row + at))), lanes,
              sum + at);
  }
}

void adam_step_of_target(float* HWY_RESTRICT weights, float* HWY_RESTRICT m, float* HWY_RESTRICT v,
                         const float* HWY_RESTRICT gradient, const AdamStep& step, std::size_t n) {
  const Lanes lanes;
  const Vector beta1 = hn::Set(lanes, static_cast<float>(kAdamBeta1));
  const Vector beta2 = hn::Set(lanes, static_cast<float>(kAdamBeta2));
  const Vector rest1 = hn::Set(lanes, static_cast<float>(1 - kAdamBeta1));
  const Vector rest2 = hn::Set(lanes, static_cast<float>(1 - kAdamBeta2));
  const Vector epsilon = hn::Set(lanes, static_cast<float>(kAdamEpsilon));
  const Vector keep = hn::Set(lanes, step.keep);
  const Vector step_size = hn::Set(lanes, step.step_size);
  const Vector correction = hn::Set(lanes, step.correction);
  for (std::size_t at = 0; at < n; at += kLanes) {
    const Vector g = hn::Load(lanes, gradient + at);
    const Vector new_m = hn::Add(hn::Mul(beta1, hn::Load(lanes, m + at)), hn::Mul(rest1, g));
    const Vector new_v =
        hn::Add(hn::Mul(beta2, hn::Load(lanes, v + at)), hn::Mul(rest2, hn::Mul(g, g)));
    hn::Store(new_m, lanes, m + at);
    hn::Store(new_v, lanes, v + at);
    const Vector denominator = hn::Add(hn::Mul(hn::Sqrt(new_v), correction), epsilon);
    const Vector move = hn::Div(hn::Mul(step_size, new_m), denominator);
    hn::Store(hn::Sub(hn::Mul(keep, hn::Load(lanes, weights + at)), move), lanes, weights + at);
  }
}

void adam_drift_of_target(float* HWY_RESTRICT weights, float* HWY_RESTRICT m, float* HWY_RESTRICT v,
                          const AdamDrift& drift, std::size_t n) {
  const Lanes lanes;
  const Vector keep = hn::Set(lanes, drift.keep);
  const Vector move = hn::Set(lanes, drift.move);
  const Vector epsilon = hn::Set(lanes, drift.epsilon);
  const Vector m_factor = hn::Set(lanes, drift.m_factor);
  const Vector v_factor = hn::Set(lanes, drift.v_factor);
  for (std::size_t at = 0; at < n; at += kLanes) {
    const Vector old_m = hn::Load(lanes, m + at);
    const Vector old_v = hn::Load(lanes, v + at);
    const Vector moved = hn::Div(hn::Mul(move, old_m), hn::Add(hn::Sqrt(old_v), epsilon));
    hn::Store(hn::Sub(hn::Mul(keep, hn::Load(lanes, weights + at)), moved), lanes, weights + at);
    hn::Store(hn::Mul(m_factor, old_m), lanes, m + at);
    hn::Store(hn::Mul(v_factor, old_v), lanes, v + at);
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>

namespace reprise {

HWY_EXPORT(add_scaled_of_target);
HWY_EXPORT(adam_step_of_target);
HWY_EXPORT(adam_drift_of_target);

void add_scaled(float* sum, float scale, const float* row, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(add_scaled_of_target)(sum, scale, row, n);
}

void adam_step(float* weights, float* m, float* v, const float* gradient, const AdamStep& step,
               std::size_t n) {
  HWY_DYNAMIC_DISPATCH(adam_step_of_target)(weights, m, v, gradient, step, n);
}

void adam_drift(float* weights, float* m, float* v, const AdamDrift& drift, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(adam_drift_of_target)(weights, m, v, drift, n);
}

AdamClock::AdamClock(double weight_decay) : weight_decay_(weight_decay) {
  for (std::uint64_t k = 0; k <= kMemory; ++k) {
    m_factors_.push_back(static_cast<float>(std::pow(kAdamBeta1, static_cast<double>(k))));
    v_factors_.push_back(static_cast<float>(std::pow(kAdamBeta2, static_cast<double>(k))));
  }
}

AdamStep AdamClock::advance(double learning_rate) {
  ++now_;
  const auto t = static_cast<double>(now_);
  const double keep = 1 - learning_rate * weight_decay_;
  const double step_size = learning_rate / (1 - std::pow(kAdamBeta1, t));
  const double root = std::sqrt(1 - std::pow(kAdamBeta2, t));
  // For a row that was last moved at step s, m is beta1^(t-s) times its value then, and the root of
  // v is beta2^((t-s)/2) times its value then. So this step adds ratio^(t-s) step_size root.
  const double ratio = kAdamBeta1 / std::sqrt(kAdamBeta2);
  double fading = 1;
  double shrinking = 1;
  for (std::uint64_t since = 1; since <= std::min(now_, kMemory); ++since) {
    fading *= ratio;
    shrinking *= std::sqrt(kAdamBeta2);
    const double move = fading * step_size * root;
    move_[now_ - since] = keep * move_[now_ - since] + move;
    epsilon_[now_ - since] = keep * epsilon_[now_ - since] + move * kAdamEpsilon * root / shrinking;
  }
  move_.push_back(0);
  epsilon_.push_back(0);
  log_keep_.push_back(log_keep_.back() + std::log(keep));
  return {static_cast<float>(keep), static_cast<float>(step_size), static_cast<float>(1 / root)};
}

AdamDrift AdamClock::drift(std::uint64_t from) const {
  AdamDrift drift;
  const std::uint64_t steps = now_ - from;
  drift.keep = static_cast<float>(std::exp(log_keep_[now_] - log_keep_[from]));
  double move = move_[from];
  // After kMemory steps the momentum adds nothing; further steps only shrink the earlier moves.
  if (steps > kMemory) move *= std::exp(log_keep_[now_] - log_keep_[from + kMemory]);
  drift.move = static_cast<float>(move);
  drift.epsilon = static_cast<float>(move_[from] > 0 ? epsilon_[from] / move_[from] : kAdamEpsilon);
  if (steps <= kMemory) {
    drift.m_factor = m_factors_[steps];
    drift.v_factor = v_factors_[steps];
  } else {
    drift.m_factor = static_cast<float>(std::pow(kAdamBeta1, static_cast<double>(steps)));
    drift.v_factor = static_cast<float>(std::pow(kAdamBeta2, static_cast<double>(steps)));
  }
  return drift;
}

}  // namespace reprise
#endif
