// Maps a file into memory, read-only, instead of copying its bytes.
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

/// Maps a file. Returns an empty MappedFile when the file is missing, unreadable or empty. Throws
/// std::bad_alloc when there is too little memory. When another file is renamed over this one, the
/// mapping keeps the old content.
MappedFile map_file(const std::filesystem::path& path);

}  // namespace reprise
