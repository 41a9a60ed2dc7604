#include "sim/random/philox_blocks.h"

#include "sim/check.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/random/philox_blocks.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
std::size_t whole_vectors(const StreamKey&, const std::uint32_t*, std::uint32_t*, std::size_t) {
  return 0;
}
#else
using Words = hn::ScalableTag<std::uint32_t>;
using Word = hn::Vec<Words>;
using DoubleWords = hn::RepartitionToWide<Words>;

// The upper and lower halves of the products of each word with a constant.
HWY_INLINE void multiply(Word words, std::uint32_t constant, Word& high, Word& low) {
  const Words d;
  const DoubleWords wide;
  const Word factor = hn::Set(d, constant);
  const auto even = hn::MulEven(words, factor);
  const auto odd =
      hn::MulEven(hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, words))), factor);
  high = hn::OddEven(hn::BitCast(d, odd), hn::BitCast(d, hn::ShiftRight<32>(even)));
  low = hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even));
}

// As many of the n blocks as fill whole vectors; returns how many.
std::size_t whole_vectors(const StreamKey& key, const std::uint32_t* counters,
                          std::uint32_t* blocks, std::size_t n) {
  const Words d;
  const std::size_t at_once = hn::Lanes(d);
  std::size_t done = 0;
  for (; done + at_once <= n; done += at_once) {
    Word x0, x1, x2, x3;
    hn::LoadInterleaved4(d, counters + 4 * done, x0, x1, x2, x3);
    std::uint32_t k0 = key[0];
    std::uint32_t k1 = key[1];
    for (int round = 0; round < 10; ++round) {
      Word high0, low0, high1, low1;
      multiply(x0, 0xD2511F53u, high0, low0);
      multiply(x2, 0xCD9E8D57u, high1, low1);
      x0 = hn::Xor(hn::Xor(high1, x1), hn::Set(d, k0));
      x1 = low1;
      x2 = hn::Xor(hn::Xor(high0, x3), hn::Set(d, k1));
      x3 = low0;
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    hn::StoreInterleaved4(x0, x1, x2, x3, d, blocks + 4 * done);
  }
  return done;
}
#endif

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(whole_vectors);

void philox_blocks(const StreamKey& key, std::span<const PhiloxCounter> counters,
                   std::span<PhiloxCounter> blocks) {
  REPRISE_CHECK(counters.size() == blocks.size(), "{} counters for {} blocks", counters.size(),
                blocks.size());
  static_assert(sizeof(PhiloxCounter) == 4 * sizeof(std::uint32_t));
  const std::size_t done = HWY_DYNAMIC_DISPATCH(whole_vectors)(
      key, reinterpret_cast<const std::uint32_t*>(counters.data()),
      reinterpret_cast<std::uint32_t*>(blocks.data()), counters.size());
  for (std::size_t i = done; i < counters.size(); ++i) {
    blocks[i] = r123::Philox4x32()(counters[i], key);
  }
}

}  // namespace reprise
#endif
