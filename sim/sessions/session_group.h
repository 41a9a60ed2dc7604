// Sessions that are played side by side, a step of all of them at a time: what a step costs is
// mostly the same work for each of them, which vectors do for many.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/sessions/session.h"
#include "sim/world/row_fetch.h"

namespace reprise {

/// Up to kMost sessions of one world, each in a place of its own. Not to be shared by threads while
/// it plays.
class SessionGroup {
 public:
  static constexpr std::size_t kMost = 16;

  template <class T>
  using OfEach = std::array<T, kMost>;

  /// A session is played in this place from now on; it stays where it is. Its playbacks are always
  /// up to date, its counters only after settle().
  void load(std::size_t place, Session& session);
  /// Hands the session in this place its counters.
  void settle(std::size_t place) const;
  void swap(std::size_t a, std::size_t b);

  /// Plays tracks[i] in place i, for the first n, as Session::play would with the leave draw
  /// uniform_unit(leave_words[i]). All kMost tracks must be in the catalog, and none of the n
  /// sessions over. Meanwhile some of the coming rows are asked for. Bit i of the answer: session i
  /// is over, or has `max_steps` steps.
  std::uint32_t play(std::size_t n, const OfEach<TrackId>& tracks,
                     const OfEach<std::uint32_t>& leave_words, std::uint32_t max_steps,
                     RowFetch& coming);

  /// What a step reads and changes, by place; public for the code of each instruction set.
  struct Places {
    OfEach<Session*> sessions{};
    OfEach<const float*> interests{};
    OfEach<const double*> discounts{};  // by earlier plays of the artist, while few
    OfEach<Session::Columns> columns{};
    alignas(64) OfEach<double> biases{};
    alignas(64) OfEach<double> sharpnesses{};
    alignas(64) OfEach<std::uint32_t> sizes{};  // of the playbacks
    // SessionCounters.
    alignas(64) OfEach<std::int32_t> budgets{};
    alignas(64) OfEach<std::uint32_t> skips{};
    alignas(64) OfEach<std::uint32_t> repeats{};
    alignas(64) OfEach<std::int64_t> listened{};
  };

 private:
  Places places_;
};

}  // namespace reprise
