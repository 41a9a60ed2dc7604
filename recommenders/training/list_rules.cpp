#include "recommenders/training/list_rules.h"

#include "sim/support/check.h"

namespace reprise {

void check_artists(const ListSettings& settings, std::size_t n_tracks) {
  REPRISE_CHECK(settings.artist_cap == 0 || settings.artist_of.size() == n_tracks,
                "artists of {} tracks, {} tracks", settings.artist_of.size(), n_tracks);
}

Lists pack_lists(std::span<const std::vector<ScoredTrack>> lists) {
  Lists packed;
  packed.begin.push_back(0);
  for (const std::vector<ScoredTrack>& list : lists) {
    for (const ScoredTrack& item : list) {
      packed.flat.push_back(item.track);
      packed.scores.push_back(item.score);
    }
    packed.begin.push_back(packed.flat.size());
  }
  return packed;
}

}  // namespace reprise
