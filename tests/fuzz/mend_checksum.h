// A file of the cache with a checksum that is right, so that what is behind it is read.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <xxhash.h>

namespace reprise {

/// `input` with the XXH3 of all behind its first `header` bytes written at `place` in them; as it
/// is where it is shorter.
inline std::string mend_checksum(std::string_view input, std::size_t header, std::size_t place) {
  std::string bytes(input);
  if (bytes.size() < header) return bytes;
  const std::uint64_t checksum = XXH3_64bits(bytes.data() + header, bytes.size() - header);
  std::memcpy(&bytes[place], &checksum, sizeof checksum);
  return bytes;
}

}  // namespace reprise
