// The draws that decide at each step of a session whether the step costs budget.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "sim/random/streams.h"

namespace reprise {

/// The leave draws of one session. The draw of step k is addressed by (key, episode, k): the index
/// of the block is k / 4, and the draw is word k mod 4 of that block. The object keeps the last
/// block, so that steps in order cost a quarter of a block each. Not to be shared by threads.
class LeaveDraws {
 public:
  void start(StreamKey key, std::uint64_t episode) {
    key_ = key;
    episode_ = episode;
    block_index_ = std::numeric_limits<std::uint32_t>::max();
  }

  /// Returns the leave draw of `step` (from 0), uniform over [0, 1).
  double at(std::uint32_t step) {
    if (step / 4 != block_index_) {
      block_index_ = step / 4;
      block_ = r123::Philox4x32()({{block_index_, 0, static_cast<std::uint32_t>(episode_),
                                    static_cast<std::uint32_t>(episode_ >> 32)}},
                                  key_);
    }
    return uniform_unit(block_[step % 4]);
  }

 private:
  StreamKey key_{};
  std::uint64_t episode_ = 0;
  std::uint32_t block_index_ = 0;
  r123::Philox4x32::ctr_type block_{};
};

}  // namespace reprise
