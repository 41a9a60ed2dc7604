#include "sim/listening_steps.h"

#include "sim/check.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/listening_steps.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

#include "sim/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

void scores_of_target(const float* const* interests, const float* const* tracks, std::size_t stride,
                      std::size_t n, float* scores, RowFetch& coming) {
  for (std::size_t i = 0; i < n; ++i) {
    coming.ask_for<2>();
    scores[i] = interleaved_dot(interests[i], tracks[i], stride);
  }
}

// Plain additions, multiplications and comparisons, which the compiler vectorises for the target.
void times_of_target(const float* HWY_RESTRICT scores, const double* HWY_RESTRICT biases,
                     const double* HWY_RESTRICT sharpnesses, const double* HWY_RESTRICT discounts,
                     std::size_t n, Hundredths* HWY_RESTRICT times) {
  for (std::size_t i = 0; i < n; ++i) {
    times[i] = listening_time(scores[i], biases[i], sharpnesses[i], discounts[i]);
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(scores_of_target);
HWY_EXPORT(times_of_target);

std::span<const Hundredths> ListeningSteps::times(std::size_t stride, RowFetch& coming) {
  REPRISE_CHECK(size_ <= kMost, "{} steps of at most {}", size_, kMost);
  HWY_DYNAMIC_DISPATCH(scores_of_target)
  (interests_.data(), tracks_.data(), stride, size_, scores_.data(), coming);
  HWY_DYNAMIC_DISPATCH(times_of_target)
  (scores_.data(), biases_.data(), sharpnesses_.data(), discounts_.data(), size_, times_.data());
  return std::span(times_).first(size_);
}

}  // namespace reprise
#endif
