// Gives a file of ours a correct checksum, so that the bytes behind the checksum are read.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <xxhash.h>

namespace reprise {

/// Returns `input` with the XXH3 of all bytes behind its first `header` bytes written at `place` in
/// the header. An input that is shorter than the header is returned unchanged.
inline std::string mend_checksum(std::string_view input, std::size_t header, std::size_t place) {
  std::string bytes(input);
  if (bytes.size() < header) return bytes;
  const std::uint64_t checksum = XXH3_64bits(bytes.data() + header, bytes.size() - header);
  std::memcpy(&bytes[place], &checksum, sizeof checksum);
  return bytes;
}

/// Returns `input` with its last eight bytes replaced by the XXH3 of all others, as ByteFieldWriter
/// ends files. A shorter input is returned unchanged.
inline std::string mend_last_checksum(std::string_view input) {
  constexpr std::size_t kChecksumBytes = 8;
  std::string bytes(input);
  if (bytes.size() < kChecksumBytes) return bytes;
  const std::uint64_t checksum = XXH3_64bits(bytes.data(), bytes.size() - kChecksumBytes);
  for (std::size_t i = 0; i < kChecksumBytes; ++i) {
    bytes[bytes.size() - kChecksumBytes + i] = static_cast<char>(checksum >> 8 * i);
  }
  return bytes;
}

}  // namespace reprise
