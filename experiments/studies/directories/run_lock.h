// One process at a time in a run's directory: a lock that ends with the process that holds it, even
// when it is killed.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

namespace reprise {

class RunLock {
 public:
  enum class Kind {
    alone,   // nobody else
    shared,  // with others that are `shared`: the shards of a run
  };

  /// Takes the lock of a directory, which is made if it is not there; nothing if somebody else has
  /// it. Throws UserError where the directory cannot be written.
  static std::optional<RunLock> take(const std::filesystem::path& directory,
                                     Kind kind = Kind::alone);
  /// The same, waiting until the others are done.
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
  std::vector<std::filesystem::path> made_;  // with the lock, to be removed if they stay empty
};

}  // namespace reprise
