#include "tests/benchmarks/bare_steps.h"

#include "sim/sessions/listening.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/benchmarks/bare_steps.cpp"
#include <hwy/foreach_target.h>
// Highway asks for this include after foreach_target.h.
#include <hwy/highway.h>

#include "sim/numerics/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

std::int64_t play_of_target(const Embeddings& embeddings, const TrackId* interests,
                            const TrackId* tracks, const UserTraits& traits) {
  const float* interest_rows[kBareSteps];
  const float* rows[kBareSteps];
  for (std::size_t i = 0; i < kBareSteps; ++i) {
    embeddings.prefetch(tracks[i]);
    rows[i] = embeddings.row(tracks[i]);
    interest_rows[i] = embeddings.row(interests[i]);
  }
  alignas(64) float scores[kBareSteps];
  for (std::size_t i = 0; i < kBareSteps; i += kDots) {
    interleaved_dots(interest_rows + i, rows + i, embeddings.stride(), scores + i);
  }
  Hundredths times[kBareSteps];
  for (std::size_t i = 0; i < kBareSteps; ++i) {
    times[i] = listening_time(scores[i], traits.consume_bias, traits.consume_sharpness, 1.0);
  }
  std::int64_t sum = 0;
  for (const Hundredths time : times) sum += time;
  return sum;
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(play_of_target);

std::int64_t play_bare_steps(const Embeddings& embeddings, std::span<const TrackId> interests,
                             std::span<const TrackId> tracks, const UserTraits& traits) {
  return HWY_DYNAMIC_DISPATCH(play_of_target)(embeddings, interests.data(), tracks.data(), traits);
}

}  // namespace reprise
#endif
