// MurmurHash3 x86 32-bit (Austin Appleby, public domain): how upstream assigns users to treatments.
#pragma once

#include <cstdint>
#include <string_view>

namespace reprise {

/// The hash of the bytes under `seed`, unsigned. "foo" with seed 0 is 0xf6a5c420. Pure.
std::uint32_t murmur3_x86_32(std::string_view bytes, std::uint32_t seed);

}  // namespace reprise
