// Plays sessions side by side, one step of all of them at a time. Most work of a step is the same
// for each session, so vectors do it for many sessions at once.
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

  /// Plays this session in `place` from now on. The session stays where it is in memory. Its
  /// playbacks are always up to date, its counters only after settle().
  void load(std::size_t place, Session& session);
  /// Writes the counters of the session in `place` back to the session.
  void settle(std::size_t place) const;
  void swap(std::size_t a, std::size_t b);

  /// Plays tracks[i] in place i, for the first n places, as Session::play would with the leave draw
  /// uniform_unit(leave_words[i]). All kMost tracks must be in the catalog, and none of the n
  /// sessions may be over. Some of the rows in `coming` are asked for meanwhile. Bit i of the
  /// result is set if session i is over or has `max_steps` steps.
  std::uint32_t play(std::size_t n, const OfEach<TrackId>& tracks,
                     const OfEach<std::uint32_t>& leave_words, std::uint32_t max_steps,
                     RowFetch& coming);

  /// The data that a step reads and changes, by place. Public for the code of each instruction set.
  struct Places {
    OfEach<Session*> sessions{};
    OfEach<const void*> interests{};    // rows, as Embeddings::memory_of gives them
    OfEach<const double*> discounts{};  // by earlier plays of the artist, as Discounts::tabulated
    OfEach<Session::Columns> columns{};
    alignas(64) OfEach<double> biases{};
    alignas(64) OfEach<double> sharpnesses{};
    alignas(64) OfEach<std::uint32_t> sizes{};  // number of playbacks
    // The fields of SessionCounters.
    alignas(64) OfEach<std::int32_t> budgets{};
    alignas(64) OfEach<std::uint32_t> skips{};
    alignas(64) OfEach<std::uint32_t> repeats{};
    alignas(64) OfEach<std::int64_t> listened{};
  };

 private:
  // Plays sessions of a world with a user model, one after the other.
  std::uint32_t play_modelled(std::size_t n, const OfEach<TrackId>& tracks,
                              const OfEach<std::uint32_t>& leave_words, std::uint32_t max_steps,
                              RowFetch& coming);

  Places places_;
};

}  // namespace reprise
