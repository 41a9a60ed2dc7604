#include "sim/support/files/file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "sim/support/files/lfs_pointer.h"
#include "sim/support/files/new_file.h"
#include "sim/support/user_error.h"

namespace reprise {

std::string read_file(const std::filesystem::path& path, std::size_t most) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw UserError({path.string(), 0, 0}, "this is a directory; name a file");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string content;
  // The file is read in blocks and not by its size, because pipes and /proc have no size and a file
  // may grow while it is read.
  for (std::size_t size = 0; file; size += static_cast<std::size_t>(file.gcount())) {
    content.resize(std::max<std::size_t>(size + (std::size_t{1} << 16), 2 * size));
    file.read(content.data() + size, static_cast<std::streamsize>(content.size() - size));
    if (!file) content.resize(size + static_cast<std::size_t>(file.gcount()));
    // The limit is checked after each block, because a device may have no end.
    if (size + static_cast<std::size_t>(file.gcount()) > most) {
      throw UserError(
          {path.string(), 0, 0},
          fmt::format("has more than {} bytes; is this the file that was meant?", most));
    }
  }
  if (!file.eof()) {
    throw UserError({path.string(), 0, 0},
                    fmt::format("cannot read this file: {}; check the path", std::strerror(errno)));
  }
  refuse_lfs_pointer(path.string(), content);
  return content;
}

namespace {

void write_parts(const std::filesystem::path& path, std::span<const std::string_view> parts,
                 bool durably) {
  NewFile file(path);
  for (const std::string_view part : parts) file.write(part);
  file.finish(durably);
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  write_parts(path, {&content, 1}, false);
}

void write_file(const std::filesystem::path& path, std::span<const std::string_view> parts) {
  write_parts(path, parts, false);
}

void write_file_durably(const std::filesystem::path& path, std::string_view content) {
  write_parts(path, {&content, 1}, true);
}

}  // namespace reprise
