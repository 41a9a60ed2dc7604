// Decides which pairs of a log are used for training, for validation and for the final test.
#pragma once

#include <cstdint>

#include "sim/random/streams.h"

namespace reprise {

enum class Part : std::uint8_t { train, validation, test };

/// Puts pair number `position` of a log into a part. Each pair has a draw of its own, and the
/// chance of each part is its fraction.
class Split {
 public:
  /// `validation` and `test` are in [0, 1), and their sum is below 1. The rest is for training.
  Split(StreamKey key, double validation, double test);

  /// Returns the part of pair number `position`. Pure; thread-safe.
  Part of(std::uint64_t position) const {
    if (all_train_) return Part::train;
    const r123::Philox4x32::ctr_type block =
        r123::Philox4x32()({{0, 0, static_cast<std::uint32_t>(position >> 2),
                             static_cast<std::uint32_t>(position >> 34)}},
                           key_);
    const std::uint32_t word = block[position & 3];
    return word < validation_ ? Part::validation : word < test_ ? Part::test : Part::train;
  }

 private:
  StreamKey key_;
  bool all_train_;
  std::uint32_t validation_;  // words below this number: validation
  std::uint32_t test_;        // other words below this number: test
};

}  // namespace reprise
