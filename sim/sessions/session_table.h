// A small open-addressing table from track or artist ids to values, for the data of one session.
// Emptying the table takes no time, and its memory is kept from session to session.
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
    // A slot of an earlier session is recognised by its session number. When the number overflows,
    // all slots are cleared.
    if (++session_ == 0) {
      slots_.assign(slots_.size(), Slot{});
      session_ = 1;
    }
  }

  /// Returns the value of `key`, or null when there is none. Valid until the next operator[].
  const Value* find(std::uint32_t key) const {
    for (std::uint32_t place = home(key);; place = (place + 1) & mask()) {
      const Slot& slot = slots_[place];
      if (slot.session != session_) return nullptr;
      if (slot.key == key) return &slot.value;
    }
  }

  /// Returns the value of `key`, and makes one when there is none. Valid until the next operator[].
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

  /// Returns the number of keys in the table.
  std::uint32_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t session = 0;  // session to which the slot belongs; 0 is none
    Value value{};
  };

  std::uint32_t mask() const { return static_cast<std::uint32_t>(slots_.size() - 1); }
  // Fibonacci hashing spreads neighbouring ids over the table.
  std::uint32_t home(std::uint32_t key) const { return (key * 2654435769u) >> shift_; }

  // Not inlined, because few sessions are so long.
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

  std::vector<Slot> slots_;  // a power of two of them, at most half in use
  std::uint32_t size_ = 0;
  std::uint32_t session_ = 1;
  int shift_;
};

}  // namespace reprise
