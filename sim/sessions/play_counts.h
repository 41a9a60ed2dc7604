// The tracks or artists that were played, and how often each of them was played.
#pragma once

#include <cstdint>
#include <span>

#include "sim/sessions/counted_keys.h"

namespace reprise {

/// Keys are numbers below 2^32 - 1. Not to be shared by threads while it changes.
class PlayCounts {
 public:
  void clear() {
    keys_.clear(plays_);
    plays_ = 0;
  }
  std::uint32_t count(std::uint32_t key) const { return keys_.count(key, plays_); }
  /// Counts one more play of `key` and returns the number of earlier ones.
  std::uint32_t add(std::uint32_t key) { return keys_.add(key, plays_++); }
  /// Returns the keys in the order in which they were played; valid until the next play.
  std::span<const std::uint32_t> keys() const { return keys_.keys(plays_); }
  /// Returns the number of different keys played.
  std::uint32_t distinct() const { return keys_.distinct(plays_); }

 private:
  CountedKeys keys_;
  std::uint32_t plays_ = 0;
};

}  // namespace reprise
