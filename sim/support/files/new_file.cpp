#include "sim/support/files/new_file.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

UserError write_error(const std::filesystem::path& path, const std::string& what) {
  return UserError({path.string(), 0, 0},
                   fmt::format("cannot write this file: {}; choose another place or free some "
                               "space",
                               what));
}

// Writes the directory's entries to the disk. Errors are ignored, because not every file system
// supports this.
void synchronise(const std::filesystem::path& directory) {
  const int file = ::open(directory.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

NewFile::NewFile(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code error;
  if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path(), error);
  if (error) throw write_error(path_, error.message());
  open();
  if (file_ < 0) throw write_error(path_, std::strerror(errno));
}

NewFile::~NewFile() {
  if (file_ >= 0) ::close(file_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

// Leaves the reason for a failure in errno.
void NewFile::open() {
  static const bool can_name_later = ::access("/proc/self/fd", X_OK) == 0;
  if (can_name_later) {
    file_ = ::open(directory().c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  }
  while (file_ < 0) {
    next_name();
    // O_EXCL: the file must be new. An existing file is not overwritten and a link of another user
    // is not followed.
    file_ = ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ < 0 && errno != EEXIST) {
      const int reason = errno;
      beside_.clear();
      errno = reason;
      return;
    }
  }
}

void NewFile::write(std::string_view content) {
  constexpr std::size_t kBlock = std::size_t{1} << 18;
  if (block_.size() + content.size() < kBlock) {
    block_ += content;
    return;
  }
  write_now(block_);
  block_.clear();
  write_now(content);
}

void NewFile::write_now(std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw write_error(path_, std::strerror(errno));
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFile::finish(bool durably) {
  write_now(block_);
  block_.clear();
  if ((durably && ::fsync(file_) != 0) || !rename()) {
    throw write_error(path_, std::strerror(errno));
  }
  // The new name is on the disk only when the directory is.
  if (durably) synchronise(directory());
}

// Leaves the reason for a failure in errno.
bool NewFile::rename() {
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

void NewFile::next_name() {
  static std::atomic<unsigned> count{0};
  beside_ = fmt::format("{}.{}.{}.part", path_.string(), ::getpid(), count++);
}

std::filesystem::path NewFile::directory() const {
  return path_.has_parent_path() ? path_.parent_path() : ".";
}

}  // namespace reprise
