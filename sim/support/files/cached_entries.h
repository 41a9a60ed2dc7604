// Finds what the cache keeps, and removes it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace reprise {

/// What is kept under one name, and is made again if it is gone: a file, or the files of a model.
struct CachedEntry {
  std::filesystem::path path;
  std::string folder;  // of its kind (CacheKind)
  std::uint64_t bytes = 0;
  // When it was last read or written, as far as the file system says: many note a first reading a
  // day alone.
  std::chrono::system_clock::time_point used;
};

/// Returns the entries of all declared kinds below `cache`, those unused for longest first, those
/// of one time by path. Other files there are none of ours, but for what runs in Python keep there
/// while they are not finished (`unfinished_runs`): such a run may be going on. Files that vanish
/// meanwhile count as empty.
std::vector<CachedEntry> cached_entries(const std::filesystem::path& cache);

/// Removes the entry. Returns false if it cannot be removed; one that is gone already can. Programs
/// that have it open keep what they read.
bool remove_cached(const CachedEntry& entry);

}  // namespace reprise
