#include "sim/world/nearest_tracks.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <memory>
#include <mutex>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <xxhash.h>

#include "sim/support/files/file.h"
#include "sim/support/hash_of_parts.h"
#include "sim/support/user_error.h"
#include "sim/world/best_tracks.h"
#include "sim/world/exact_scores.h"

namespace reprise {
namespace {

constexpr char kMagic[8] = {'R', 'E', 'P', 'R', 'I', 'S', 'E', 'N'};

// The entry of each list in the file. The tracks of all lists follow the entries.
struct Entry {
  std::uint32_t count;
  float floor;
};

struct Header {
  char magic[8];
  std::uint64_t n_tracks;
  std::uint64_t n_flat;
  std::uint64_t checksum;
};

// Returns the checksum of the parts, which follow each other in the file.
std::uint64_t checksum_of(std::span<const std::string_view> parts) {
  HashOfParts hash;
  for (const std::string_view part : parts) hash.add(part);
  return hash.hash64();
}

// Returns the floor down to which the list, the answer to the query, holds every track. A list that
// ends at its most tracks may lack some that score as its last one does.
float floor_of(const NearestQuery& query, std::span<const ScoredTrack> list) {
  if (list.empty() || list.size() < query.most || list.back().score < query.floor) {
    return query.floor;
  }
  return std::max(query.floor,
                  std::nextafter(list.back().score, std::numeric_limits<float>::infinity()));
}

// Returns about how many tracks floors add to a list beyond its count, as the mean over lists. Some
// of the lists and of the tracks are looked at.
double mean_added(const Embeddings& embeddings, std::span<const NearestQuery> queries) {
  constexpr std::size_t kLists = 64;
  constexpr std::size_t kTracks = 16'384;
  const std::size_t n = std::min(kLists, queries.size());
  const std::size_t step = std::max<std::size_t>(1, embeddings.size() / kTracks);
  std::vector<TrackId> tracks;
  for (std::size_t track = 0; track < embeddings.size(); track += step) {
    tracks.push_back(static_cast<TrackId>(track));
  }
  std::vector<float> scores(tracks.size());
  RowBuffer row = embeddings.row_buffer(1);
  double added = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const NearestQuery& query = queries[i * queries.size() / n];
    exact_scores(embeddings, embeddings.float_rows(query.track, 1, row.data()), tracks,
                 scores.data());
    const auto above = std::count_if(scores.begin(), scores.end(),
                                     [&](float score) { return score >= query.floor; });
    const double length = static_cast<double>(above) * static_cast<double>(step);
    added += std::clamp(length - query.count, 0.0, static_cast<double>(query.most - query.count));
  }
  return n == 0 ? 0 : added / static_cast<double>(n);
}

// Decides when unfinished work is saved. Each time the whole file is written, so the work must have
// grown by a quarter since: then all that is written is not more than five times the file. Little
// work is not worth it.
class Saving {
 public:
  bool is_due(std::size_t done) const {
    return done >= next_ && std::chrono::steady_clock::now() >= due_;
  }
  void saved(std::size_t done) {
    next_ = done + done / 4;
    due_ = std::chrono::steady_clock::now() + kInterval;
  }

 private:
  static constexpr std::chrono::seconds kInterval{30};
  std::size_t next_ = 0;
  std::chrono::steady_clock::time_point due_ = std::chrono::steady_clock::now() + kInterval;
};

}  // namespace

NearestTracks::NearestTracks(const Embeddings& embeddings, std::filesystem::path cache_file)
    : embeddings_(embeddings), cache_file_(std::move(cache_file)), lists_(embeddings.size()) {
  if (cache_file_.empty() || load()) return;
  // The file is damaged, so it is removed.
  std::error_code error;
  std::filesystem::remove(cache_file_, error);
}

std::vector<NearestQuery> NearestTracks::missing_of(std::span<const NearestQuery> queries) const {
  const auto n_tracks = static_cast<std::uint32_t>(embeddings_.size());
  // Collects what all queries ask of each track, and keeps the tracks whose lists are too short.
  constexpr float kNoFloor = std::numeric_limits<float>::infinity();
  std::vector<NearestQuery> wanted(n_tracks, {.track = 0, .count = 0, .most = 0});
  for (const NearestQuery& query : queries) {
    NearestQuery& all = wanted[query.track];
    all.count = std::max(all.count, std::min(query.count, n_tracks));
    if (!(query.floor < kNoFloor)) continue;
    all.floor = std::min(all.floor, query.floor);
    all.most = std::max(all.most, std::min(query.most, n_tracks));
  }
  std::vector<NearestQuery> missing;
  for (TrackId track = 0; track < n_tracks; ++track) {
    const List& list = lists_[track];
    const bool short_of_floor = wanted[track].floor < list.floor && list.count < wanted[track].most;
    if (wanted[track].count > list.count || short_of_floor) {
      // The new list also contains everything that the old one had, because earlier requirements
      // stay valid.
      missing.push_back({track, std::max({wanted[track].count, list.count, 1u}),
                         std::min(wanted[track].floor, list.floor), wanted[track].most});
    }
  }
  return missing;
}

MissingLists NearestTracks::missing(std::span<const NearestQuery> queries,
                                    std::size_t threads) const {
  const std::vector<NearestQuery> lists = missing_of(queries);
  if (lists.empty()) return {};
  std::uint64_t tracks = 0;  // of all lists but what floors add
  std::uint32_t longest = 0;
  std::vector<NearestQuery> down_to_floors;
  for (const NearestQuery& query : lists) {
    tracks += query.count;
    longest = std::max({longest, query.count, query.most});
    if (query.most > query.count) down_to_floors.push_back(query);
  }
  const double added = mean_added(embeddings_, down_to_floors);
  tracks += static_cast<std::uint64_t>(added * static_cast<double>(down_to_floors.size()));
  return {
      .lists = lists.size(),
      .bytes = tracks * sizeof(TrackId) + BestTracks::most_bytes(embeddings_, longest, threads)};
}

