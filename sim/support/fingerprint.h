// Fingerprints: names made from contents. Equal bytes have equal names; different bytes have
// different names, but for a collision of the hash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace reprise {

/// Writes a hash as 16 hexadecimal digits, or a hash of 128 bits as 32 digits, its upper half
/// first.
std::string hexadecimal(std::uint64_t hash);
std::string hexadecimal(std::uint64_t upper, std::uint64_t lower);

/// Returns the XXH3 of a text as 16 hexadecimal digits. Pure.
std::string fingerprint64(std::string_view text);
/// Returns the XXH3-128 of bytes as 32 hexadecimal digits, for contents that may be long and are
/// compared with many others. Pure.
std::string fingerprint128(std::span<const std::byte> bytes);
std::string fingerprint128(std::string_view text);

}  // namespace reprise
