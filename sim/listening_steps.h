// A step of several sessions at once: what their listening times depend on, side by side, and the
// times.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "sim/listening.h"
#include "sim/row_fetch.h"

namespace reprise {

/// Up to kMost steps. Not to be shared by threads while it changes.
class ListeningSteps {
 public:
  static constexpr std::size_t kMost = 32;

  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }

  /// Rows of the user's interest and of the track, and the discount: 0 for a repeat. At most kMost.
  void add(const float* interest, const float* track, const UserTraits& traits, double discount) {
    interests_[size_] = interest;
    tracks_[size_] = track;
    biases_[size_] = traits.consume_bias;
    sharpnesses_[size_] = traits.consume_sharpness;
    discounts_[size_] = discount;
    ++size_;
  }

  /// The listening_time of each step, in the order they were added; rows have `stride` floats.
  /// Meanwhile some of the coming rows are asked for. Holds until the steps change.
  std::span<const Hundredths> times(std::size_t stride, RowFetch& coming);

 private:
  std::size_t size_ = 0;
  std::array<const float*, kMost> interests_{};
  std::array<const float*, kMost> tracks_{};
  alignas(64) std::array<float, kMost> scores_{};
  alignas(64) std::array<double, kMost> biases_{};
  alignas(64) std::array<double, kMost> sharpnesses_{};
  alignas(64) std::array<double, kMost> discounts_{};
  alignas(64) std::array<Hundredths, kMost> times_{};
};

}  // namespace reprise
