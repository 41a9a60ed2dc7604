#include "sim/random/philox_blocks.h"

#include <cstring>

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
std::size_t of_one_key(const StreamKey&, const std::uint32_t*, std::uint32_t*, std::size_t) {
  return 0;
}
std::size_t of_many_keys(const std::uint32_t*, const std::uint32_t*, std::uint32_t*, std::size_t) {
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

// As many blocks as a vector has words.
HWY_INLINE void one_vector(Word k0, Word k1, const std::uint32_t* counters, std::uint32_t* blocks) {
  const Words d;
  const Word k0_step = hn::Set(d, 0x9E3779B9u);
  const Word k1_step = hn::Set(d, 0xBB67AE85u);
  Word x0, x1, x2, x3;
  hn::LoadInterleaved4(d, counters, x0, x1, x2, x3);
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
  hn::StoreInterleaved4(x0, x1, x2, x3, d, blocks);
}

// The blocks by whole vectors, the last of which may be partly idle; what is too few for one is
// left. Returns how many it made. load_keys(first, count, k0, k1): of the blocks from `first` on.
template <class LoadKeys>
HWY_INLINE std::size_t by_vectors(const std::uint32_t* counters, std::uint32_t* blocks,
                                  std::size_t n, LoadKeys load_keys) {
  const std::size_t at_once = hn::Lanes(Words());
  Word k0, k1;
  std::size_t done = 0;
  for (; done + at_once <= n; done += at_once) {
    load_keys(done, at_once, k0, k1);
    one_vector(k0, k1, counters + 4 * done, blocks + 4 * done);
  }
  constexpr std::size_t kWorthAVector = 3;
  const std::size_t rest = n - done;
  if (rest < kWorthAVector) return done;
  HWY_ALIGN std::uint32_t some[4 * hn::MaxLanes(Words())] = {};
  std::memcpy(some, counters + 4 * done, 4 * rest * sizeof(std::uint32_t));
  load_keys(done, rest, k0, k1);
  one_vector(k0, k1, some, some);
  std::memcpy(blocks + 4 * done, some, 4 * rest * sizeof(std::uint32_t));
  return n;
}

std::size_t of_one_key(const StreamKey& key, const std::uint32_t* counters, std::uint32_t* blocks,
                       std::size_t n) {
  return by_vectors(counters, blocks, n,
                    [&](std::size_t, std::size_t, Word& k0, Word& k1) HWY_ATTR {
                      k0 = hn::Set(Words(), key[0]);
                      k1 = hn::Set(Words(), key[1]);
                    });
}

std::size_t of_many_keys(const std::uint32_t* keys, const std::uint32_t* counters,
                         std::uint32_t* blocks, std::size_t n) {
  return by_vectors(counters, blocks, n,
                    [&](std::size_t first, std::size_t count, Word& k0, Word& k1) HWY_ATTR {
                      HWY_ALIGN std::uint32_t some[2 * hn::MaxLanes(Words())];
                      const std::uint32_t* from = keys + 2 * first;
                      if (count < hn::Lanes(Words())) {
                        std::memset(some, 0, sizeof some);
                        std::memcpy(some, from, 2 * count * sizeof(std::uint32_t));
                        from = some;
                      }
                      hn::LoadInterleaved2(Words(), from, k0, k1);
                    });
}
#endif

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {
namespace {

HWY_EXPORT(of_one_key);
HWY_EXPORT(of_many_keys);

const std::uint32_t* words_of(std::span<const PhiloxCounter> counters) {
  static_assert(sizeof(PhiloxCounter) == 4 * sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(counters.data());
}
std::uint32_t* words_of(std::span<PhiloxCounter> blocks) {
  return reinterpret_cast<std::uint32_t*>(blocks.data());
}
const std::uint32_t* words_of(std::span<const StreamKey> keys) {
  static_assert(sizeof(StreamKey) == 2 * sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(keys.data());
}

}  // namespace

void philox_blocks(const StreamKey& key, std::span<const PhiloxCounter> counters,
                   std::span<PhiloxCounter> blocks) {
  REPRISE_CHECK(counters.size() == blocks.size(), "{} counters for {} blocks", counters.size(),
                blocks.size());
  const std::size_t done =
      HWY_DYNAMIC_DISPATCH(of_one_key)(key, words_of(counters), words_of(blocks), counters.size());
  for (std::size_t i = done; i < counters.size(); ++i) {
    blocks[i] = r123::Philox4x32()(counters[i], key);
  }
}

void philox_blocks(std::span<const StreamKey> keys, std::span<const PhiloxCounter> counters,
                   std::span<PhiloxCounter> blocks) {
  REPRISE_CHECK(counters.size() == blocks.size() && counters.size() == keys.size(),
                "{} keys and {} counters for {} blocks", keys.size(), counters.size(),
                blocks.size());
  const std::size_t done = HWY_DYNAMIC_DISPATCH(of_many_keys)(words_of(keys), words_of(counters),
                                                              words_of(blocks), counters.size());
  for (std::size_t i = done; i < counters.size(); ++i) {
    blocks[i] = r123::Philox4x32()(counters[i], keys[i]);
  }
}

}  // namespace reprise
#endif
