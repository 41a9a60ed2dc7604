#include "sim/support/files/file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sim/support/files/lfs_pointer.h"
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

// Writes the directory's entries to the disk. Errors are ignored, because not every file system
// supports this.
void synchronise(const std::filesystem::path& directory) {
  const int file = ::open(directory.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

// A file that is being written. Where the file system allows it, the file has no name until it is
// complete, so that a program that is killed leaves nothing behind. Elsewhere the file has a
// temporary name of its own, beside the name that it will get.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path) : path_(path) {
    static const bool can_name_later = ::access("/proc/self/fd", X_OK) == 0;
    if (can_name_later) {
      file_ = ::open(directory().c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    }
    while (file_ < 0) {
      next_name();
      // O_EXCL: the file must be new. An existing file is not overwritten and a link of another
      // user is not followed.
      file_ = ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (file_ < 0 && errno != EEXIST) {
        const int reason = errno;
        beside_.clear();
        errno = reason;
        return;
      }
    }
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_ >= 0) ::close(file_);
    if (!beside_.empty()) ::unlink(beside_.c_str());
  }

  // Each of these functions leaves the reason for a failure in errno.
  bool opened() const { return file_ >= 0; }
  bool write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(file_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  bool synchronise() { return ::fsync(file_) == 0; }
  // Gives the file its final name and replaces any file of that name.
  bool rename() {
    const std::string unnamed = fmt::format("/proc/self/fd/{}", file_);
    while (beside_.empty()) {
      next_name();
      if (::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, beside_.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        break;
      }
      const int reason = errno;
      beside_.clear();
      errno = reason;
      if (reason != EEXIST) return false;
    }
    // Some file systems report only on close that there is no space left.
    if (::close(std::exchange(file_, -1)) != 0) return false;
    if (std::rename(beside_.c_str(), path_.c_str()) != 0) return false;
    beside_.clear();
    return true;
  }
  std::filesystem::path directory() const {
    return path_.has_parent_path() ? path_.parent_path() : ".";
  }

 private:
  void next_name() {
    static std::atomic<unsigned> count{0};
    beside_ = fmt::format("{}.{}.{}.part", path_.string(), ::getpid(), count++);
  }

  std::filesystem::path path_;
  std::string beside_;  // the temporary name; empty while no file has that name
  int file_ = -1;
};

void write_beside_and_rename(const std::filesystem::path& path,
                             std::span<const std::string_view> parts, bool durably) {
  const auto fail = [&](const std::string& what) {
    return UserError({path.string(), 0, 0},
                     fmt::format("cannot write this file: {}; choose another place or free some "
                                 "space",
                                 what));
  };
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) throw fail(error.message());
  NewFile file(path);
  if (!file.opened() ||
      !std::all_of(parts.begin(), parts.end(),
                   [&](std::string_view part) { return file.write(part); }) ||
      (durably && !file.synchronise()) || !file.rename()) {
    throw fail(std::strerror(errno));
  }
  // The new name is on the disk only when the directory is.
  if (durably) synchronise(file.directory());
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  write_beside_and_rename(path, {&content, 1}, false);
}

void write_file(const std::filesystem::path& path, std::span<const std::string_view> parts) {
  write_beside_and_rename(path, parts, false);
}

void write_file_durably(const std::filesystem::path& path, std::string_view content) {
  write_beside_and_rename(path, {&content, 1}, true);
}

}  // namespace reprise
