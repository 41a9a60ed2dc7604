#include "experiments/simulation/models/session_pairs.h"

namespace reprise {

void append_pairs(UserIndex user, std::span<const TrackId> tracks,
                  std::span<const Hundredths> times, LogAnchor anchor, std::vector<Pair>& pairs) {
  if (anchor == LogAnchor::user) pairs.push_back({user, tracks[0], times[0]});
  for (std::size_t i = 1; i < tracks.size(); ++i) {
    const std::uint32_t context = anchor == LogAnchor::user          ? user
                                  : anchor == LogAnchor::first_track ? tracks[0]
                                                                     : tracks[i - 1];
    pairs.push_back({context, tracks[i], times[i]});
  }
}

void append_listened(std::span<const TrackId> tracks, std::span<const Hundredths> times,
                     Hundredths least, ListenedSessions::Block& sessions) {
  std::vector<TrackId> listened;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (times[i] >= least) listened.push_back(tracks[i]);
  }
  if (listened.size() > 1) sessions.add_session(listened);
}

}  // namespace reprise
