// A small open-addressing table from track or artist ids to values, for the data of one session.
// Emptying the table takes no time, and its memory is kept from session to session. Only as much of
// the memory is used as the current session needs: after one long session, the tables of short ones
// still fit into the nearest caches.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace reprise {

template <class Value>
class SessionTable {
 public:
  SessionTable() : slots_(std::size_t{1} << kLeastBits) {}

  /// Empties the table. It then has room for `keys` keys (at most kMostAtOnce) without growing.
  void clear(std::size_t keys = 0) {
    const std::size_t slots =
        std::max(std::size_t{1} << kLeastBits, std::bit_ceil(2 * std::min(keys, kMostAtOnce)));
    size_ = 0;
    shift_ = 32 - std::countr_zero(slots);
    if (slots_.size() < slots) slots_.resize(slots);
    begin_session();
  }

  /// Room for more keys is not made before it is needed, because it may never be.
  static constexpr std::size_t kMostAtOnce = 4096;

  /// Returns the value of `key`, or null when there is none. Valid until the next operator[].
  const Value* find(std::uint32_t key) const {
    for (std::uint32_t place = home(key);; place = (place + 1) & mask()) {
      const Slot& slot = slots_[place];
      if (slot.session != session_) return nullptr;
      if (slot.key == key) return &slot.value;
    }
  }

  Value* find(std::uint32_t key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

  /// Returns the value of `key`, and makes one when there is none. Valid until the next operator[].
  Value& operator[](std::uint32_t key) {
    std::uint32_t place = home(key);
    while (slots_[place].session == session_) {
      if (slots_[place].key == key) return slots_[place].value;
      place = (place + 1) & mask();
    }
    if ((size_ + 1) * 2 > mask() + 1) {
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
  static constexpr int kLeastBits = 6;

  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t session = 0;  // session to which the slot belongs; 0 is none
    Value value{};
  };

  // The slots in use are the first 2^(32 - shift_).
  std::uint32_t mask() const { return 0xffffffff >> shift_; }
  // Fibonacci hashing spreads neighbouring ids over the table.
  std::uint32_t home(std::uint32_t key) const { return (key * 2654435769u) >> shift_; }

  // A slot of an earlier session is recognised by its session number. When the number overflows,
  // all slots are cleared.
  void begin_session() {
    if (++session_ == 0) {
      slots_.assign(slots_.size(), Slot{});
      session_ = 1;
    }
  }

  // Doubles the number of slots in use. Not inlined, because few sessions are so long.
  [[gnu::noinline]] void grow() {
    const std::size_t n = std::size_t{mask()} + 1;
    const std::vector<Slot> old(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(n));
    const std::uint32_t session = session_;
    begin_session();
    --shift_;
    if (slots_.size() < 2 * n) slots_.resize(2 * n);
    for (const Slot& slot : old) {
      if (slot.session != session) continue;
      std::uint32_t place = home(slot.key);
      while (slots_[place].session == session_) place = (place + 1) & mask();
      slots_[place] = {slot.key, session_, slot.value};
    }
  }

  std::vector<Slot> slots_;  // at most half of those in use are taken
  std::uint32_t size_ = 0;
  std::uint32_t session_ = 1;
  int shift_ = 32 - kLeastBits;
};

}  // namespace reprise
