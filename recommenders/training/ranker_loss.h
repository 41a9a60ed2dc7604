// Mean squared errors of predicted times, in squared shares of a track.
#pragma once

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/pairs.h"
#include "sim/random/streams.h"

namespace reprise {

/// Of `<contexts[pair.context], tracks[pair.track]>`. NaN without pairs. Parallel; the same bits
/// for any number of threads.
double mean_squared_error(const EmbeddingTable& contexts, const EmbeddingTable& tracks,
                          std::span<const Pair> pairs);

/// The mean time, as a share of a track. NaN without pairs.
double mean_time(std::span<const Pair> pairs);

/// Of predicting `mean` for every pair.
double mean_squared_error(double mean, std::span<const Pair> pairs);

/// Of predicting the pairs' own times in an order drawn from `stream`: what a guess with the right
/// distribution, and no idea of the pair, is worth.
double shuffled_squared_error(std::span<const Pair> pairs, Stream stream);

}  // namespace reprise
