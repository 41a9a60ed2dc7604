// Names for contents: the same bytes have the same name, other bytes have another one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace reprise {

/// A hash as 16 hexadecimal digits, or a longer one as 32, its upper half first.
std::string hexadecimal(std::uint64_t hash);
std::string hexadecimal(std::uint64_t upper, std::uint64_t lower);

/// The XXH3 of a text, 16 hexadecimal digits. Pure.
std::string fingerprint64(std::string_view text);
/// The XXH3-128 of what may be much and be compared with much else, 32 hexadecimal digits. Pure.
std::string fingerprint128(std::span<const std::byte> bytes);
std::string fingerprint128(std::string_view text);

}  // namespace reprise
