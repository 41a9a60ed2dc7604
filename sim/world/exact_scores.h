// Exact scores of many tracks for one row, computed side by side by vectors.
#pragma once

#include <span>

#include "sim/world/embeddings.h"

namespace reprise {

/// Sets scores[i] = dot(row, e_tracks[i]), to the bit (of half rows: of the same rows as floats),
/// for a row of the embeddings' stride, aligned to kRowBytes. `scores` has a place for each track.
/// Thread-safe.
void exact_scores(const Embeddings& embeddings, const float* row, std::span<const TrackId> tracks,
                  float* scores);

}  // namespace reprise
