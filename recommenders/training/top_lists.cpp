#include "recommenders/training/top_lists.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "sim/numerics/matrix_product/matrix_product.h"
#include "sim/sessions/play_counts.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

constexpr std::size_t kContextBlock = 256;
constexpr std::size_t kTrackBlock = 512;  // times kContextBlock scores: 512 KiB
constexpr std::size_t kGroup = 32;        // scores that are compared with the threshold together

struct Candidate {
  float score;
  TrackId track;
};

bool better(const Candidate& a, const Candidate& b) {
  return a.score > b.score || (a.score == b.score && a.track < b.track);
}

float norm(const float* row, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(row[i]) * row[i];
  return static_cast<float>(std::sqrt(sum));
}

// Keeps the candidates within `slack` of the count-th approximate score, or all when there are
// fewer. Returns the least approximate score that can still enter the list.
float prune(std::vector<Candidate>& candidates, std::size_t count, float slack) {
  if (candidates.size() <= count) return -std::numeric_limits<float>::infinity();
  const auto kth = candidates.begin() + static_cast<std::ptrdiff_t>(count) - 1;
  std::nth_element(candidates.begin(), kth, candidates.end(), better);
  const float least = kth->score - slack;
  std::erase_if(candidates, [least](const Candidate& c) { return c.score < least; });
  return least;
}

// Appends the scores at or above the threshold. Most groups hold none.
void collect(const float* scores, std::size_t n, TrackId first, float threshold,
             std::vector<Candidate>& candidates) {
  for (std::size_t begin = 0; begin < n; begin += kGroup) {
    const std::size_t end = std::min(n, begin + kGroup);
    if (end == begin + kGroup) {
      int any = 0;
      for (std::size_t i = 0; i < kGroup; ++i) any |= scores[begin + i] >= threshold ? 1 : 0;
      if (any == 0) continue;
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (scores[i] >= threshold) {
        candidates.push_back({scores[i], first + static_cast<TrackId>(i)});
      }
    }
  }
}

// The working memory of one thread, reused from block to block.
struct Workspace {
  std::vector<float> rows;
  std::vector<float> scores = std::vector<float>(kContextBlock * kTrackBlock);
  std::vector<std::vector<Candidate>> candidates =
      std::vector<std::vector<Candidate>>(kContextBlock);
  PlayCounts artists;
};

class ListMaker {
 public:
  ListMaker(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings)
      : contexts_(contexts),
        tracks_(tracks),
        settings_(settings),
        n_tracks_(static_cast<std::uint32_t>(tracks.size())) {
    for (TrackId track = 0; track < n_tracks_; ++track) {
      longest_ = std::max(longest_, norm(tracks.row(track), tracks.dim()));
    }
  }

  // Sets `lists` to the lists of these contexts.
  void make(std::span<const std::uint32_t> block, Workspace& work, std::vector<Candidate>* lists) {
    // A list with a cap or without its anchor needs more than `top` tracks, so the depth grows
    // until the list is full.
    std::size_t depth = settings_.top + std::size_t{settings_.with_anchor ? 0u : 1u};
    if (settings_.artist_cap > 0) depth *= 2;
    std::vector<std::uint32_t> open(block.begin(), block.end());
    std::vector<std::size_t> slots(block.size());
    for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = i;
    while (!open.empty()) {
      depth = std::min<std::size_t>(depth, n_tracks_);
      rank(open, depth, work);
      std::vector<std::uint32_t> still_open;
      std::vector<std::size_t> still_slots;
      for (std::size_t i = 0; i < open.size(); ++i) {
        lists[slots[i]] = choose(open[i], work.candidates[i], depth, work);
        if (lists[slots[i]].size() < settings_.top && depth < n_tracks_) {
          still_open.push_back(open[i]);
          still_slots.push_back(slots[i]);
        }
      }
      open = std::move(still_open);
      slots = std::move(still_slots);
      depth *= 4;
    }
  }

