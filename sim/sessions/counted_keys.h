// A column of keys that grows at its end and counts how often each key is in it. A session asks for
// these counts of its tracks and artists at every step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <boost/align/aligned_allocator.hpp>

#include "sim/sessions/session_table.h"

namespace reprise {

/// Keys are numbers below 2^32 - 1. The owner keeps the number of keys, n below, because it may
/// have several columns of one length. The first kListed keys are searched one by one, four or more
/// per comparison; beyond that there is a table. Not to be shared by threads while it changes.
class CountedKeys {
 public:
  /// Up to kListed keys are searched, in whole blocks of kBlock keys that start at multiples of 64
  /// bytes. The unused places of the last block hold kNone.
  static constexpr std::uint32_t kBlock = 16;
  static constexpr std::uint32_t kListed = 3 * kBlock;
  static constexpr std::uint32_t kNone = 0xffffffff;

  CountedKeys() : keys_(kListed, kNone) {}

  void clear(std::uint32_t n) {
    // The next long session probably is about as long: under one recommender, sessions are alike.
    if (n > kListed) table_.clear(table_.size());
    for (std::uint32_t i = 0; i < kListed && i < n; i += kBlock) {
      std::fill_n(keys_.begin() + i, kBlock, kNone);
    }
  }

  std::span<const std::uint32_t> keys(std::uint32_t n) const { return {keys_.data(), n}; }
  std::uint32_t count(std::uint32_t key, std::uint32_t n) const {
    return n <= kListed ? count_listed(key, n) : count_tabulated(key);
  }
  /// Returns the number of different keys.
  std::uint32_t distinct(std::uint32_t n) const {
    if (n > kListed) return table_.size();
    std::uint32_t distinct = 0;
    for (auto key = keys_.begin(); key != keys_.begin() + n; ++key) {
      distinct += std::find(keys_.begin(), key, *key) == key;
    }
    return distinct;
  }

  /// Appends a key and returns how often it was there before.
  std::uint32_t add(std::uint32_t key, std::uint32_t n) {
    const std::uint32_t before = n < kListed ? count_listed(key, n) : add_to_table(key, n);
    keys_[n] = key;
    return before;
  }

  /// Returns the memory of the keys. A caller may search the keys and append one itself, as add()
  /// does, as long as n < kListed. Valid until the next add().
  std::uint32_t* data() { return keys_.data(); }
  /// Returns the number of places for keys; at least kListed.
  std::size_t capacity() const { return keys_.size(); }

 private:
  // Four keys that are compared at once, by the vectors of GCC and Clang, on any processor. They
  // may alias keys.
  using Four [[gnu::vector_size(16), gnu::may_alias]] = std::uint32_t;

  std::uint32_t count_listed(std::uint32_t key, std::uint32_t n) const {
    const Four wanted = Four{} + key;
    Four equal{};  // minus the number of equal keys, in each place
    for (std::uint32_t i = 0; i < n; i += kBlock) {
      const auto* fours = reinterpret_cast<const Four*>(keys_.data() + i);
      for (std::uint32_t k = 0; k < kBlock / 4; ++k) equal += Four(fours[k] == wanted);
    }
    equal += __builtin_shufflevector(equal, equal, 2, 3, 0, 1);
    return 0 - (equal[0] + equal[1]);
  }
  [[gnu::noinline]] std::uint32_t count_tabulated(std::uint32_t key) const {
    const std::uint32_t* plays = table_.find(key);
    return plays == nullptr ? 0 : *plays;
  }
  [[gnu::noinline]] std::uint32_t add_to_table(std::uint32_t key, std::uint32_t n) {
    if (n == kListed) {
      for (std::uint32_t i = 0; i < kListed; ++i) ++table_[keys_[i]];
    }
    if (n == keys_.size()) keys_.resize(2 * keys_.size(), kNone);
    return table_[key]++;
  }

  std::vector<std::uint32_t, boost::alignment::aligned_allocator<std::uint32_t, 64>> keys_;
  SessionTable<std::uint32_t> table_;
};

}  // namespace reprise
