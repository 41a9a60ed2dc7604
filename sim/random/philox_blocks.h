// Computes many Philox blocks at once on the processor's vectors, where Random123 computes them one
// by one.
#pragma once

#include <span>

#include "sim/random/streams.h"

namespace reprise {

using PhiloxCounter = r123::Philox4x32::ctr_type;

/// Sets blocks[i] = Philox4x32-10(counters[i], key), to the bit. The spans have the same length and
/// may be the same memory. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
void philox_blocks(const StreamKey& key, std::span<const PhiloxCounter> counters,
                   std::span<PhiloxCounter> blocks);

}  // namespace reprise
