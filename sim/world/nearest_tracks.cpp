#include "sim/world/nearest_tracks.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>

#include <boost/align/aligned_allocator.hpp>
#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <xxhash.h>

#include "sim/numerics/matrix_product/matrix_product.h"
#include "sim/support/files/file.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr std::size_t kQueryBlock = 64;
// A block of kRowBlock x kQueryBlock scores takes 256 KiB, which the cache of a core holds.
constexpr std::size_t kRowBlock = 1024;
constexpr std::size_t kCopiedFloats = std::size_t{1} << 17;  // 512 KiB

using AlignedFloats = std::vector<float, boost::alignment::aligned_allocator<float, kRowBytes>>;

struct Candidate {
  float score;
  TrackId track;
};

bool better(const Candidate& a, const Candidate& b) {
  return a.score > b.score || (a.score == b.score && a.track < b.track);
}

// The memory that one thread needs for a block of queries. It is kept from block to block.
struct Workspace {
  std::vector<float> queries;
  AlignedFloats rows;   // of a block, where rows are halves
  AlignedFloats query;  // the row of a query, likewise
  AlignedFloats row;    // one other row, likewise
  std::vector<float> scores = std::vector<float>(kQueryBlock * kRowBlock);
  std::vector<std::vector<Candidate>> candidates = std::vector<std::vector<Candidate>>(kQueryBlock);
  std::vector<float> threshold = std::vector<float>(kQueryBlock);
  std::vector<std::size_t> prune_at = std::vector<std::size_t>(kQueryBlock);
};

// Keeps the candidates that can still be in the list when scores are exact: those whose approximate
// score is at most `slack` below the count-th one or below the floor. Returns the lowest
// approximate score that is still worth keeping.
float prune(std::vector<Candidate>& candidates, const NearestQuery& query, float slack) {
  if (candidates.size() <= query.count) return -std::numeric_limits<float>::infinity();
  const auto kth = candidates.begin() + static_cast<std::ptrdiff_t>(query.count) - 1;
  std::nth_element(candidates.begin(), kth, candidates.end(), better);
  const float least = std::min(kth->score, query.floor) - slack;
  std::erase_if(candidates, [least](const Candidate& c) { return c.score < least; });
  return least;
}

float norm(const float* row, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(row[i]) * row[i];
  return static_cast<float>(std::sqrt(sum));
}

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

}  // namespace

NearestTracks::NearestTracks(const Embeddings& embeddings, std::filesystem::path cache_file)
    : embeddings_(embeddings), cache_file_(std::move(cache_file)), lists_(embeddings.size()) {
  if (cache_file_.empty() || load()) return;
  // The file is damaged or of another version, so it is removed.
  std::error_code error;
  std::filesystem::remove(cache_file_, error);
}

