#include "recommenders/training/ranker_loss.h"

#include <numeric>

#include <tbb/parallel_for.h>

#include "recommenders/training/strata.h"

namespace reprise {

double mean_squared_error(const EmbeddingTable& contexts, const EmbeddingTable& tracks,
                          std::span<const Pair> pairs) {
  constexpr std::size_t kChunk = 1 << 14;
  constexpr std::size_t kAhead = 8;
  const Embeddings context_rows = contexts.view();
  const Embeddings track_rows = tracks.view();
  std::vector<double> sums((pairs.size() + kChunk - 1) / kChunk, 0);
  tbb::parallel_for(std::size_t{0}, sums.size(), [&](std::size_t chunk) {
    const std::size_t end = std::min(pairs.size(), (chunk + 1) * kChunk);
    for (std::size_t i = chunk * kChunk; i < end; ++i) {
      if (i + kAhead < end) {
        context_rows.prefetch(pairs[i + kAhead].context);
        track_rows.prefetch(pairs[i + kAhead].track);
      }
      const float score = dot(context_rows.row(pairs[i].context), track_rows.row(pairs[i].track),
                              context_rows.stride());
      const double error = static_cast<double>(score - share_of(pairs[i].time));
      sums[chunk] += error * error;
    }
  });
  return std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(pairs.size());
}

double mean_time(std::span<const Pair> pairs) {
  std::int64_t sum = 0;
  for (const Pair& pair : pairs) sum += pair.time;
  return static_cast<double>(sum) / 100.0 / static_cast<double>(pairs.size());
}

double mean_squared_error(double mean, std::span<const Pair> pairs) {
  double sum = 0;
  for (const Pair& pair : pairs) {
    const double error = time_of(pair.time) - mean;
    sum += error * error;
  }
  return sum / static_cast<double>(pairs.size());
}

double shuffled_squared_error(std::span<const Pair> pairs, Stream stream) {
  std::vector<Pair> shuffled(pairs.begin(), pairs.end());
  shuffle(shuffled, stream);
  double sum = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double error = time_of(shuffled[i].time) - time_of(pairs[i].time);
    sum += error * error;
  }
  return sum / static_cast<double>(pairs.size());
}

}  // namespace reprise
