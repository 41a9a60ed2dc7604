#include "sim/random/philox_blocks.h"

#include <cstring>

#include "sim/support/check.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/random/philox_blocks.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

#include "sim/random/philox-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
std::size_t blocks_of_target(const StreamKey&, const std::uint32_t*, std::uint32_t*, std::size_t) {
  return 0;
}
#else
HWY_INLINE void one_vector(const StreamKey& key, const std::uint32_t* counters,
                           std::uint32_t* blocks) {
  const Words d;
  Word x0, x1, x2, x3;
  hn::LoadInterleaved4(d, counters, x0, x1, x2, x3);
  philox(x0, x1, x2, x3, hn::Set(d, key[0]), hn::Set(d, key[1]));
  hn::StoreInterleaved4(x0, x1, x2, x3, d, blocks);
}

// Computes blocks in whole vectors and returns their number. The last vector may be partly idle.
// Fewer than kWorthAVector blocks do not pay for a vector and are left to the caller.
std::size_t blocks_of_target(const StreamKey& key, const std::uint32_t* counters,
                             std::uint32_t* blocks, std::size_t n) {
  const std::size_t at_once = hn::Lanes(Words());
  std::size_t done = 0;
  for (; done + at_once <= n; done += at_once) {
    one_vector(key, counters + 4 * done, blocks + 4 * done);
  }
  constexpr std::size_t kWorthAVector = 3;
  const std::size_t rest = n - done;
  if (rest < kWorthAVector) return done;
  HWY_ALIGN std::uint32_t some[4 * hn::MaxLanes(Words())] = {};
  std::memcpy(some, counters + 4 * done, 4 * rest * sizeof(std::uint32_t));
  one_vector(key, some, some);
  std::memcpy(blocks + 4 * done, some, 4 * rest * sizeof(std::uint32_t));
  return n;
}
#endif

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {
namespace {

HWY_EXPORT(blocks_of_target);

const std::uint32_t* words_of(std::span<const PhiloxCounter> counters) {
  static_assert(sizeof(PhiloxCounter) == 4 * sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(counters.data());
}
std::uint32_t* words_of(std::span<PhiloxCounter> blocks) {
  return reinterpret_cast<std::uint32_t*>(blocks.data());
}

}  // namespace

void philox_blocks(const StreamKey& key, std::span<const PhiloxCounter> counters,
                   std::span<PhiloxCounter> blocks) {
  REPRISE_CHECK(counters.size() == blocks.size(), "{} counters for {} blocks", counters.size(),
                blocks.size());
  const std::size_t done = HWY_DYNAMIC_DISPATCH(blocks_of_target)(
      key, words_of(counters), words_of(blocks), counters.size());
  for (std::size_t i = done; i < counters.size(); ++i) {
    blocks[i] = r123::Philox4x32()(counters[i], key);
  }
}

}  // namespace reprise
#endif