void NearestTracks::require(std::span<const NearestQuery> queries, const Progress& progress) {
  const auto n_tracks = static_cast<std::uint32_t>(embeddings_.size());
  // Collects what all queries ask of each track, and keeps the tracks whose lists are too short.
  std::vector<NearestQuery> wanted(n_tracks);
  for (const NearestQuery& query : queries) {
    NearestQuery& all = wanted[query.track];
    all.count = std::max(all.count, std::min(query.count, n_tracks));
    all.floor = std::min(all.floor, query.floor);
  }
  std::vector<NearestQuery> missing;
  for (TrackId track = 0; track < n_tracks; ++track) {
    const List& list = lists_[track];
    const bool short_of_floor = wanted[track].floor < list.floor && list.count < n_tracks;
    if (wanted[track].count > list.count || short_of_floor) {
      // The new list also contains everything that the old one had, because earlier requirements
      // stay valid.
      missing.push_back({track, std::max({wanted[track].count, list.count, 1u}),
                         std::min(wanted[track].floor, list.floor)});
    }
  }
  if (missing.empty()) return;
  // Lists are sorted by length, because the longest list in a block determines the time of the
  // block.
  std::stable_sort(missing.begin(), missing.end(),
                   [](const NearestQuery& a, const NearestQuery& b) { return a.count < b.count; });

  const std::size_t dim = embeddings_.dim();
  const std::size_t stride = embeddings_.stride();
  // Where rows are halves, their products are those of the same rows as floats, and blocks are
  // copied so that their copies fit a cache.
  const std::size_t row_block = embeddings_.are_halves()
                                    ? std::clamp<std::size_t>(kCopiedFloats / stride, 16, kRowBlock)
                                    : kRowBlock;
  const auto resize = [&](AlignedFloats& buffer, std::size_t rows) {
    if (embeddings_.are_halves()) buffer.resize(rows * stride);
  };
  float longest = 0;
  AlignedFloats one;
  resize(one, 1);
  for (TrackId track = 0; track < n_tracks; ++track) {
    longest = std::max(longest, norm(embeddings_.float_rows(track, 1, one.data()), dim));
  }
  // A float32 sum of n products has an error of at most n 2^-24 |a||b| (first order, any order of
  // summing; Higham, Accuracy and Stability of Numerical Algorithms, 3.5). This is doubled for
  // safety. Two scores are compared, each in an exact and an approximate version, so the slack is
  // four such errors.
  const double error = 2.0 * static_cast<double>(dim + 1) * 0x1p-24;

  std::mutex mutex;
  std::size_t done = 0;
  tbb::enumerable_thread_specific<Workspace> workspaces;
  const std::size_t n_blocks = (missing.size() + kQueryBlock - 1) / kQueryBlock;
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    Workspace& work = workspaces.local();
    const auto block_queries = std::span(missing).subspan(
        block * kQueryBlock, std::min(kQueryBlock, missing.size() - block * kQueryBlock));
    const std::size_t n = block_queries.size();
    work.queries.resize(n * stride);
    resize(work.rows, row_block);
    resize(work.query, 1);
    resize(work.row, 1);
    std::vector<float> slack(n);
    // Copies the queries of the block side by side and computes the slack of each.
    for (std::size_t q = 0; q < n; ++q) {
      const float* row = embeddings_.float_rows(block_queries[q].track, 1, work.query.data());
      std::copy_n(row, stride, &work.queries[q * stride]);
      slack[q] = static_cast<float>(4.0 * error * norm(row, dim) * longest);
      work.candidates[q].clear();
      work.threshold[q] = -std::numeric_limits<float>::infinity();
      work.prune_at[q] = 2 * block_queries[q].count + kRowBlock / 4;
    }
    // Scores all tracks for all queries of the block and collects candidates.
    for (std::size_t begin = 0; begin < n_tracks; begin += row_block) {
      const std::size_t rows = std::min<std::size_t>(row_block, n_tracks - begin);
      const auto first = static_cast<TrackId>(begin);
      matrix_product(embeddings_.float_rows(first, rows, work.rows.data()), rows,
                     work.queries.data(), n, dim, stride, work.scores.data());
      for (std::size_t q = 0; q < n; ++q) {
        std::vector<Candidate>& candidates = work.candidates[q];
        const float* scores = &work.scores[q * rows];
        const float threshold = work.threshold[q];
        for (std::size_t r = 0; r < rows; ++r) {
          if (scores[r] >= threshold) {
            candidates.push_back({scores[r], first + static_cast<TrackId>(r)});
          }
        }
        // Pruning pays once the number of candidates has doubled since the last time.
        if (candidates.size() > work.prune_at[q]) {
          work.threshold[q] = prune(candidates, block_queries[q], slack[q]);
          work.prune_at[q] = 2 * candidates.size() + kRowBlock / 4;
        }
      }
    }
    // Ranks the remaining candidates by exact scores and cuts each list to its count and floor.
    for (std::size_t q = 0; q < n; ++q) {
      std::vector<Candidate>& candidates = work.candidates[q];
      const NearestQuery& query = block_queries[q];
      prune(candidates, query, slack[q]);
      const float* row = embeddings_.float_rows(query.track, 1, work.query.data());
      for (Candidate& candidate : candidates) {
        const float* other = embeddings_.float_rows(candidate.track, 1, work.row.data());
        candidate.score = dot(row, other, stride);
      }
      std::sort(candidates.begin(), candidates.end(), better);
      while (candidates.size() > query.count && candidates.back().score < query.floor) {
        candidates.pop_back();
      }
    }
    // Stores the lists of the block in one array.
    std::vector<TrackId> tracks;
    for (std::size_t q = 0; q < n; ++q) {
      for (const Candidate& candidate : work.candidates[q]) tracks.push_back(candidate.track);
    }
    const std::lock_guard lock(mutex);
    const TrackId* list = tracks.data();
    for (std::size_t q = 0; q < n; ++q) {
      const auto count = static_cast<std::uint32_t>(work.candidates[q].size());
      lists_[block_queries[q].track] = {list, count, block_queries[q].floor};
      list += count;
    }
    blocks_.push_back(std::move(tracks));
    done += n;
    if (progress) progress("nearest tracks", done, missing.size());
  });
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
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.n_tracks = lists_.size();
  header.n_flat = n_flat;
  std::string bytes(sizeof header, '\0');
  bytes.reserve(sizeof header + entries.size() * sizeof(Entry) + n_flat * sizeof(TrackId));
  bytes.append(reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof(Entry));
  for (TrackId track = 0; track < lists_.size(); ++track) {
    const std::span<const TrackId> list = of(track);
    bytes.append(reinterpret_cast<const char*>(list.data()), list.size_bytes());
  }
  header.checksum = XXH3_64bits(bytes.data() + sizeof header, bytes.size() - sizeof header);
  std::memcpy(bytes.data(), &header, sizeof header);
  try {
    write_file(cache_file_, bytes);
  } catch (const UserError&) {
    // The lists are in memory. If the disk is full or read-only, only the next run needs more time.
  }
}

}  // namespace reprise
