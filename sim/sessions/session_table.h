// A small open-addressing table from track or artist ids to values, for what belongs to one
// session: it is emptied in no time, and keeps its memory from session to session.
#pragma once

#include <cstdint>
#include <vector>

namespace reprise {

template <class Value>
class SessionTable {
 public:
  SessionTable() : slots_(64), shift_(32 - 6) {}

  void clear() {
    size_ = 0;
    // Slots of earlier sessions are told by their number; after so many it starts again.
    if (++session_ == 0) {
      slots_.assign(slots_.size(), Slot{});
      session_ = 1;
    }
  }

  /// The value of `key`, or null when there is none. Valid until the next operator[].
  const Value* find(std::uint32_t key) const {
    for (std::uint32_t place = home(key);; place = (place + 1) & mask()) {
      const Slot& slot = slots_[place];
      if (slot.session != session_) return nullptr;
      if (slot.key == key) return &slot.value;
    }
  }

  /// The value of `key`, made when there is none. Valid until the next operator[].
  Value& operator[](std::uint32_t key) {
    std::uint32_t place = home(key);
    while (slots_[place].session == session_) {
      if (slots_[place].key == key) return slots_[place].value;
      place = (place + 1) & mask();
    }
    if ((size_ + 1) * 2 > slots_.size()) {
      grow();
      return (*this)[key];
    }
    ++size_;
    slots_[place] = {key, session_, Value{}};
    return slots_[place].value;
  }

  /// Keys in the table.
  std::uint32_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t session = 0;  // that the slot is of; 0 is none
    Value value{};
  };

  std::uint32_t mask() const { return static_cast<std::uint32_t>(slots_.size() - 1); }
  // Fibonacci hashing: neighbouring ids spread over the table.
  std::uint32_t home(std::uint32_t key) const { return (key * 2654435769u) >> shift_; }

  // Out of line: few sessions are so long.
  [[gnu::noinline]] void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    --shift_;
    for (Slot& slot : old) {
      if (slot.session != session_) continue;
      std::uint32_t place = home(slot.key);
      while (slots_[place].session == session_) place = (place + 1) & mask();
      slots_[place] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::uint32_t size_ = 0;
  std::uint32_t session_ = 1;
  int shift_;
};

}  // namespace reprise
