// Estimates which part of a treatment's recommendations comes from lists, by how often the same
// track is recommended again in the same context: to the same user, or after the same track.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "experiments/logs/log_row.h"

namespace reprise {

/// What the repetitions in contexts of one kind say.
struct ListShare {
  double pairs = 0;     // pairs of recommendations in one context that are the same track
  double expected = 0;  // of so many draws at random from the catalogue
  double share = 0;     // estimated share of the recommendations that come from lists; 0: not known

  /// Whether there are more pairs than draws at random from keys as uneven as Redis's make, by four
  /// standard deviations.
  bool repeats() const;
};

/// Counts recommendations by context. Memory is bounded: of many contexts, a sample that depends on
/// their numbers alone is counted. Not safe to use from several threads.
class ListRepeats {
 public:
  void add(const LogRow& row);

  /// If a share s of the recommendations in a context is drawn evenly from its list of L tracks and
  /// the rest from the catalogue, pairs are alike with the chance p = s^2 / L and triples with t =
  /// s^3 / L^2, so that s = p^2 / t, whatever L is. Where a share s of the contexts has lists and
  /// the others none, p = s / L and t = s / L^2 give s by the same formula.
  ListShare by_user(std::uint64_t n_tracks) const { return of(users_, n_tracks); }
  ListShare by_track(std::uint64_t n_tracks) const { return of(tracks_, n_tracks); }

 private:
  struct Contexts {
    // By context, then by recommended track.
    std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, std::uint32_t>> counts;
    std::uint64_t entries = 0;
    std::uint64_t one_in = 1;  // contexts whose hash is a multiple of it are counted
  };

  static void count(Contexts& contexts, std::int64_t context, std::int64_t track);
  static ListShare of(const Contexts& contexts, std::uint64_t n_tracks);

  Contexts users_;
  Contexts tracks_;
};

}  // namespace reprise
