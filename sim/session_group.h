// Sessions that are played side by side, a step of all of them at a time: what a step costs is
// mostly the same work for each of them, which vectors do for many.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/row_fetch.h"
#include "sim/session.h"

namespace reprise {

/// Up to kMost sessions of one world, each in a place of its own. Not to be shared by threads while
/// it plays.
class SessionGroup {
 public:
  static constexpr std::size_t kMost = 16;

  /// A session that has begun is played in this place from now on; it stays where it is.
  void seat(std::size_t place, Session& session) {
    sessions_[place] = &session;
    interests_[place] = session.interest_row();
    biases_[place] = session.traits().consume_bias;
    sharpnesses_[place] = session.traits().consume_sharpness;
  }
  void swap(std::size_t a, std::size_t b) {
    std::swap(sessions_[a], sessions_[b]);
    std::swap(interests_[a], interests_[b]);
    std::swap(biases_[a], biases_[b]);
    std::swap(sharpnesses_[a], sharpnesses_[b]);
  }

  /// Plays tracks[i] in place i, for the first n, as Session::play would with the leave draw
  /// uniform_unit(leave_words[i]). No session may be over. Meanwhile some of the coming rows are
  /// asked for. Bit i of the answer: session i is over.
  std::uint32_t play(std::size_t n, const std::array<TrackId, kMost>& tracks,
                     const std::array<std::uint32_t, kMost>& leave_words, RowFetch& coming);

 private:
  std::array<Session*, kMost> sessions_{};
  std::array<const float*, kMost> interests_{};
  alignas(64) std::array<double, kMost> biases_{};
  alignas(64) std::array<double, kMost> sharpnesses_{};
  // Of the tracks that are played.
  alignas(64) std::array<float, kMost> scores_{};
  alignas(64) std::array<double, kMost> discounts_{};
  alignas(64) std::array<Hundredths, kMost> times_{};
  alignas(64) std::array<std::uint32_t, kMost> skipped_{};
};

}  // namespace reprise
