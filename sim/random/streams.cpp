#include "sim/random/streams.h"

#include <xxhash.h>

namespace reprise {

StreamKey stream_key(std::uint64_t seed, std::string_view purpose) {
  // The purpose's 64-bit hash is the message and the seed is the key of one Philox block. The block
  // mixes both, so that neighbouring seeds and similar names share nothing.
  const std::uint64_t hash = XXH3_64bits(purpose.data(), purpose.size());
  const r123::Philox4x32::ctr_type mixed = r123::Philox4x32()(
      {{static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32), 0x7265u,
        0x7072u}},
      {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}});
  return {{mixed[0], mixed[1]}};
}

}  // namespace reprise
