// The tracks of one session by descending score, equal scores by id: the list of the interest's
// nearest tracks as far as it goes, then a ranking of the catalog that is made when it is needed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "sim/sessions/session.h"
#include "sim/world/exact_scores.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

/// Not to be shared by threads.
class RankedTracks {
 public:
  void clear() {
    listed_ = {};
    ranked_.clear();
  }

  /// Returns the tracks from `rank` on, at least one and at most `most` of them; none when `rank`
  /// is the size of the catalog. Valid until the next call.
  std::span<const TrackId> from(const Session& session, const NearestTracks& nearest,
                                std::size_t rank, std::size_t most) {
    if (rank >= session.world().catalog.n_tracks()) return {};
    if (listed_.empty()) listed_ = nearest.of(session.interest());
    if (rank >= listed_.size() && rank >= ranked_.size()) rank_deeper(session, rank);
    const std::span<const TrackId> tracks = rank < listed_.size() ? listed_ : ranked_;
    return tracks.subspan(rank, std::min(most, tracks.size() - rank));
  }

 private:
  // Ranks the catalog by score, down to twice the requested depth.
  void rank_deeper(const Session& session, std::size_t rank) {
    const Embeddings& embeddings = session.world().catalog.embeddings;
    // The order must be that of the list, so products are those of float32 rows even where rows are
    // halves.
    std::vector<TrackId> all(embeddings.size());
    std::iota(all.begin(), all.end(), TrackId{0});
    std::vector<float> scores(all.size());
    RowBuffer interest = embeddings.row_buffer(1);
    exact_scores(embeddings, embeddings.float_rows(session.interest(), 1, interest.data()), all,
                 scores.data());
    std::vector<std::pair<float, TrackId>> scored(all.size());
    for (const TrackId track : all) scored[track] = {-scores[track], track};
    const std::size_t depth = std::min<std::size_t>(scored.size(), 2 * (rank + 1));
    const auto end = scored.begin() + static_cast<std::ptrdiff_t>(depth);
    std::nth_element(scored.begin(), end - 1, scored.end());
    std::sort(scored.begin(), end);
    ranked_.clear();
    for (auto at = scored.begin(); at != end; ++at) ranked_.push_back(at->second);
  }

  std::span<const TrackId> listed_;
  std::vector<TrackId> ranked_;
};

}  // namespace reprise
