// MurmurHash3 x86 32-bit (Austin Appleby, public domain). Upstream assigns users to treatments by
// this hash.
#pragma once

#include <cstdint>
#include <string_view>

namespace reprise {

/// Returns the unsigned hash of the bytes under `seed`. "foo" with seed 0 gives 0xf6a5c420. Pure.
std::uint32_t murmur3_x86_32(std::string_view bytes, std::uint32_t seed);

}  // namespace reprise
