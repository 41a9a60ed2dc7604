// Estimates the memory that an experiment will take, before any of it is taken: a world of a
// million tracks needs lists and sums that may be larger than the machine.
#pragma once

#include <cstdint>
#include <optional>

#include "experiments/simulation/prepared.h"

namespace reprise {

/// What playing an experiment takes beside its world, its models and its files of lists, in bytes.
///
///   sums = treatments x (threads + 3) x 8 x (users x observables + tracks)
///   lists = lists x length x 4, + tracks x (dim + 20) + threads x 2560 x length while they are
///   made; of models: lists x length x 8, + threads x 2560 x length
///
/// A list is as long as the longest `nearest` asks for, and under `oracle` has up to 16 384 tracks:
/// the mean is estimated from some of them. A model has a list of `top` tracks for each first
/// track, or each user; sessions may ask for more of them. Lists that the cache has take nothing.
struct MemoryEstimate {
  std::uint64_t sums = 0;
  std::uint64_t lists = 0;
  std::uint64_t n_lists = 0;

  std::uint64_t all() const { return sums + lists; }
};

/// Returns the estimate for the experiment, whose treatments must be made, on the threads of the
/// TBB arena. Costs the draws of all starts and, where the lists may be large, some scores.
MemoryEstimate estimate_memory(const Prepared& prepared);

/// Notes the estimate in `progress` if it is large. Throws UserError if it exceeds `available`, as
/// available_memory() (sim/support/memory.h) tells it: the message says what takes how much, and
/// what takes less.
void check_memory(const Prepared& prepared, std::optional<std::uint64_t> available,
                  const Progress& progress);

}  // namespace reprise
