// Computes mean squared errors of predicted times, in squared shares of a track.
#pragma once

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/pairs.h"
#include "sim/random/streams.h"

namespace reprise {

/// Returns the error of the prediction `<contexts[pair.context], tracks[pair.track]>`. NaN without
/// pairs. Parallel; gives the same bits for any number of threads.
double mean_squared_error(const EmbeddingTable& contexts, const EmbeddingTable& tracks,
                          std::span<const Pair> pairs);

/// Returns the mean time, as a share of a track. NaN without pairs.
double mean_time(std::span<const Pair> pairs);

/// Returns the error of predicting `mean` for every pair.
double mean_squared_error(double mean, std::span<const Pair> pairs);

/// Returns the error of predicting the pairs' own times in an order drawn from `stream`: the error
/// of a guess that has the right distribution but knows nothing of the pair.
double shuffled_squared_error(std::span<const Pair> pairs, Stream stream);

}  // namespace reprise
