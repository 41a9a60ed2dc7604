// How often each track or artist was played: what a session asks at every step.
#pragma once

#include <array>
#include <cstdint>

#include "sim/session_table.h"

namespace reprise {

/// Keys are any numbers below 2^32 - 1. The first plays are a list that is looked through, four
/// keys or more in one comparison; a session with more of them gets a table. Not to be shared by
/// threads while it changes.
class PlayCounts {
 public:
  PlayCounts() { list_.fill(none()); }

  void clear() {
    if (plays_ > kListed) table_.clear();
    for (std::uint32_t i = 0; i < kFours; i += kFoursAtOnce) {
      if (i * 4 >= plays_) break;
      for (std::uint32_t k = i; k < i + kFoursAtOnce; ++k) list_[k] = none();
    }
    plays_ = 0;
    distinct_ = 0;
  }

  std::uint32_t count(std::uint32_t key) const {
    return plays_ <= kListed ? count_listed(key) : count_tabulated(key);
  }

  /// Counts one play more and returns how many there were before.
  std::uint32_t add(std::uint32_t key) {
    if (plays_ >= kListed) [[unlikely]] {
      return add_to_table(key);
    }
    const std::uint32_t before = count_listed(key);
    list_[plays_ / 4][plays_ % 4] = key;
    ++plays_;
    distinct_ += before == 0;
    return before;
  }

  /// Different keys played.
  std::uint32_t distinct() const { return distinct_; }

 private:
  // Four keys, compared at once: GCC's and Clang's vectors, on any processor.
  using Four [[gnu::vector_size(16)]] = std::uint32_t;
  static constexpr std::uint32_t kListed = 48;
  static constexpr std::uint32_t kFours = kListed / 4;
  static constexpr std::uint32_t kFoursAtOnce = 4;

  // No key: the rest of the list.
  static Four none() { return Four{} - 1; }

  std::uint32_t count_listed(std::uint32_t key) const {
    const Four wanted = Four{} + key;
    Four equal{};  // in each place: how many are, below 0
    for (std::uint32_t i = 0; i * 4 < plays_; i += kFoursAtOnce) {
      for (std::uint32_t k = i; k < i + kFoursAtOnce; ++k) equal += Four(list_[k] == wanted);
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
      for (std::uint32_t i = 0; i < kListed; ++i) ++table_[list_[i / 4][i % 4]];
    }
    ++plays_;
    const std::uint32_t before = table_[key]++;
    distinct_ += before == 0;
    return before;
  }

  std::array<Four, kFours> list_;
  std::uint32_t plays_ = 0;
  std::uint32_t distinct_ = 0;
  SessionTable<std::uint32_t> table_;
};

}  // namespace reprise
