#include "recommenders/training/neural_ranker.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/Parallel.h>
#include <boost/random/normal_distribution.hpp>
#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <torch/autograd.h>

#include "recommenders/training/batch_rows.h"
#include "recommenders/training/ranker_loss.h"
#include "recommenders/training/torch/neural_network.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// Number of pairs of one task. It is fixed, so that sums are the same for any number of threads.
constexpr std::size_t kPart = 256;
// Number of tracks that are scored for one context at once.
constexpr std::int64_t kTracksAtOnce = 4096;
// Number of contexts whose pools are in memory at once.
constexpr std::size_t kContextsAtOnce = 1024;

std::int64_t signed_size(std::size_t n) { return static_cast<std::int64_t>(n); }

// Calls `work(part, begin, n)` for parts of 0..n-1 in parallel. Within each part LibTorch uses one
// thread.
template <class Work>
void for_parts(std::size_t n, Work work) {
  const std::size_t n_parts = (n + kPart - 1) / kPart;
  tbb::parallel_for(std::size_t{0}, n_parts, [&](std::size_t part) {
    at::set_num_threads(1);
    const std::size_t begin = part * kPart;
    work(part, begin, std::min(kPart, n - begin));
  });
}

// Returns the rows `row_of(i)` of a table as an n x dim tensor.
template <class RowOf>
torch::Tensor gather(const EmbeddingTable& table, std::size_t n, RowOf row_of) {
  torch::Tensor rows = torch::empty({signed_size(n), signed_size(table.dim())}, torch::kFloat32);
  float* to = rows.data_ptr<float>();
  for (std::size_t i = 0; i < n; ++i) {
    std::copy_n(table.row(row_of(i)), table.dim(), to + i * table.dim());
  }
  return rows;
}

torch::Tensor all_rows(const EmbeddingTable& table) {
  return gather(table, table.size(), [](std::size_t i) { return i; });
}

// Returns a network for scoring only. Scoring reads the weights but never writes them, so the
// const_cast is safe.
NeuralNetwork scoring_network(const NeuralRankerParameters& parameters,
                              const NeuralWeights& weights) {
  REPRISE_CHECK(weights.network.dim() == NeuralNetwork::n_weights(parameters),
                "{} weights of a network that has {}", weights.network.dim(),
                NeuralNetwork::n_weights(parameters));
  return NeuralNetwork(parameters, const_cast<float*>(weights.network.row(0)));
}

EmbeddingTable start_table(std::size_t n, const NeuralRankerParameters& parameters, StreamKey key) {
  EmbeddingTable table(n, static_cast<std::size_t>(parameters.dim));
  for_all(n, [&](std::size_t row) {
    Stream stream(key, row);
    boost::random::normal_distribution<float> normal(
        0, static_cast<float>(parameters.start_deviation));
    for (std::size_t i = 0; i < table.dim(); ++i) table.row(row)[i] = normal(stream);
  });
  return table;
}

// The contexts or the tracks of a batch.
class Side {
 public:
  Side(EmbeddingTable& weights, std::size_t batch)
      : weights_(weights),
        ridges_(weights.size(), 0.0f),
        learned_(weights, ridges_, SideRows::kNone, Optimiser::adamw),
        touched_(weights.size()),
        pair_gradients_(batch, weights.dim()),
        row_gradients_(batch, weights.dim()) {}

  template <class RowOf>
  void begin(std::size_t n, RowOf row_of, const AdamClock& clock) {
    touched_.find(n, row_of);
    for_all(touched_.size(),
            [&](std::size_t slot) { learned_.catch_up(touched_.row(slot), clock); });
  }

  // Returns the rows of the pairs [begin, begin + n) of the batch, as a leaf for gradients.
  torch::Tensor rows(std::size_t begin, std::size_t n) const {
    return gather(weights_, n,
                  [&](std::size_t i) { return touched_.row(touched_.slot_of(begin + i)); })
        .requires_grad_(true);
  }

  void keep_gradients(std::size_t begin, std::size_t n, const torch::Tensor& gradients) {
    const torch::Tensor dense = gradients.contiguous();
    const float* from = dense.data_ptr<float>();
    for (std::size_t i = 0; i < n; ++i) {
      std::copy_n(from + i * weights_.dim(), weights_.dim(), pair_gradients_.row(begin + i));
    }
  }

