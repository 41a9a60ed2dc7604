#include "recommenders/training/embedding_ranker.h"

#include <algorithm>

#include <fmt/format.h>

#include "recommenders/training/epoch_trainer.h"
#include "recommenders/training/ranker_loss.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

struct Key {
  std::uint64_t seed;
  const std::string& name;

  StreamKey operator()(const char* purpose) const {
    return stream_key(seed, fmt::format("model/{}/{}", name, purpose));
  }
};

void check_artists(const PairLog& log, const ArtistsOf& artists,
                   const EmbeddingRankerParameters& parameters) {
  if (parameters.artists == ArtistEmbeddings::none) return;
  if (artists.tracks.empty()) {
    throw UserError("artist embeddings are asked for, but the tracks' artists are not known");
  }
  REPRISE_CHECK(artists.tracks.size() == log.n_tracks(), "artists of {} tracks, {} tracks",
                artists.tracks.size(), log.n_tracks());
  REPRISE_CHECK(artists.contexts.empty() || artists.contexts.size() == log.n_contexts(),
                "artists of {} contexts, {} contexts", artists.contexts.size(), log.n_contexts());
}

// The training pairs in the order that one of the two trainers needs.
struct Layout {
  Strata contexts;
  Strata tracks;
  SplitPairs pairs;
};

Layout lay_out(const PairLog& log, const Split& split, const Observations& observations,
               const ArtistsOf& artists, const EmbeddingRankerParameters& parameters, bool in_cells,
               std::uint32_t n_strata, StreamKey key) {
  const bool with_artists = parameters.artists != ArtistEmbeddings::none;
  const std::span<const std::uint32_t> none;
  Layout layout;
  // Rows get new numbers, so that the rows of a stratum are neighbours.
  layout.contexts =
      balance_strata(observations.contexts, with_artists ? artists.contexts : none, n_strata);
  layout.tracks =
      balance_strata(observations.tracks, with_artists ? artists.tracks : none, n_strata);
  // The cell trainer needs cells by strata, the batch trainer random cells. One stratum leaves rows
  // where they are.
  layout.pairs = in_cells ? sort_into_strata(log, split, layout.contexts, layout.tracks)
                          : sort_into_random_cells(log, split, key);
  return layout;
}

// Trains a member of the model `name`. Its draws are addressed by (seed, member).
TrainedRanker train_member(const PairLog& log, const ArtistsOf& artists,
                           const EmbeddingRankerParameters& parameters, std::uint64_t seed,
                           const std::string& name, const std::string& member,
                           const Progress& progress) {
  const Place place{fmt::format("model '{}'", name), 0, 0};
  check_parameters(parameters, place);
  check_artists(log, artists, parameters);
  if (log.empty()) throw UserError(place, "its log is empty; collect some sessions first");
  // Splits the pairs and lays out the training pairs.
  const Key key{seed, member};
  const Split split(key("split"), parameters.split[1], parameters.split[2]);
  const Observations observations = count_observations(log, split);
  const bool pair_by_pair = parameters.batch == 1 && (parameters.optimiser == Optimiser::sgd ||
                                                      parameters.optimiser == Optimiser::adagrad);
  const std::uint32_t n_strata =
      pair_by_pair
          ? choose_strata(std::max(log.n_contexts(), log.n_tracks()),
                          row_stride(static_cast<std::size_t>(parameters.dim)) * sizeof(float),
                          log.size())
          : 1;
  Layout layout =
      lay_out(log, split, observations, artists, parameters, pair_by_pair, n_strata, key("cells"));
  check_parts(layout.pairs, parameters.split, place);

  // Starts the weights and chooses the trainer.
  const double mean = mean_time(layout.pairs.train);
  const double nothing = mean_squared_error(0.0, layout.pairs.train);
  RankerWeights weights = start_weights(parameters, artists, observations, layout.contexts,
                                        layout.tracks, mean, key("start"));
  if (weights.contexts.length() > kLongestRow) {
    throw UserError(place,
                    fmt::format("rows of {} coordinates are too long; at most {} are learned",
                                weights.contexts.length(), kLongestRow));
  }
  const std::unique_ptr<EpochTrainer> trainer =
      pair_by_pair ? make_cell_trainer(layout.pairs, n_strata, weights,
                                       parameters.optimiser == Optimiser::adagrad, key("order"))
                   : make_batch_trainer(layout.pairs, weights, parameters, key("order"));

  TrainedRanker result;
  result.train_pairs = layout.pairs.train.size();
  result.validation_pairs = layout.pairs.validation.size();
  result.test_pairs = layout.pairs.test.size();
  // Runs the epochs. `best` keeps the weights of the best epoch.
  RankerWeights best = weights;
  EpochSteps steps;
  steps.train = [&](std::int64_t epoch, double learning_rate) {
    return trainer->run_epoch(epoch, learning_rate) /
           static_cast<double>(layout.pairs.train.size());
  };
  if (!layout.pairs.validation.empty()) {
    steps.validate = [&] {
      return mean_squared_error(whole_rows(weights.contexts), whole_rows(weights.tracks),
                                layout.pairs.validation);
    };
  }
  steps.is_finite = [&] { return all_finite(weights); };
  steps.keep = [&] { best = weights; };
  static_cast<TrainedEpochs&>(result) =
      run_epochs({parameters.epochs, parameters.learning_rate, parameters.plateau_patience,
                  parameters.plateau_factor, parameters.stop_patience},
                 nothing, steps, progress);
  if (!layout.pairs.test.empty()) {
    result.test = {
        mean_squared_error(whole_rows(best.contexts), whole_rows(best.tracks), layout.pairs.test),
        mean_squared_error(mean, layout.pairs.test),
        shuffled_squared_error(layout.pairs.test, Stream(key("random"), 0))};
  }
  result.model = finished_model(best, layout.contexts, layout.tracks);
  return result;
}

}  // namespace

TrainedRanker train_embedding_ranker(const PairLog& log, const ArtistsOf& artists,
                                     const EmbeddingRankerParameters& parameters,
                                     std::uint64_t seed, const std::string& name,
                                     const Progress& progress) {
  return train_member(log, artists, parameters, seed, name, name, progress);
}

std::vector<TrainedRanker> train_ensemble(const PairLog& log, const ArtistsOf& artists,
                                          const EmbeddingRankerParameters& parameters,
                                          std::uint64_t seed, const std::string& name,
                                          const Progress& progress) {
  std::vector<TrainedRanker> members;
  for (std::int64_t i = 0; i < parameters.ensemble; ++i) {
    members.push_back(train_member(log, artists, parameters, seed, name,
                                   fmt::format("{}/{}", name, i), progress));
  }
  return members;
}

}  // namespace reprise
