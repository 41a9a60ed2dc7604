// The draws of a step of many sessions at once: the recommender's first ones and the leave draw.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "sim/random/streams.h"

namespace reprise {

/// Sessions in places of their own, each at some step of some episode. What is drawn is what Stream
/// and LeaveDraws draw one by one, to the bit. Not to be shared by threads while it changes.
class StepDraws {
 public:
  static constexpr std::size_t kMost = 16;
  using Block = r123::Philox4x32::ctr_type;

  /// A session begins in a place.
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

  /// The draws of the next step of each session.
  void draw(const StreamKey& recommendations, const StreamKey& leave);

  // Of each place, until draws are drawn anew:
  /// Steps that draws were drawn for.
  const std::array<std::uint32_t, kMost>& steps() const { return steps_; }
  /// The first block of Stream(recommendations, episode, step).
  const std::array<Block, kMost>& blocks() const { return blocks_; }
  /// uniform_unit of it is LeaveDraws::at(step).
  const std::array<std::uint32_t, kMost>& leave_words() const { return leave_words_; }

 private:
  alignas(64) std::array<std::uint32_t, kMost> steps_{};
  alignas(64) std::array<std::uint32_t, kMost> episodes_low_{};
  alignas(64) std::array<std::uint32_t, kMost> episodes_high_{};
  alignas(64) std::array<Block, kMost> blocks_{};
  alignas(64) std::array<std::uint32_t, kMost> leave_words_{};
};

}  // namespace reprise
