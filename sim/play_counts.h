// How often each track or artist was played in a session: a small open-addressing table that keeps
// its memory from session to session.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace reprise {

class PlayCounts {
 public:
  PlayCounts() : slots_(64), shift_(32 - 6) {}

  void clear() {
    for (const std::uint32_t place : used_) slots_[place] = Slot{};
    used_.clear();
  }

  /// Plays of `key` so far.
  std::uint32_t count(std::uint32_t key) const {
    for (std::uint32_t place = home(key);; place = (place + 1) & mask()) {
      const Slot& slot = slots_[place];
      if (slot.count == 0) return 0;
      if (slot.key == key) return slot.count;
    }
  }

  /// Counts one more play of `key`; returns how many there were before.
  std::uint32_t add(std::uint32_t key) {
    std::uint32_t place = home(key);
    while (slots_[place].count != 0 && slots_[place].key != key) place = (place + 1) & mask();
    const std::uint32_t before = slots_[place].count;
    slots_[place] = {key, before + 1};
    if (before == 0) {
      used_.push_back(place);
      if (used_.size() * 2 > slots_.size()) grow();
    }
    return before;
  }

  /// Different keys played.
  std::uint32_t distinct() const { return static_cast<std::uint32_t>(used_.size()); }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t count = 0;  // 0 marks an empty slot
  };

  std::uint32_t mask() const { return static_cast<std::uint32_t>(slots_.size() - 1); }
  // Fibonacci hashing: neighbouring ids spread over the table.
  std::uint32_t home(std::uint32_t key) const { return (key * 2654435769u) >> shift_; }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    --shift_;
    used_.clear();
    for (const Slot& slot : old) {
      if (slot.count == 0) continue;
      std::uint32_t place = home(slot.key);
      while (slots_[place].count != 0) place = (place + 1) & mask();
      slots_[place] = slot;
      used_.push_back(place);
    }
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::vector<std::uint32_t> used_;
  int shift_;
};

}  // namespace reprise
