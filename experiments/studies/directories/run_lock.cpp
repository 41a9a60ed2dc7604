#include "experiments/studies/directories/run_lock.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

std::filesystem::path lock_path(const std::filesystem::path& directory) {
  return directory / ".lock";
}

// Opens the lock's file. Sets `made` to the directories that this call makes, the innermost first.
int open_lock(const std::filesystem::path& directory, std::vector<std::filesystem::path>& made) {
  // Tries several times, because another process may be removing the empty directory at the same
  // time.
  for (int attempt = 0;; ++attempt) {
    std::error_code error;
    made.clear();
    for (std::filesystem::path missing = std::filesystem::absolute(directory);
         !std::filesystem::exists(missing, error) && missing.has_relative_path();
         missing = missing.parent_path()) {
      made.push_back(missing);
    }
    std::filesystem::create_directories(directory, error);
    const int file =
        ::open(lock_path(directory).c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file >= 0) return file;
    if (attempt == 9) {
      throw UserError({lock_path(directory).string(), 0, 0},
                      fmt::format("cannot write this file: {}; choose another place or free some "
                                  "space",
                                  std::strerror(errno)));
    }
  }
}

// Returns true if the open file is still the file at the lock's path. The last owner of a lock
// removes its file.
bool is_current(int file, const std::filesystem::path& directory) {
  struct stat ours;
  struct stat theirs;
  return ::fstat(file, &ours) == 0 && ::stat(lock_path(directory).c_str(), &theirs) == 0 &&
         ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;
}

}  // namespace

std::optional<RunLock> RunLock::acquire(const std::filesystem::path& directory, int operation) {
  while (true) {
    std::vector<std::filesystem::path> made;
    const int file = open_lock(directory, made);
    while (::flock(file, operation) != 0) {
      if (errno == EINTR) continue;
      if (errno == EWOULDBLOCK) {
        ::close(file);
        return std::nullopt;
      }
      break;  // without locks in the file system, the run is played unlocked
    }
    if (is_current(file, directory)) return RunLock(file, directory, std::move(made));
    ::close(file);
  }
}

std::optional<RunLock> RunLock::take(const std::filesystem::path& directory, Kind kind) {
  return acquire(directory, (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB);
}

RunLock RunLock::wait(const std::filesystem::path& directory) {
  return *acquire(directory, LOCK_EX);
}

RunLock::RunLock(RunLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      directory_(std::move(other.directory_)),
      made_(std::move(other.made_)) {}

RunLock::~RunLock() {
  if (file_ < 0) return;
  std::error_code error;
  // The last owner removes the file. A process that gets the lock alone is the last one.
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0 && is_current(file_, directory_)) {
    std::filesystem::remove(lock_path(directory_), error);
    // A run that wrote nothing leaves no directory. rmdir() fails when the directory is not empty.
    for (const std::filesystem::path& directory : made_) ::rmdir(directory.c_str());
  }
  ::close(file_);
}

}  // namespace reprise
