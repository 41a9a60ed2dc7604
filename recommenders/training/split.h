// Which pairs of a log are trained on, which are for validation, and which for the final test.
#pragma once

#include <cstdint>

#include "sim/random/streams.h"

namespace reprise {

enum class Part : std::uint8_t { train, validation, test };

/// Puts pair number `position` of a log into a part, each pair by a draw of its own: the chance of
/// each part is its fraction.
class Split {
 public:
  /// `validation` and `test` in [0, 1), together below 1; the rest is trained on.
  Split(StreamKey key, double validation, double test);

  /// Pure; thread-safe.
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
  std::uint32_t validation_;  // words below this validate,
  std::uint32_t test_;        // other words below this test
};

}  // namespace reprise