  void step(const AdamStep& adam, std::uint64_t now, float per_pair) {
    for_all(touched_.size(), [&](std::size_t slot) {
      float* gradient = row_gradients_.row(slot);
      std::fill_n(gradient, weights_.stride(), 0.0f);
      for (const std::uint32_t i : touched_.items(slot)) {
        add_scaled(gradient, per_pair, pair_gradients_.row(i), weights_.stride());
      }
      learned_.step(touched_.row(slot), gradient, 0, adam, 0, now);
    });
  }

  void catch_up_all(const AdamClock& clock) {
    for_all(learned_.size(), [&](std::size_t i) { learned_.catch_up(i, clock); });
  }

 private:
  EmbeddingTable& weights_;
  std::vector<float> ridges_;
  LearnedTable learned_;
  Touched touched_;
  EmbeddingTable pair_gradients_;  // one row per pair of the batch
  EmbeddingTable row_gradients_;   // one row per table row that the batch touches
};

// Trains a neural ranker. LibTorch computes the gradients. The rows of a batch are stepped as in
// the embedding ranker, which avoids a dense optimiser's pass over both tables. The network's
// weights are one more row.
class NeuralTrainer {
 public:
  NeuralTrainer(SplitPairs& pairs, NeuralWeights& weights, const NeuralRankerParameters& parameters,
                StreamKey key)
      : pairs_(pairs),
        key_(key),
        batch_(std::min(static_cast<std::size_t>(parameters.batch), pairs.train.size())),
        network_(parameters, weights.network.row(0)),
        clock_(parameters.weight_decay),
        contexts_(weights.contexts, batch_),
        tracks_(weights.tracks, batch_),
        learned_network_(weights.network, no_ridge_, SideRows::kNone, Optimiser::adamw),
        part_gradients_((batch_ + kPart - 1) / kPart, weights.network.dim()),
        gradient_(1, weights.network.dim()),
        squared_errors_(part_gradients_.size()) {}

  double run_epoch(std::int64_t epoch, double learning_rate) {
    const double sum = run_batches(
        pairs_, batch_, key_, epoch,
        [&](std::size_t begin, std::size_t n) { return run_batch(begin, n, learning_rate); });
    contexts_.catch_up_all(clock_);
    tracks_.catch_up_all(clock_);
    return sum;
  }

 private:
  double run_batch(std::size_t first, std::size_t n_pairs, double learning_rate) {
    const std::span<const Pair> batch = std::span(pairs_.train).subspan(first, n_pairs);
    // Brings the rows of the batch up to date.
    contexts_.begin(
        n_pairs, [&](std::size_t i) { return batch[i].context; }, clock_);
    tracks_.begin(
        n_pairs, [&](std::size_t i) { return batch[i].track; }, clock_);
    // Computes errors and gradients, part by part.
    for_parts(n_pairs, [&](std::size_t part, std::size_t begin, std::size_t n) {
      run_part(part, begin, batch.subspan(begin, n));
    });
    // Takes the step with the rows, then with the network.
    const AdamStep adam = clock_.advance(learning_rate);
    const float per_pair = 1.0f / static_cast<float>(n_pairs);
    contexts_.step(adam, clock_.now(), per_pair);
    tracks_.step(adam, clock_.now(), per_pair);
    const std::size_t n_parts = (n_pairs + kPart - 1) / kPart;
    std::fill_n(gradient_.row(0), gradient_.stride(), 0.0f);
    double squared_errors = 0;
    for (std::size_t part = 0; part < n_parts; ++part) {
      add_scaled(gradient_.row(0), per_pair, part_gradients_.row(part), gradient_.stride());
      squared_errors += squared_errors_[part];
    }
    learned_network_.step(0, gradient_.row(0), 0, adam, 0, clock_.now());
    return squared_errors;
  }

  // Computes the errors and gradients of `pairs`, the pairs of the batch from number `begin` on.
  void run_part(std::size_t part, std::size_t begin, std::span<const Pair> pairs) {
    const std::size_t n = pairs.size();
    torch::Tensor times = torch::empty({signed_size(n)}, torch::kFloat32);
    for (std::size_t i = 0; i < n; ++i) times.data_ptr<float>()[i] = share_of(pairs[i].time);
    std::vector<torch::Tensor> inputs = {contexts_.rows(begin, n), tracks_.rows(begin, n)};
    inputs.insert(inputs.end(), network_.weights().begin(), network_.weights().end());
    const torch::Tensor errors =
        network_.join(network_.context_part(inputs[0]), network_.track_part(inputs[1])) - times;
    const std::vector<torch::Tensor> gradients =
        torch::autograd::grad({errors.square().sum()}, inputs);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto error = static_cast<double>(errors.data_ptr<float>()[i]);
      sum += error * error;
    }
    squared_errors_[part] = sum;
    contexts_.keep_gradients(begin, n, gradients[0]);
    tracks_.keep_gradients(begin, n, gradients[1]);
    float* to = part_gradients_.row(part);
    for (std::size_t i = 2; i < gradients.size(); ++i) {
      const torch::Tensor dense = gradients[i].contiguous();
      to = std::copy_n(dense.data_ptr<float>(), dense.numel(), to);
    }
  }

  SplitPairs& pairs_;
  StreamKey key_;
  std::size_t batch_;
  NeuralNetwork network_;
  AdamClock clock_;
  Side contexts_;
  Side tracks_;
  const std::vector<float> no_ridge_ = {0};
  LearnedTable learned_network_;
  EmbeddingTable part_gradients_;  // gradients of the network, one row per part
  EmbeddingTable gradient_;
  std::vector<double> squared_errors_;  // sum per part
};

