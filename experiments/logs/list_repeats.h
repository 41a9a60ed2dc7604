// Estimates which part of a treatment's recommendations comes from lists, by how often the same
// track is recommended again in the same context: to the same user, or after the same track.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/logs/log_row.h"

namespace reprise {

/// Redis's random keys, which upstream's Random draws, are not quite equally likely. Pairs that are
/// alike may be so many times as frequent as with equally likely tracks and still mean random.
inline constexpr double kUnevenKeys = 1.25;

/// What the repetitions in contexts of one kind say.
struct ListShare {
  double pairs = 0;     // pairs of recommendations in one context that are the same track
  double expected = 0;  // of so many draws at random from the catalogue
  double share = 0;     // estimated share of the recommendations that come from lists; 0: not known

  /// Whether there are more pairs than draws at random from keys as uneven as Redis's make, by four
  /// standard deviations.
  bool repeats() const;
};

/// Keeps recommendations by context. Memory is bounded: of many recommendations, those in a sample
/// of the contexts are kept. The sample depends on the contexts' numbers and sizes alone, not on
/// the order of the rows. Not safe to use from several threads.
class ListRepeats {
 public:
  /// Fewer recommendations than so many are kept for each kind of context, in 2 MiB.
  static constexpr std::size_t kMostKept = std::size_t{1} << 17;

  void add(const LogRow& row) {
    if (row.recommendation == LogRow::kNoTrack) return;
    users_.add(row.user, row.recommendation);
    tracks_.add(row.track, row.recommendation);
  }

  /// If a share s of the recommendations in a context is drawn evenly from its list of L tracks and
  /// the rest from the catalogue, pairs are alike with the chance p = s^2 / L and triples with t =
  /// s^3 / L^2, so that s = p^2 / t, whatever L is. Where a share s of the contexts has lists and
  /// the others none, p = s / L and t = s / L^2 give s by the same formula. Takes the time of
  /// sorting what is kept.
  ListShare by_user(std::uint64_t n_tracks) const { return users_.share(n_tracks); }
  ListShare by_track(std::uint64_t n_tracks) const { return tracks_.share(n_tracks); }

 private:
  struct Recommendation {
    std::int64_t context;
    std::int64_t track;

    auto operator<=>(const Recommendation&) const = default;
  };
  // The recommendations in contexts of one kind.
  class Contexts {
   public:
    void add(std::int64_t context, std::int64_t track) {
      if (!is_sampled(context)) return;
      kept_.push_back({context, track});
      if (kept_.size() >= kMostKept) thin_out();
    }
    ListShare share(std::uint64_t n_tracks) const;

   private:
    bool is_sampled(std::int64_t context) const;
    void thin_out();

    std::vector<Recommendation> kept_;
    std::uint64_t mask_ = 0;  // contexts whose hash has none of these bits are sampled
  };

  Contexts users_;
  Contexts tracks_;
};

}  // namespace reprise