 private:
  // Ranks at least the best `depth` tracks of each context into work.candidates, best first.
  void rank(std::span<const std::uint32_t> contexts, std::size_t depth, Workspace& work) {
    const std::size_t n = contexts.size();
    const std::size_t dim = contexts_.dim();
    const std::size_t stride = contexts_.stride();
    // A float32 sum of n products has an error of at most n 2^-24 |a||b| (first order, any order of
    // summing; Higham, Accuracy and Stability of Numerical Algorithms, 3.5). The bound is doubled
    // for safety. Two scores, each in an approximate and an exact version, have four such errors.
    const double error = 2.0 * static_cast<double>(dim + 1) * 0x1p-24;
    work.rows.resize(n * stride);
    std::vector<float> slack(n);
    std::vector<float> threshold(n, -std::numeric_limits<float>::infinity());
    std::vector<std::size_t> prune_at(n, 2 * depth + kTrackBlock / 4);
    for (std::size_t i = 0; i < n; ++i) {
      const float* row = contexts_.row(contexts[i]);
      std::copy_n(row, stride, &work.rows[i * stride]);
      slack[i] = static_cast<float>(4.0 * error * static_cast<double>(norm(row, dim)) *
                                    static_cast<double>(longest_));
      work.candidates[i].clear();
    }
    // Collects candidates by approximate scores, block by block.
    for (TrackId begin = 0; begin < n_tracks_; begin += kTrackBlock) {
      const std::size_t rows = std::min<std::size_t>(kTrackBlock, n_tracks_ - begin);
      matrix_product(tracks_.row(begin), rows, work.rows.data(), n, dim, stride,
                     work.scores.data());
      for (std::size_t i = 0; i < n; ++i) {
        std::vector<Candidate>& candidates = work.candidates[i];
        collect(&work.scores[i * rows], rows, begin, threshold[i], candidates);
        if (candidates.size() > prune_at[i]) {
          threshold[i] = prune(candidates, depth, slack[i]);
          prune_at[i] = 2 * candidates.size() + kTrackBlock / 4;
        }
      }
    }
    // Ranks the candidates by exact scores.
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<Candidate>& candidates = work.candidates[i];
      prune(candidates, depth, slack[i]);
      const float* row = contexts_.row(contexts[i]);
      for (Candidate& candidate : candidates) candidate.score = tracks_.score(row, candidate.track);
      std::sort(candidates.begin(), candidates.end(), better);
    }
  }

  // Chooses the items of the list from the best `depth` tracks, which are in order.
  std::vector<Candidate> choose(std::uint32_t context, std::span<const Candidate> ranked,
                                std::size_t depth, Workspace& work) const {
    std::vector<Candidate> list;
    work.artists.clear();
    for (const Candidate& candidate : ranked.first(std::min(depth, ranked.size()))) {
      if (list.size() == settings_.top) break;
      if (!settings_.with_anchor && candidate.track == context) continue;
      if (settings_.artist_cap > 0) {
        const ArtistId artist = settings_.artist_of[candidate.track];
        if (work.artists.count(artist) >= settings_.artist_cap) continue;
        work.artists.add(artist);
      }
      list.push_back(candidate);
    }
    return list;
  }

  const Embeddings& contexts_;
  const Embeddings& tracks_;
  const ListSettings& settings_;
  std::uint32_t n_tracks_;
  float longest_ = 0;
};

}  // namespace

Lists top_lists(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings,
                const Progress& progress) {
  REPRISE_CHECK(contexts.dim() == tracks.dim(), "dimensions {} and {}", contexts.dim(),
                tracks.dim());
  REPRISE_CHECK(settings.artist_cap == 0 || settings.artist_of.size() == tracks.size(),
                "artists of {} tracks, {} tracks", settings.artist_of.size(), tracks.size());
  const std::size_t n_contexts = contexts.size();
  std::vector<std::vector<Candidate>> lists(n_contexts);
  ListMaker maker(contexts, tracks, settings);
  tbb::enumerable_thread_specific<Workspace> workspaces;
  std::mutex mutex;
  std::size_t done = 0;
  const std::size_t n_blocks = (n_contexts + kContextBlock - 1) / kContextBlock;
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    const std::size_t begin = block * kContextBlock;
    const std::size_t n = std::min(kContextBlock, n_contexts - begin);
    std::vector<std::uint32_t> ids(n);
    for (std::size_t i = 0; i < n; ++i) ids[i] = static_cast<std::uint32_t>(begin + i);
    maker.make(ids, workspaces.local(), &lists[begin]);
    if (!progress) return;
    const std::lock_guard lock(mutex);
    done += n;
    progress("lists", done, n_contexts);
  });
  Lists packed;
  packed.begin.push_back(0);
  for (const std::vector<Candidate>& list : lists) {
    for (const Candidate& candidate : list) {
      packed.flat.push_back(candidate.track);
      packed.scores.push_back(candidate.score);
    }
    packed.begin.push_back(packed.flat.size());
  }
  return packed;
}

}  // namespace reprise