double squared_error(const NeuralRankerParameters& parameters, const NeuralWeights& weights,
                     std::span<const Pair> pairs) {
  const std::vector<float> scores = neural_scores(parameters, weights, pairs);
  double sum = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double error = static_cast<double>(scores[i] - share_of(pairs[i].time));
    sum += error * error;
  }
  return sum / static_cast<double>(pairs.size());
}

bool all_finite(const NeuralWeights& weights) {
  for (const EmbeddingTable* table : {&weights.contexts, &weights.tracks, &weights.network}) {
    for (const float value : table->values()) {
      if (!std::isfinite(value)) return false;
    }
  }
  return true;
}

struct Scored {
  float score = 0;
  TrackId track = 0;
};

// Chooses and orders the items of one list and appends them to `lists`.
void choose(std::uint32_t context, std::vector<Scored>& scored, const ListSettings& settings,
            Lists& lists) {
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.track < b.track;
  });
  ArtistCap artists;
  const std::size_t begin = lists.flat.size();
  for (const Scored& item : scored) {
    if (lists.flat.size() - begin == settings.top) break;
    if (!settings.with_anchor && item.track == context) continue;
    if (!artists.takes(item.track, settings)) continue;
    lists.flat.push_back(item.track);
    lists.scores.push_back(item.score);
  }
}

}  // namespace

bool has_libtorch() { return true; }

void require_libtorch(const Place&) {}

TrainedNeuralRanker train_neural_ranker(const PairLog& log,
                                        const NeuralRankerParameters& parameters,
                                        std::uint64_t seed, const std::string& name,
                                        const Progress& progress) {
  const Place place{fmt::format("model '{}'", name), 0, 0};
  check_parameters(parameters, place);
  if (log.empty()) throw UserError(place, "its log is empty; collect some sessions first");
  // Splits the pairs.
  const auto key = [&](const char* purpose) {
    return stream_key(seed, fmt::format("model/{}/{}", name, purpose));
  };
  const Split split(key("split"), parameters.split[1], parameters.split[2]);
  SplitPairs pairs = sort_into_random_cells(log, split, key("cells"));
  check_parts(pairs, parameters.split, place);

  // Starts the weights.
  const double mean = mean_time(pairs.train);
  TrainedNeuralRanker result;
  NeuralWeights weights{start_table(log.n_contexts(), parameters, key("start/contexts")),
                        start_table(log.n_tracks(), parameters, key("start/tracks")),
                        EmbeddingTable(1, NeuralNetwork::n_weights(parameters))};
  NeuralNetwork(parameters, weights.network.row(0)).start(mean, key("start/network"));
  result.weights = weights;
  NeuralTrainer trainer(pairs, weights, parameters, key("order"));
  // Runs the epochs. result.weights keeps the weights of the best epoch.
  EpochSteps steps;
  steps.train = [&](std::int64_t epoch, double learning_rate) {
    return trainer.run_epoch(epoch, learning_rate) / static_cast<double>(pairs.train.size());
  };
  if (!pairs.validation.empty()) {
    steps.validate = [&] { return squared_error(parameters, weights, pairs.validation); };
  }
  steps.is_finite = [&] { return all_finite(weights); };
  steps.keep = [&] { result.weights = weights; };
  static_cast<TrainedEpochs&>(result) =
      run_epochs({parameters.epochs, parameters.learning_rate, parameters.plateau_patience,
                  parameters.plateau_factor, parameters.stop_patience},
                 mean_squared_error(0.0, pairs.train), steps, progress);
  if (!pairs.test.empty()) {
    result.test = {squared_error(parameters, result.weights, pairs.test),
                   mean_squared_error(mean, pairs.test),
                   shuffled_squared_error(pairs.test, Stream(key("random"), 0))};
  }
  return result;
}

