// Reads and writes whole files. A reader never sees a half-written file.
#pragma once

#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace reprise {

/// Returns the bytes of a file. Throws UserError when the file cannot be read or has more than
/// `most` bytes.
std::string read_file(const std::filesystem::path& path,
                      std::size_t most = std::numeric_limits<std::size_t>::max());

/// Writes a file beside `path`, then renames it to `path`, so that a reader sees either the old
/// file or the new one. Makes the directory when it is missing. Throws UserError when the file
/// cannot be written.
void write_file(const std::filesystem::path& path, std::string_view content);
/// The same for content in several parts, in their order: the caller need not copy them into one.
void write_file(const std::filesystem::path& path, std::span<const std::string_view> parts);

/// Does the same as write_file, but returns only when the content is on the disk, so that it
/// survives a power failure.
void write_file_durably(const std::filesystem::path& path, std::string_view content);

}  // namespace reprise
