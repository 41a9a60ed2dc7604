// The draws of one step for many sessions at once: the first block of the recommender's stream and
// the leave draw.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "sim/random/streams.h"

namespace reprise {

/// The draws of up to kMost sessions. Each session has a place of its own and is at some step of
/// some episode. The draws are those of Stream and LeaveDraws, to the bit. While a StepDraws
/// changes, no other thread may use it.
class StepDraws {
 public:
  static constexpr std::size_t kMost = 16;
  using Block = r123::Philox4x32::ctr_type;

  /// Begins an episode in a place, at step 0.
  void load(std::size_t place, std::uint64_t episode) {
    steps_[place] = 0;
    episodes_low_[place] = static_cast<std::uint32_t>(episode);
    episodes_high_[place] = static_cast<std::uint32_t>(episode >> 32);
  }
  void swap(std::size_t a, std::size_t b) {
    std::swap(steps_[a], steps_[b]);
    std::swap(episodes_low_[a], episodes_low_[b]);
    std::swap(episodes_high_[a], episodes_high_[b]);
  }

  /// Computes the draws of the next step of every session.
  void draw(const StreamKey& recommendations, const StreamKey& leave);

  // The following functions return one value for each place, valid until the next draw().
  /// The number of steps drawn so far.
  const std::array<std::uint32_t, kMost>& steps() const { return steps_; }
  /// The first block of Stream(recommendations, episode, step).
  const std::array<Block, kMost>& blocks() const { return blocks_; }
  /// The word of the leave draw: uniform_unit(word) is LeaveDraws::at(step).
  const std::array<std::uint32_t, kMost>& leave_words() const { return leave_words_; }

 private:
  alignas(64) std::array<std::uint32_t, kMost> steps_{};
  alignas(64) std::array<std::uint32_t, kMost> episodes_low_{};
  alignas(64) std::array<std::uint32_t, kMost> episodes_high_{};
  alignas(64) std::array<Block, kMost> blocks_{};
  alignas(64) std::array<std::uint32_t, kMost> leave_words_{};
};

}  // namespace reprise
