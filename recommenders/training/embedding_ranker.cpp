#include "recommenders/training/embedding_ranker.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "recommenders/training/epoch_trainer.h"
#include "recommenders/training/learning_schedule.h"
#include "recommenders/training/ranker_loss.h"
#include "sim/check.h"

namespace reprise {
namespace {

// Losses of predicting nothing that a training loss may reach before it counts as exploding.
constexpr double kExploding = 100;

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

// How the training pairs are laid out for one of the two trainers.
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
  layout.contexts =
      balance_strata(observations.contexts, with_artists ? artists.contexts : none, n_strata);
  layout.tracks =
      balance_strata(observations.tracks, with_artists ? artists.tracks : none, n_strata);
  const auto renumber = [&layout](Pair& pair) {
    pair.context = layout.contexts.place_of[pair.context];
    pair.track = layout.tracks.place_of[pair.track];
  };
  if (in_cells) {
    std::vector<std::uint32_t> context_stratum(log.n_contexts());
    std::vector<std::uint32_t> track_stratum(log.n_tracks());
    for (std::uint32_t place = 0; place < log.n_contexts(); ++place) {
      context_stratum[place] = layout.contexts.stratum_of_place(place);
    }
    for (std::uint32_t place = 0; place < log.n_tracks(); ++place) {
      track_stratum[place] = layout.tracks.stratum_of_place(place);
    }
    layout.pairs = sort_pairs(log, split, n_strata * n_strata, [&](Pair& pair, std::uint64_t) {
      renumber(pair);
      return context_stratum[pair.context] * n_strata + track_stratum[pair.track];
    });
  } else {
    // Pairs at random, in cells that a core's cache holds while they are shuffled.
    const auto n_cells =
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(log.size() >> 15, 1, 4096));
    layout.pairs = sort_pairs(log, split, n_cells, [&](Pair& pair, std::uint64_t position) {
      renumber(pair);
      Stream stream(key, position);
      return static_cast<std::uint32_t>((std::uint64_t{stream()} * n_cells) >> 32);
    });
  }
  return layout;
}

double mean_time(std::span<const Pair> pairs) {
  std::int64_t sum = 0;
  for (const Pair& pair : pairs) sum += pair.time;
  return static_cast<double>(sum) / 100.0 / static_cast<double>(pairs.size());
}

}  // namespace

TrainedRanker train_embedding_ranker(const PairLog& log, const ArtistsOf& artists,
                                     const EmbeddingRankerParameters& parameters,
                                     std::uint64_t seed, const std::string& name,
                                     const Progress& progress) {
  const Place place{fmt::format("model '{}'", name), 0, 0};
  check_parameters(parameters, place);
  check_artists(log, artists, parameters);
  if (log.empty()) throw UserError(place, "its log is empty; collect some sessions first");
  const Key key{seed, name};
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
  const auto demand = [&](std::size_t n, double fraction, const char* part) {
    if (n > 0 || fraction == 0) return;
    throw UserError(place, fmt::format("its split leaves no pairs for {}: {} of {} pairs; collect "
                                       "more sessions or give the part more",
                                       part, fraction, log.size()));
  };
  demand(layout.pairs.train.size(), parameters.split[0], "training");
  demand(layout.pairs.validation.size(), parameters.split[1], "validation");
  demand(layout.pairs.test.size(), parameters.split[2], "the test");

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
  LearningSchedule schedule(parameters.learning_rate, parameters.plateau_patience,
                            parameters.plateau_factor, parameters.stop_patience);
  RankerWeights best = weights;
  result.stop_message = fmt::format("all {} epochs done", parameters.epochs);
  for (std::int64_t epoch = 1; epoch <= parameters.epochs; ++epoch) {
    EpochLoss loss;
    loss.epoch = epoch;
    loss.learning_rate = schedule.learning_rate();
    loss.train = trainer->run_epoch(epoch, loss.learning_rate) /
                 static_cast<double>(layout.pairs.train.size());
    if (!layout.pairs.validation.empty()) {
      loss.validation = mean_squared_error(whole_rows(weights.contexts), whole_rows(weights.tracks),
                                           layout.pairs.validation);
    }
    result.losses.push_back(loss);
    if (progress) {
      progress("epochs", static_cast<std::size_t>(epoch),
               static_cast<std::size_t>(parameters.epochs));
    }
    const double worst = std::max(loss.train, loss.validation.value_or(loss.train));
    // Written so that a NaN counts as diverging.
    const bool sound = worst <= kExploding * std::max(nothing, 1e-4) && all_finite(weights);
    if (!sound || std::isnan(loss.train) || std::isnan(loss.validation.value_or(0))) {
      result.stop_reason = StopReason::diverged;
      result.stop_message = fmt::format(
          "diverged in epoch {}: the training loss is {:.3g} where predicting 0 costs {:.3g}; kept "
          "the weights of epoch {}; lower the learning rate",
          epoch, loss.train, nothing, result.best_epoch);
      break;
    }
    LearningSchedule::Verdict verdict{true, false};
    if (loss.validation) verdict = schedule.after_epoch(*loss.validation);
    if (verdict.best) {
      best = weights;
      result.best_epoch = epoch;
    }
    if (verdict.stop) {
      result.stop_reason = StopReason::no_better_validation;
      result.stop_message = fmt::format(
          "stopped after epoch {}: {} epochs without a better validation loss than "
          "epoch {}",
          epoch, parameters.stop_patience, result.best_epoch);
      break;
    }
  }
  if (!layout.pairs.test.empty()) {
    result.test = {
        mean_squared_error(whole_rows(best.contexts), whole_rows(best.tracks), layout.pairs.test),
        mean_squared_error(mean, layout.pairs.test),
        shuffled_squared_error(layout.pairs.test, Stream(key("random"), 0))};
  }
  result.model = finished_model(best, layout.contexts, layout.tracks);
  return result;
}

std::vector<TrainedRanker> train_ensemble(const PairLog& log, const ArtistsOf& artists,
                                          const EmbeddingRankerParameters& parameters,
                                          std::uint64_t seed, const std::string& name,
                                          const Progress& progress) {
  std::vector<TrainedRanker> members;
  for (std::int64_t i = 0; i < parameters.ensemble; ++i) {
    members.push_back(train_embedding_ranker(log, artists, parameters, seed,
                                             fmt::format("{}/{}", name, i), progress));
  }
  return members;
}

}  // namespace reprise
