// Names the content of a file by its hash, and reads a large file only once as long as it stays the
// same file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace reprise {

struct FileContent {
  std::string fingerprint;  // XXH3 of all bytes, 16 hexadecimal digits
  std::uint64_t bytes = 0;
};

/// Returns the content of a regular file. A file whose device, inode, size and modification time
/// are the same as when it was read last is not read again, in this process and, if it is large, in
/// later ones, which find the answer in the cache directory. A modification time that is as new as
/// that reading is not trusted, because the file may have been written once more in the same tick
/// of its clock. Throws UserError when the file cannot be read or is no regular file, because a
/// pipe can be read only once. Thread-safe.
FileContent content_of_file(const std::filesystem::path& path);

}  // namespace reprise
