// The tracks or artists that were played, and how often each of them was: what a session asks at
// every step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <boost/align/aligned_allocator.hpp>

#include "sim/session_table.h"

namespace reprise {

/// Keys are any numbers below 2^32 - 1. The first plays are looked through, four keys or more in
/// one comparison; more of them get a table. Not to be shared by threads while it changes.
class PlayCounts {
 public:
  /// Keys are looked through by so many, beginning at multiples of 64 bytes.
  static constexpr std::uint32_t kBlock = 16;

  PlayCounts() : keys_(2 * kBlock, kNone) {}

  void clear() {
    if (plays_ > kListed) table_.clear();
    for (std::uint32_t i = 0; i < kListed && i < plays_; i += kBlock) {
      std::fill_n(keys_.begin() + i, kBlock, kNone);
    }
    plays_ = 0;
    distinct_ = 0;
  }

  std::uint32_t count(std::uint32_t key) const {
    return plays_ <= kListed ? count_listed(key) : count_tabulated(key);
  }

  /// Counts one play more and returns how many there were before.
  std::uint32_t add(std::uint32_t key) {
    const std::uint32_t before = is_list() ? count_listed(key) : add_to_table(key);
    append(key, before);
    return before;
  }

  /// What was played, in order; valid until the next play.
  std::span<const std::uint32_t> keys() const { return {keys_.data(), plays_}; }
  /// Different keys played.
  std::uint32_t distinct() const { return distinct_; }

  // For whoever counts on other vectors than add() does: whether keys() are looked through, the
  // last block being filled up with no keys; and what remains of add() then.
  bool is_list() const { return plays_ < kListed; }
  void append(std::uint32_t key, std::uint32_t before) {
    if (plays_ == keys_.size()) [[unlikely]] {
      grow();
    }
    keys_[plays_] = key;
    ++plays_;
    distinct_ += before == 0;
  }

 private:
  // Four keys, compared at once: GCC's and Clang's vectors, on any processor. They may alias keys.
  using Four [[gnu::vector_size(16), gnu::may_alias]] = std::uint32_t;
  static constexpr std::uint32_t kListed = 3 * kBlock;
  static constexpr std::uint32_t kNone = 0xffffffff;  // no key

  std::uint32_t count_listed(std::uint32_t key) const {
    const Four wanted = Four{} + key;
    Four equal{};  // in each place: how many are, below 0
    for (std::uint32_t i = 0; i < plays_; i += kBlock) {
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
  [[gnu::noinline]] std::uint32_t add_to_table(std::uint32_t key) {
    if (plays_ == kListed) {
      for (std::uint32_t i = 0; i < kListed; ++i) ++table_[keys_[i]];
    }
    return table_[key]++;
  }
  [[gnu::noinline]] void grow() { keys_.resize(2 * keys_.size(), kNone); }

  // Whole blocks; those that are looked through end in no keys.
  std::vector<std::uint32_t, boost::alignment::aligned_allocator<std::uint32_t, 64>> keys_;
  std::uint32_t plays_ = 0;
  std::uint32_t distinct_ = 0;
  SessionTable<std::uint32_t> table_;
};

}  // namespace reprise
