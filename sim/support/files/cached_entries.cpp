#include "sim/support/files/cached_entries.h"

#include <algorithm>
#include <system_error>
#include <tuple>

#include <sys/stat.h>

#include "sim/support/files/cache_kind.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::system_clock;

Clock::time_point time_of(const timespec& time) {
  return Clock::time_point(std::chrono::duration_cast<Clock::duration>(
      std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec)));
}

void add_file(const fs::path& file, CachedEntry& entry) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) return;
  entry.bytes += static_cast<std::uint64_t>(status.st_size);
  entry.used = std::max({entry.used, time_of(status.st_atim), time_of(status.st_mtim)});
}

}  // namespace

std::vector<CachedEntry> cached_entries(const fs::path& cache) {
  std::vector<CachedEntry> entries;
  for (const CacheKind& kind : Registered<CacheKind>::instance().all()) {
    std::error_code error;
    for (fs::directory_iterator at(cache / kind.folder, error), end; !error && at != end;
         at.increment(error)) {
      CachedEntry entry{at->path(), kind.folder, 0, {}};
      std::error_code none;
      if (at->is_directory(none) && !at->is_symlink(none)) {
        for (fs::recursive_directory_iterator inside(entry.path, none), no_more;
             !none && inside != no_more; inside.increment(none)) {
          std::error_code unknown;
          if (!inside->is_directory(unknown)) add_file(inside->path(), entry);
        }
      } else {
        add_file(entry.path, entry);
      }
      entries.push_back(std::move(entry));
    }
  }
  std::sort(entries.begin(), entries.end(), [](const CachedEntry& a, const CachedEntry& b) {
    return std::tie(a.used, a.path) < std::tie(b.used, b.path);
  });
  return entries;
}

bool remove_cached(const CachedEntry& entry) {
  std::error_code error;
  fs::remove_all(entry.path, error);
  return !error;
}

}  // namespace reprise
