#include "sim/sessions/listening_shares.h"

#include <algorithm>
#include <array>

#include "sim/sessions/listening.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/sessions/listening_shares.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

#include "sim/numerics/dot-inl.h"
#include "sim/support/check.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

// The loop of logistics runs over a whole number of vectors, so that the compiler vectorises it.
constexpr std::size_t kShares = 16;
static_assert(kShares % kDots == 0);

void shares_of_target(const Embeddings& embeddings, const float* interest, double bias,
                      double sharpness, const TrackId* tracks, std::size_t n, double* shares) {
  const float* const interests[kDots] = {interest, interest, interest, interest};
  static_assert(kDots == 4);
  for (std::size_t begin = 0; begin < n; begin += kShares) {
    const std::size_t count = std::min(kShares, n - begin);
    alignas(64) std::array<float, kShares> scores{};
    alignas(64) std::array<double, kShares> of_block;
    for (std::size_t i = 0; i < count; i += kDots) {
      const float* rows[kDots];
      // Places after the last track repeat the last track.
      for (std::size_t k = 0; k < kDots; ++k) {
        rows[k] = embeddings.row(tracks[begin + std::min(i + k, count - 1)]);
      }
      interleaved_dots(interests, rows, embeddings.stride(), &scores[i]);
    }
    for (std::size_t i = 0; i < kShares; ++i) {
      of_block[i] = listening_share(scores[i], bias, sharpness);
    }
    std::copy_n(of_block.begin(), count, shares + begin);
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(shares_of_target);

void listening_shares(const Embeddings& embeddings, const float* interest, const UserTraits& traits,
                      std::span<const TrackId> tracks, double* shares) {
  REPRISE_CHECK(!embeddings.are_halves(), "shares side by side of {} rows of halves",
                embeddings.size());
  HWY_DYNAMIC_DISPATCH(shares_of_target)
  (embeddings, interest, traits.consume_bias, traits.consume_sharpness, tracks.data(),
   tracks.size(), shares);
}

}  // namespace reprise
#endif
