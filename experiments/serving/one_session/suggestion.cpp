#include "experiments/serving/one_session/suggestion.h"

#include <algorithm>

namespace reprise {

TrackId suggest_track(const Session& session, NearestTracks& nearest) {
  const Playbacks& playbacks = session.playbacks();
  std::size_t best = 0;
  for (std::size_t i = 1; i < playbacks.size(); ++i) {
    if (playbacks.times()[i] >= playbacks.times()[best]) best = i;
  }
  const TrackId liked = playbacks.tracks()[best];
  // The query asks for more neighbours than can all have been played.
  const NearestQuery query{liked, static_cast<std::uint32_t>(playbacks.size()) + 1};
  nearest.require({&query, 1});
  const std::span<const TrackId> near = nearest.of(liked);
  const auto fresh = std::find_if(near.begin(), near.end(),
                                  [&](TrackId track) { return !playbacks.contains(track); });
  return fresh == near.end() ? playbacks.first() : *fresh;
}

}  // namespace reprise
