#include "sim/support/files/content_fingerprint.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/support/files/cache_directory.h"
#include "sim/support/files/cache_kind.h"
#include "sim/support/files/file.h"
#include "sim/support/fingerprint.h"
#include "sim/support/hash_of_parts.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

// File systems keep times in ticks of up to two seconds (FAT), and clocks of servers differ a
// little.
constexpr std::int64_t kNewNanoseconds = 3'000'000'000;
// Reading this many bytes takes longer than looking into the cache directory.
constexpr std::uint64_t kLargeBytes = 16 << 20;

// A state of a file, which changes when somebody writes to the file or replaces it.
struct FileState {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  std::int64_t changed = 0;   // of the inode, nanoseconds since 1970

  bool operator==(const FileState&) const = default;
};

struct Known {
  FileState state;
  std::string fingerprint;
};

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

class OpenFile {
 public:
  explicit OpenFile(const std::filesystem::path& path)
      : path_(path), number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (number_ < 0) fail();
  }
  ~OpenFile() { ::close(number_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  FileState state() const {
    struct stat status {};
    if (::fstat(number_, &status) != 0) fail();
    if (!S_ISREG(status.st_mode)) {
      throw UserError(
          {path_.string(), 0, 0},
          S_ISDIR(status.st_mode)
              ? "this is a directory; name a file"
              : "is no regular file, so its content cannot be read twice; write it to a "
                "file and name that one");
    }
    return {.device = status.st_dev,
            .inode = status.st_ino,
            .bytes = static_cast<std::uint64_t>(status.st_size),
            .modified = nanoseconds(status.st_mtim),
            .changed = nanoseconds(status.st_ctim)};
  }

  // Hashes the bytes from the beginning to the end.
  std::string fingerprint() const {
    HashOfParts hash;
    std::vector<char> buffer(1 << 20);
    for (;;) {
      const ssize_t taken = ::read(number_, buffer.data(), buffer.size());
      if (taken < 0 && errno == EINTR) continue;
      if (taken < 0) fail();
      if (taken == 0) break;
      hash.add({buffer.data(), static_cast<std::size_t>(taken)});
    }
    return hexadecimal(hash.hash64());
  }

 private:
  [[noreturn]] void fail() const {
    throw UserError({path_.string(), 0, 0},
                    fmt::format("cannot be read: {}", std::strerror(errno)));
  }

  const std::filesystem::path& path_;
  int number_;
};

constexpr const char* kFolder = "contents";
const CacheKindRegistration cache_kind({kFolder, "fingerprints of input files"});

// The answers of earlier processes: a small text file for each large file, by its path.
class KeptAnswers {
 public:
  explicit KeptAnswers(const std::filesystem::path& path) {
    const std::filesystem::path cache = cache_directory();
    if (!cache.empty()) file_ = cache / kFolder / fingerprint128(path.string());
  }

  std::optional<std::string> find(const FileState& state) const {
    std::error_code error;
    if (file_.empty() || !std::filesystem::exists(file_, error)) return std::nullopt;
    try {
      std::istringstream text(read_file(file_, 4096));
      FileState kept;
      std::string fingerprint;
      text >> kept.device >> kept.inode >> kept.bytes >> kept.modified >> kept.changed >>
          fingerprint;
      const bool whole = !text.fail() && fingerprint.size() == 16;
      return whole && kept == state ? std::optional(fingerprint) : std::nullopt;
    } catch (const UserError&) {
      return std::nullopt;  // the file is then read again
    }
  }
  void keep(const FileState& state, const std::string& fingerprint) const {
    if (file_.empty()) return;
    try {
      write_file(file_, fmt::format("{} {} {} {} {} {}\n", state.device, state.inode, state.bytes,
                                    state.modified, state.changed, fingerprint));
    } catch (const UserError&) {
      // A cache that cannot be written costs the next process time only.
    }
  }

 private:
  std::filesystem::path file_;  // empty: nothing is kept
};

}  // namespace

FileContent content_of_file(const std::filesystem::path& path) {
  static std::mutex mutex;
  static std::map<std::filesystem::path, Known> known;

  const OpenFile file(path);
  const FileState before = file.state();
  {
    const std::lock_guard lock(mutex);
    const auto at = known.find(path);
    if (at != known.end() && at->second.state == before) {
      return {.fingerprint = at->second.fingerprint, .bytes = before.bytes};
    }
  }
  const bool large = before.bytes >= kLargeBytes;
  const KeptAnswers kept(path);
  if (large) {
    if (const std::optional<std::string> fingerprint = kept.find(before)) {
      return {.fingerprint = *fingerprint, .bytes = before.bytes};
    }
  }

  const std::int64_t start = now();
  const std::string fingerprint = file.fingerprint();
  const bool settled = std::max(before.modified, before.changed) + kNewNanoseconds < start;
  if (settled && file.state() == before) {
    const std::lock_guard lock(mutex);
    known[path] = {.state = before, .fingerprint = fingerprint};
    if (large) kept.keep(before, fingerprint);
  }
  return {.fingerprint = fingerprint, .bytes = before.bytes};
}

}  // namespace reprise
