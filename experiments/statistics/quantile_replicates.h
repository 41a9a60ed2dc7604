// Bootstrap replicates of a quantile of sessions. A treatment is compared with many others and at
// many levels, and its replicates are the same each time, so those of the last treatments are kept.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "experiments/statistics/session_quantile.h"
#include "sim/random/streams.h"

namespace reprise {

/// One estimate per replicate; none where all weights are 0.
using QuantileReplicates = std::vector<std::optional<double>>;

/// Returns the quantile at `probability` of the users' sessions in each of `replicates` resamples.
/// The weights are those of poisson_weights.h at `key`: treatments with the same key have the same
/// weight for the same user. The latest results are kept as long as the process runs, at least one
/// and up to 64 MiB of them, and the latest weights if they are no more than `most_weights`, of a
/// byte each: more are drawn replicate by replicate, to the same result. Thread-safe; uses the
/// threads of the TBB arena.
std::shared_ptr<const QuantileReplicates> quantile_replicates(const UserDistributions& users,
                                                              double probability, StreamKey key,
                                                              std::uint64_t replicates,
                                                              std::uint64_t most_weights = 64
                                                                                           << 20);

}  // namespace reprise
