// Random numbers that have addresses. A draw is named by (seed, purpose, episode, index) and
// computed from that name by Philox 4x32-10 (Random123). So a draw does not depend on the thread,
// batch or rank that asks for it, nor on earlier draws. Salmon et al., "Parallel random numbers: as
// easy as 1, 2, 3", SC 2011.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

#include <Random123/philox.h>

namespace reprise {

/// The key of all draws of one purpose under one seed. Streams of different purposes are
/// independent.
using StreamKey = r123::Philox4x32::key_type;

/// Returns the key of a purpose such as "leave" or "recommender/contextual". Pure.
StreamKey stream_key(std::uint64_t seed, std::string_view purpose);

/// The address at which a stream begins.
struct DrawAddress {
  StreamKey key{};
  std::uint64_t episode = 0;
  std::uint32_t index = 0;
};

/// The sequence of 32-bit words at one address (key, episode, index). It is a
/// UniformRandomBitGenerator for Boost.Random's distributions. Four words cost one Philox block,
/// which is computed when the first of them is needed.
class Stream {
 public:
  using result_type = std::uint32_t;

  Stream(StreamKey key, std::uint64_t episode, std::uint32_t index = 0)
      : key_(key), counter_(first_counter(episode, index)) {}

  explicit Stream(const DrawAddress& address)
      : Stream(address.key, address.episode, address.index) {}
  /// Begins the same stream from its first block, which the caller has computed already.
  Stream(StreamKey key, std::uint64_t episode, std::uint32_t index,
         const r123::Philox4x32::ctr_type& first_block)
      : Stream(key, episode, index) {
    block_ = first_block;
    ++counter_[0];
    used_ = 0;
  }
  /// Moves to another index of the same episode, from its first block, which the caller has
  /// computed already.
  void go_to(std::uint32_t index, const r123::Philox4x32::ctr_type& first_block) {
    counter_[0] = 1;
    counter_[1] = index;
    block_ = first_block;
    used_ = 0;
  }
  /// Returns the Philox counter of a stream's first block.
  static r123::Philox4x32::ctr_type first_counter(std::uint64_t episode, std::uint32_t index = 0) {
    return {
        {0, index, static_cast<std::uint32_t>(episode), static_cast<std::uint32_t>(episode >> 32)}};
  }

  /// Returns the address of the stream; draws do not change it.
  DrawAddress address() const {
    return {key_, static_cast<std::uint64_t>(counter_[3]) << 32 | counter_[2], counter_[1]};
  }

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  /// Returns the next word and leaves it in the stream.
  result_type peek() const {
    if (used_ < 4) [[likely]] {
      return block_[used_];
    }
    return next_block()[0];
  }

  result_type operator()() {
    if (used_ == 4) [[unlikely]] {
      block_ = next_block();
      ++counter_[0];
      used_ = 0;
    }
    return block_[used_++];
  }

 private:
  // This function is not inlined, so that callers, which rarely need a new block, stay small.
  [[gnu::noinline]] r123::Philox4x32::ctr_type next_block() const {
    return r123::Philox4x32()(counter_, key_);
  }

  StreamKey key_;
  r123::Philox4x32::ctr_type counter_;
  r123::Philox4x32::ctr_type block_{};
  unsigned used_ = 4;
};

/// Draws uniformly from 0..n-1; n >= 1, and n = 1 needs no word. The values are those of Boost
/// 1.74's uniform_int_distribution, which this class replaces for speed, because every step waits
/// for such a draw. The 2^32 words fall into n ranges of equal length; a word among the few left
/// over is rejected and drawn again.
class UniformIndex {
 public:
  explicit UniformIndex(std::uint32_t n) : n_(n) {
    if (n > 1) length_ = length_of(n);
  }
  /// Returns the length of the range of words that stands for one of n values; n >= 1.
  static std::uint32_t length_of(std::uint32_t n) {
    return kLast / n + (kLast % n == n - 1 ? 1 : 0);
  }

  /// Returns the number of values.
  std::uint32_t n() const { return n_; }

  /// Returns the most probable result of the next draw, without drawing.
  std::uint32_t guess(const Stream& stream) const {
    return n_ <= 1 ? 0 : std::min(stream.peek() / length_, n_ - 1);
  }

  std::uint32_t operator()(Stream& stream) const {
    if (n_ <= 1) return 0;
    while (true) {
      const std::uint32_t index = stream() / length_;
      if (index < n_) [[likely]] {
        return index;
      }
    }
  }

 private:
  static constexpr std::uint32_t kLast = 0xffffffffu;

  std::uint32_t n_;
  std::uint32_t length_ = 0;  // words per range
};

/// Gives the same draws as UniformIndex, for many draws with one n: the constructor takes longer,
/// but a draw needs no division.
class UniformIndexOfMany {
 public:
  explicit UniformIndexOfMany(std::uint32_t n) : n_(n) {
    if (n > 1) {
      length_ = UniformIndex::length_of(n);
      inverse_ = std::numeric_limits<std::uint64_t>::max() / length_ + 1;
    }
  }

  /// Returns the number of values.
  std::uint32_t n() const { return n_; }

  /// Returns the index for a stream whose next word is `word`; a result of n or more means that
  /// this word is rejected. The quotient is exact, because the inverse has twice as many bits as
  /// the word. D. Lemire, O. Kaser, N. Kurz, "Faster remainder by direct computation", 2019. Length
  /// 1 is treated apart, because its inverse would need one bit more.
  std::uint32_t of_word(std::uint32_t word) const {
    __extension__ using Wide = unsigned __int128;
    const auto range = static_cast<std::uint32_t>((Wide{inverse_} * word) >> 64);
    return length_ == 1 ? word : range;
  }

  std::uint32_t operator()(Stream& stream) const {
    if (n_ <= 1) return 0;
    while (true) {
      const std::uint32_t index = of_word(stream());
      if (index < n_) [[likely]] {
        return index;
      }
    }
  }

 private:
  std::uint32_t n_;
  std::uint32_t length_ = 0;  // words per range
  std::uint64_t inverse_ = 0;
};

/// Gives the same draws as UniformIndex, for an n that changes from draw to draw.
inline std::uint32_t uniform_index(Stream& stream, std::uint32_t n) {
  return UniformIndex(n)(stream);
}

/// Maps a word to [0, 1) in steps of 2^-32.
inline double uniform_unit(std::uint32_t word) { return word * 0x1p-32; }

}  // namespace reprise
