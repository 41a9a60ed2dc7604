// Whole files, read and written so that nobody ever sees half of one.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

namespace reprise {

/// The bytes of a file. Throws UserError when it cannot be read, and when it has more than `most`
/// bytes.
std::string read_file(const std::filesystem::path& path,
                      std::size_t most = std::numeric_limits<std::size_t>::max());

/// Writes beside `path`, then renames over it: a reader sees the old file or the new one. Makes the
/// directory when it is missing. Throws UserError when it cannot be written.
void write_file(const std::filesystem::path& path, std::string_view content);

/// write_file that returns when the content is on the disk: not even a power cut takes it back.
void write_file_durably(const std::filesystem::path& path, std::string_view content);

}  // namespace reprise