void NearestTracks::require(std::span<const NearestQuery> queries, const Progress& progress) {
  const std::vector<NearestQuery> missing = missing_of(queries);
  if (missing.empty()) return;
  const BestTracks best(embeddings_, missing.size());
  constexpr std::size_t kBlock = BestTracks::kQueries;
  struct Memory {
    BestTracks::Workspace workspace;
    RowBuffer rows;  // of the queries, where rows are halves
    std::vector<RankingQuery> queries;
    std::vector<std::vector<ScoredTrack>> lists = std::vector<std::vector<ScoredTrack>>(kBlock);
  };
  std::mutex mutex;
  std::size_t done = 0;
  tbb::enumerable_thread_specific<Memory> memories;
  const std::size_t n_blocks = (missing.size() + kBlock - 1) / kBlock;
  Saving saving;
  const auto make_block = [&](std::size_t block) {
    Memory& memory = memories.local();
    const auto some = std::span(missing).subspan(block * kBlock,
                                                 std::min(kBlock, missing.size() - block * kBlock));
    memory.queries.clear();
    if (memory.rows.empty()) memory.rows = embeddings_.row_buffer(kBlock);
    const std::size_t copied = memory.rows.size() / kBlock;  // floats of a row
    for (const NearestQuery& query : some) {
      float* const place = memory.rows.data() + memory.queries.size() * copied;
      memory.queries.push_back(
          {embeddings_.float_rows(query.track, 1, place), query.count, query.floor, query.most});
    }
    best.rank(memory.queries, memory.workspace, memory.lists.data());
    // Stores the lists of the block in one array.
    std::size_t n_tracks_listed = 0;
    for (std::size_t q = 0; q < some.size(); ++q) n_tracks_listed += memory.lists[q].size();
    std::vector<TrackId> tracks;
    tracks.reserve(n_tracks_listed);
    for (std::size_t q = 0; q < some.size(); ++q) {
      for (const ScoredTrack& listed : memory.lists[q]) tracks.push_back(listed.track);
    }
    const std::lock_guard lock(mutex);
    const TrackId* list = tracks.data();
    for (std::size_t q = 0; q < some.size(); ++q) {
      const auto count = static_cast<std::uint32_t>(memory.lists[q].size());
      // The new list has all that the old one had, so the old floor holds, too.
      List& kept = lists_[some[q].track];
      kept = {list, count, std::min(kept.floor, floor_of(some[q], memory.lists[q]))};
      list += count;
    }
    blocks_.push_back(std::move(tracks));
    done += some.size();
    if (!cache_file_.empty() && saving.is_due(done)) {
      save();
      saving.saved(done);
    }
    if (progress) progress("nearest tracks", done, missing.size());
  };
  // What was made is kept, also when the work is interrupted or the process killed: it may have
  // taken most of an hour.
  try {
    tbb::parallel_for(std::size_t{0}, n_blocks, make_block);
  } catch (...) {
    if (!cache_file_.empty()) save();
    throw;
  }
  if (!cache_file_.empty()) save();
}

bool NearestTracks::load() {
  MappedFile file = map_file(cache_file_);
  if (!file) return true;
  const std::span<const std::byte> bytes = file.bytes;
  Header header;
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::size_t n = lists_.size();
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || header.n_tracks != n) return false;
  const std::size_t entries_bytes = n * sizeof(Entry);
  if (header.n_flat > bytes.size() / sizeof(TrackId) ||
      bytes.size() != sizeof header + entries_bytes + header.n_flat * sizeof(TrackId) ||
      XXH3_64bits(bytes.data() + sizeof header, bytes.size() - sizeof header) != header.checksum) {
    return false;
  }
  const std::byte* entries = bytes.data() + sizeof header;
  const auto* list = reinterpret_cast<const TrackId*>(entries + entries_bytes);
  // The ids and the lengths of the lists must stay inside the catalog and the file.
  TrackId last = 0;
  for (std::uint64_t i = 0; i < header.n_flat; ++i) last = std::max(last, list[i]);
  if (last >= n && n > 0) return false;
  std::vector<List> lists(n);
  std::uint64_t left = header.n_flat;
  for (std::size_t track = 0; track < n; ++track) {
    Entry entry;
    std::memcpy(&entry, entries + track * sizeof entry, sizeof entry);
    if (entry.count > left) return false;
    lists[track] = {list, entry.count, entry.floor};
    list += entry.count;
    left -= entry.count;
  }
  if (left > 0) return false;
  lists_ = std::move(lists);
  mapped_ = std::move(file);
  return true;
}

void NearestTracks::save() const {
  std::vector<Entry> entries;
  std::uint64_t n_flat = 0;
  for (const List& list : lists_) {
    entries.push_back({list.count, list.floor});
    n_flat += list.count;
  }
  std::vector<std::string_view> parts(2);  // the header, the entries, then the lists
  const auto view = [](const auto& span) {
    const std::span<const std::byte> bytes = std::as_bytes(span);
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  parts[1] = view(std::span(entries));
  for (TrackId track = 0; track < lists_.size(); ++track) {
    if (lists_[track].count > 0) parts.push_back(view(of(track)));
  }
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.n_tracks = lists_.size();
  header.n_flat = n_flat;
  header.checksum = checksum_of(std::span(parts).subspan(1));
  parts[0] = view(std::span(&header, 1));
  try {
    write_file(cache_file_, parts);
  } catch (const UserError&) {
    // The lists are in memory. If the disk is full or read-only, only the next run needs more time.
  }
}

}  // namespace reprise
