// Philox 4x32-10 on vectors, for Highway code that computes many blocks. This file is included once
// per target, as Highway's -inl.h files are.
#if defined(REPRISE_PHILOX_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef REPRISE_PHILOX_INL_H
#undef REPRISE_PHILOX_INL_H
#else
#define REPRISE_PHILOX_INL_H
#endif

#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::ScalableTag<std::uint32_t>;
using Word = hn::Vec<Words>;
using DoubleWords = hn::RepartitionToWide<Words>;

// Computes the upper and the lower halves of the products of each word with a constant.
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

/// Computes as many blocks as a vector has words. Before the call, x0 to x3 hold words 0 to 3 of
/// all counters; afterwards, words 0 to 3 of all blocks. k0 and k1 hold the two words of the key
/// for each block.
HWY_INLINE void philox(Word& x0, Word& x1, Word& x2, Word& x3, Word k0, Word k1) {
  const Words d;
  const Word k0_step = hn::Set(d, 0x9E3779B9u);
  const Word k1_step = hn::Set(d, 0xBB67AE85u);
  for (int round = 0; round < 10; ++round) {
    Word high0, low0, high1, low1;
    multiply(x0, 0xD2511F53u, high0, low0);
    multiply(x2, 0xCD9E8D57u, high1, low1);
    x0 = hn::Xor(hn::Xor(high1, x1), k0);
    x1 = low1;
    x2 = hn::Xor(hn::Xor(high0, x3), k1);
    x3 = low0;
    k0 = hn::Add(k0, k0_step);
    k1 = hn::Add(k1, k1_step);
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