std::vector<float> neural_scores(const NeuralRankerParameters& parameters,
                                 const NeuralWeights& weights, std::span<const Pair> pairs) {
  const NeuralNetwork network = scoring_network(parameters, weights);
  std::vector<float> scores(pairs.size());
  for_parts(pairs.size(), [&](std::size_t, std::size_t begin, std::size_t n) {
    const torch::NoGradGuard no_gradients;
    const torch::Tensor part = network.join(
        network.context_part(
            gather(weights.contexts, n, [&](std::size_t i) { return pairs[begin + i].context; })),
        network.track_part(
            gather(weights.tracks, n, [&](std::size_t i) { return pairs[begin + i].track; })));
    std::copy_n(part.data_ptr<float>(), n, scores.begin() + static_cast<std::ptrdiff_t>(begin));
  });
  return scores;
}

Lists neural_lists(const NeuralRankerParameters& parameters, const NeuralWeights& weights,
                   const EmbeddingModel& retrieval, const ListSettings& settings,
                   const Progress& progress) {
  const std::size_t n_contexts = weights.contexts.size();
  const std::size_t n_tracks = weights.tracks.size();
  const bool score_all = static_cast<std::size_t>(parameters.pool) >= n_tracks;
  REPRISE_CHECK(
      score_all || (retrieval.contexts.size() == n_contexts && retrieval.tracks.size() == n_tracks),
      "a pool from {} x {}, lists of {} x {}", retrieval.contexts.size(), retrieval.tracks.size(),
      n_contexts, n_tracks);
  at::set_num_threads(1);
  const torch::NoGradGuard no_gradients;
  // Computes the parts that depend on the context alone and on the track alone.
  const NeuralNetwork network = scoring_network(parameters, weights);
  const torch::Tensor context_parts = network.context_part(all_rows(weights.contexts));
  const torch::Tensor track_parts = network.track_part(all_rows(weights.tracks));
  ListSettings pool_settings;
  pool_settings.top = static_cast<std::uint32_t>(
      std::min<std::int64_t>(parameters.pool, static_cast<std::int64_t>(n_tracks)));
  std::vector<TrackId> all_tracks(n_tracks);
  std::iota(all_tracks.begin(), all_tracks.end(), TrackId{0});

  // Makes the lists for some contexts at a time: finds their pools, scores the pools, chooses the
  // items.
  Lists lists;
  lists.begin.push_back(0);
  for (std::size_t first = 0; first < n_contexts; first += kContextsAtOnce) {
    const std::size_t n = std::min(kContextsAtOnce, n_contexts - first);
    Lists pools;
    if (!score_all) {
      const EmbeddingTable& table = retrieval.contexts;
      const Embeddings some(table.values().subspan(first * table.stride(), n * table.stride()),
                            table.dim());
      pools = top_lists(some, retrieval.tracks.view(), pool_settings);
    }
    std::vector<Lists> made(n);
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
      at::set_num_threads(1);
      const torch::NoGradGuard no_gradients_here;
      const std::span<const TrackId> pool =
          score_all ? std::span<const TrackId>(all_tracks) : pools.of(static_cast<TrackId>(i));
      const torch::Tensor context = context_parts.narrow(0, signed_size(first + i), 1);
      std::vector<Scored> scored;
      for (std::int64_t begin = 0; begin < signed_size(pool.size()); begin += kTracksAtOnce) {
        const std::int64_t m = std::min(kTracksAtOnce, signed_size(pool.size()) - begin);
        torch::Tensor tracks;
        if (score_all) {
          tracks = track_parts.narrow(0, begin, m);
        } else {
          torch::Tensor ids = torch::empty({m}, torch::kInt64);
          std::copy_n(pool.begin() + begin, m, ids.data_ptr<std::int64_t>());
          tracks = track_parts.index_select(0, ids);
        }
        const torch::Tensor scores = network.join(context, tracks);
        for (std::int64_t j = 0; j < m; ++j) {
          scored.push_back(
              {scores.data_ptr<float>()[j], pool[static_cast<std::size_t>(begin + j)]});
        }
      }
      choose(static_cast<std::uint32_t>(first + i), scored, settings, made[i]);
    });
    for (const Lists& one : made) {
      lists.flat.insert(lists.flat.end(), one.flat.begin(), one.flat.end());
      lists.scores.insert(lists.scores.end(), one.scores.begin(), one.scores.end());
      lists.begin.push_back(lists.flat.size());
    }
    if (progress) progress("lists", first + n, n_contexts);
  }
  return lists;
}

}  // namespace reprise
