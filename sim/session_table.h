// A small open-addressing table from track or artist ids to values, for what belongs to one
// session: it is emptied in time proportional to what is in it, and keeps its memory from session
// to session.
#pragma once

#include <cstdint>
#include <vector>

namespace reprise {

template <class Value>
class SessionTable {
 public:
  SessionTable() : slots_(64), shift_(32 - 6) {}

  void clear() {
    for (const std::uint32_t place : used_) slots_[place] = Slot{};
    used_.clear();
  }

  /// The value of `key`, or null when there is none. Valid until the next operator[].
  const Value* find(std::uint32_t key) const {
    for (std::uint32_t place = home(key);; place = (place + 1) & mask()) {
      const Slot& slot = slots_[place];
      if (!slot.used) return nullptr;
      if (slot.key == key) return &slot.value;
    }
  }

  /// The value of `key`, made when there is none. Valid until the next operator[].
  Value& operator[](std::uint32_t key) {
    std::uint32_t place = home(key);
    while (slots_[place].used && slots_[place].key != key) place = (place + 1) & mask();
    if (!slots_[place].used) {
      if ((used_.size() + 1) * 2 > slots_.size()) {
        grow();
        return (*this)[key];
      }
      slots_[place] = {key, true, Value{}};
      used_.push_back(place);
    }
    return slots_[place].value;
  }

  /// Keys in the table.
  std::uint32_t size() const { return static_cast<std::uint32_t>(used_.size()); }

 private:
  struct Slot {
    std::uint32_t key = 0;
    bool used = false;
    Value value{};
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
      if (!slot.used) continue;
      std::uint32_t place = home(slot.key);
      while (slots_[place].used) place = (place + 1) & mask();
      slots_[place] = slot;
      used_.push_back(place);
    }
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::vector<std::uint32_t> used_;
  int shift_;
};

/// How often each track or artist was played.
class PlayCounts {
 public:
  void clear() { counts_.clear(); }
  std::uint32_t count(std::uint32_t key) const {
    const std::uint32_t* count = counts_.find(key);
    return count == nullptr ? 0 : *count;
  }
  void add(std::uint32_t key) { ++counts_[key]; }
  /// Different keys played.
  std::uint32_t distinct() const { return counts_.size(); }

 private:
  SessionTable<std::uint32_t> counts_;
};

}  // namespace reprise
