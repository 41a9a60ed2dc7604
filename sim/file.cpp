#include "sim/file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sim/parameters/user_error.h"

namespace reprise {

std::string read_file(const std::filesystem::path& path, std::size_t most) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw UserError({path.string(), 0, 0}, "this is a directory; name a file");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string content;
  // In blocks rather than by its size: pipes and /proc have none, and a file may grow meanwhile.
  for (std::size_t size = 0; file; size += static_cast<std::size_t>(file.gcount())) {
    content.resize(std::max<std::size_t>(size + (std::size_t{1} << 16), 2 * size));
    file.read(content.data() + size, static_cast<std::streamsize>(content.size() - size));
    if (!file) content.resize(size + static_cast<std::size_t>(file.gcount()));
    // A device may have no end.
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
  return content;
}

namespace {

// What the system holds of a file or a directory goes to the disk.
bool synchronise(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  errno = reason;
  return done;
}

void write_beside_and_rename(const std::filesystem::path& path, std::string_view content,
                             bool durably) {
  static std::atomic<unsigned> count{0};
  const auto fail = [&](const std::string& what) {
    return UserError({path.string(), 0, 0},
                     fmt::format("cannot write this file: {}; choose another place or free some "
                                 "space",
                                 what));
  };
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) throw fail(error.message());
  std::filesystem::path beside = path;
  beside += fmt::format(".{}.{}.part", ::getpid(), count++);
  errno = 0;
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.flush();
    if (!file || (durably && !synchronise(beside))) {
      const std::string reason = std::strerror(errno);
      file.close();
      std::filesystem::remove(beside, error);
      throw fail(reason);
    }
  }
  std::filesystem::rename(beside, path, error);
  if (error) {
    const std::string reason = error.message();
    std::filesystem::remove(beside, error);
    throw fail(reason);
  }
  // The name is there when the directory is; not every file system can say so.
  if (durably) synchronise(path.has_parent_path() ? path.parent_path() : ".");
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  write_beside_and_rename(path, content, false);
}

void write_file_durably(const std::filesystem::path& path, std::string_view content) {
  write_beside_and_rename(path, content, true);
}

}  // namespace reprise
