// Locks a run's directory, so that only one process at a time plays in it. The lock ends with the
// process that holds it, even when the process is killed.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

namespace reprise {

class RunLock {
 public:
  enum class Kind {
    alone,   // no other process has the lock
    shared,  // other processes may have it as `shared`: the shards of a run
  };

  /// Takes the lock of a directory, and makes the directory if it does not exist. Returns nothing
  /// if another process has the lock. Throws UserError when the directory cannot be written.
  static std::optional<RunLock> take(const std::filesystem::path& directory,
                                     Kind kind = Kind::alone);
  /// Waits until no other process has the lock, then takes it alone. Throws as take() does.
  static RunLock wait(const std::filesystem::path& directory);

  ~RunLock();
  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(directory_, other.directory_);
    std::swap(made_, other.made_);
    return *this;
  }

 private:
  RunLock(int file, std::filesystem::path directory, std::vector<std::filesystem::path> made)
      : file_(file), directory_(std::move(directory)), made_(std::move(made)) {}
  static std::optional<RunLock> acquire(const std::filesystem::path& directory, int operation);

  int file_;
  std::filesystem::path directory_;
  std::vector<std::filesystem::path> made_;  // made for the lock; removed if they stay empty
};

}  // namespace reprise
