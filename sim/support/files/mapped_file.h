// A file's bytes without reading it: mapped into memory, read-only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace reprise {

struct MappedFile {
  std::shared_ptr<const void> memory;  // keeps the mapping; null when there is none
  std::span<const std::byte> bytes;

  explicit operator bool() const { return memory != nullptr; }
};

/// Maps a file; empty when it is missing, unreadable or of no length. Throws std::bad_alloc. A file
/// that is replaced by renaming another over it stays mapped as it was.
MappedFile map_file(const std::filesystem::path& path);

}  // namespace reprise
