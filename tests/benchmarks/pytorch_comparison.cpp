// The C++ half of pytorch_comparison.py, which runs this program. It collects a log, writes the
// log's pairs for PyTorch, trains the embedding ranker on the same pairs with Adagrad and with
// AdamW, and prints one JSON object: for each training the seconds up to the end of each epoch, and
// the validation loss there.
//   reprise_pytorch_comparison DIRECTORY SESSIONS ADAGRAD_EPOCHS ADAMW_EPOCHS
#include <chrono>
#include <cstdlib>
#include <iostream>

#include <nlohmann/json.hpp>

#include "experiments/simulation/models/log_player.h"
#include "recommenders/training/embedding_ranker.h"
#include "recommenders/training/epoch_trainer.h"
#include "recommenders/training/ranker_loss.h"
#include "sim/support/files/npy_file.h"
#include "tests/benchmarks/default_world.h"

namespace reprise {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Writes rows of (context, track, share of the track that was played). The ids are exact in
// float32.
void write_pairs(const std::filesystem::path& path, const PairLog& log, const Split& split,
                 Part part) {
  std::vector<float> rows;
  std::uint64_t position = 0;
  log.for_each([&](const Pair& pair) {
    if (split.of(position++) != part) return;
    rows.insert(rows.end(), {static_cast<float>(pair.context), static_cast<float>(pair.track),
                             share_of(pair.time)});
  });
  write_npy(path, rows, 3, 3);
}

Json train(const PairLog& log, const Split& split, const EmbeddingRankerParameters& parameters,
           std::int64_t epochs) {
  const bool in_cells = parameters.optimiser == Optimiser::adagrad;
  const auto start = Clock::now();
  const Observations observations = count_observations(log, split);
  const std::uint32_t n_strata =
      in_cells ? choose_strata(log.n_tracks(),
                               row_stride(static_cast<std::size_t>(parameters.dim)) * sizeof(float),
                               log.size())
               : 1;
  const Strata contexts = balance_strata(observations.contexts, {}, n_strata);
  const Strata tracks = balance_strata(observations.tracks, {}, n_strata);
  SplitPairs pairs = in_cells ? sort_into_strata(log, split, contexts, tracks)
                              : sort_into_random_cells(log, split, stream_key(1, "cells"));
  RankerWeights weights = start_weights(parameters, {}, observations, contexts, tracks,
                                        mean_time(pairs.train), stream_key(1, "start"));
  const auto trainer =
      in_cells ? make_cell_trainer(pairs, n_strata, weights, true, stream_key(1, "order"))
               : make_batch_trainer(pairs, weights, parameters, stream_key(1, "order"));
  double seconds = seconds_since(start);
  Json result = {{"prepare_seconds", seconds}, {"epochs", Json::array()}};
  for (std::int64_t epoch = 1; epoch <= epochs; ++epoch) {
    const auto begin = Clock::now();
    trainer->run_epoch(epoch, parameters.learning_rate);
    seconds += seconds_since(begin);
    result["epochs"].push_back(
        {seconds, mean_squared_error(weights.contexts.own, weights.tracks.own, pairs.validation)});
  }
  return result;
}

int compare(const std::filesystem::path& directory, std::int64_t sessions,
            std::int64_t adagrad_epochs, std::int64_t adamw_epochs) {
  OpenWorld& open = default_world();
  const auto n_tracks = static_cast<std::uint32_t>(open.world->catalog.n_tracks());
  LogSpec spec;
  spec.sessions = sessions;
  spec.policy = read_recommender(
      parse_yaml("one_of: [[0.6, {top_pop: 2000}], [0.1, sticky_artist], [0.3, random]]", "policy"),
      "policy");
  PairLog log(n_tracks, n_tracks);
  const Progress quiet;
  const auto start = Clock::now();
  LogPlayer(*open.world, *open.nearest, quiet).add_pairs(spec, 0, LogAnchor::first_track, {}, log);
  Json result = {{"tracks", n_tracks}, {"pairs", log.size()}};
  result["collect_seconds"] = seconds_since(start);
  // Write the pairs for PyTorch, then train in three ways.
  const Split split(stream_key(1, "split"), 0.06, 0.10);
  write_pairs(directory / "train.npy", log, split, Part::train);
  write_pairs(directory / "validation.npy", log, split, Part::validation);
  EmbeddingRankerParameters adamw = EmbeddingRankerParameters::seed_a();
  adamw.dim = EmbeddingRankerParameters{}.dim;
  // The defaults are chosen for good lists. A smaller learning rate and a smaller ridge give a
  // smaller loss.
  EmbeddingRankerParameters for_loss;
  for_loss.learning_rate = 0.07;
  for_loss.ridge = 1;
  result["Adagrad, defaults"] = train(log, split, EmbeddingRankerParameters{}, adagrad_epochs);
  result["Adagrad, rate .07 ridge 1"] = train(log, split, for_loss, adagrad_epochs);
  result["AdamW"] = train(log, split, adamw, adamw_epochs);
  std::cout << result.dump() << "\n";
  return 0;
}

}  // namespace
}  // namespace reprise

int main(int n_arguments, char** arguments) {
  const auto number = [&](int i) { return std::strtoll(arguments[i], nullptr, 10); };
  if (n_arguments != 5) {
    std::cerr << "usage: reprise_pytorch_comparison DIRECTORY SESSIONS ADAGRAD_EPOCHS "
                 "ADAMW_EPOCHS\n";
    return 2;
  }
  return reprise::compare(arguments[1], number(2), number(3), number(4));
}
