#include "sim/support/fingerprint.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace reprise {

std::string hexadecimal(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::string hexadecimal(std::uint64_t upper, std::uint64_t lower) {
  return fmt::format("{:016x}{:016x}", upper, lower);
}

std::string fingerprint64(std::string_view text) {
  return hexadecimal(XXH3_64bits(text.data(), text.size()));
}

std::string fingerprint128(std::span<const std::byte> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return hexadecimal(hash.high64, hash.low64);
}

std::string fingerprint128(std::string_view text) {
  return fingerprint128(std::as_bytes(std::span(text)));
}

}  // namespace reprise
