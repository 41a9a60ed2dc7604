#include "recommenders/training/embedding_ranker.h"

#include <cmath>

#include <gmock/gmock.h>
#include <tbb/global_control.h>

#include "recommenders/training/ranker_loss.h"
#include "tests/recommenders/training/planted_world.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::uint32_t kPairs = 80'000;

// Settings that fit the planted world. Its products, with the constant, have rank 4.
EmbeddingRankerParameters per_pair() {
  EmbeddingRankerParameters parameters;
  parameters.dim = 4;
  parameters.epochs = 40;
  parameters.ridge = 0.1;
  parameters.split = {0.9, 0.05, 0.05};
  return parameters;
}

EmbeddingRankerParameters batches() {
  EmbeddingRankerParameters parameters = per_pair();
  parameters.optimiser = Optimiser::adamw;
  parameters.batch = 256;
  parameters.learning_rate = 0.005;
  parameters.ridge = 0;
  return parameters;
}

TrainedRanker train(const PairLog& log, const EmbeddingRankerParameters& parameters,
                    std::uint64_t seed = 1, const ArtistsOf& artists = {}) {
  return train_embedding_ranker(log, artists, parameters, seed, "ranker");
}

Lists lists_of(const EmbeddingModel& model) {
  ListSettings settings;
  settings.top = PlantedWorld::kListLength;
  return top_lists(model.contexts.view(), model.tracks.view(), settings);
}

// The planted pairs are made once for all tests.
const PlantedWorld& planted() {
  static const PlantedWorld world(1);
  return world;
}
const PairLog& planted_log() {
  static const PairLog& log = [&]() -> const PairLog& {
    static PairLog filled(PlantedWorld::kContexts, PlantedWorld::kTracks);
    planted().collect(filled, kPairs, false);
    return filled;
  }();
  return log;
}

// No model predicts better than the noise. A least-squares fit of p parameters to n pairs adds p /
// n of the noise: 700 x 4 / 72 000 = 4 %. The noise of a mean over 4000 test pairs has a standard
// deviation of 1.4 % (uniform noise: kurtosis 1.8, sqrt(0.8 / 4000)). A further 10 % is allowed for
// cut times and for an optimiser that has not quite converged.
void expect_recovered(const TrainedRanker& trained) {
  ASSERT_TRUE(trained.test.has_value());
  EXPECT_GT(trained.test->model, PlantedWorld::kNoise * (1 - 5 * 0.014));
  EXPECT_LT(trained.test->model, PlantedWorld::kNoise * (1.14 + 5 * 0.014));
  // The variance of the times is that of the products, (0.16)^2, plus the noise.
  EXPECT_GT(trained.test->mean, 5 * trained.test->model);
  EXPECT_NEAR(trained.test->random / trained.test->mean, 2, 0.2) << "two independent draws";
  // Lists have 20 tracks; random lists have 1 in common with the true lists.
  EXPECT_GT(planted().overlap(lists_of(trained.model)), 0.7 * PlantedWorld::kListLength);
}

TEST(EmbeddingRanker, RecoversAPlantedWorldPairByPair) {
  expect_recovered(train(planted_log(), per_pair()));
}

TEST(EmbeddingRanker, RecoversAPlantedWorldInBatches) {
  expect_recovered(train(planted_log(), batches()));
}

TEST(EmbeddingRanker, RecoversAPlantedWorldWithEveryOptimiser) {
  EmbeddingRankerParameters sgd = per_pair();
  sgd.optimiser = Optimiser::sgd;
  sgd.learning_rate = 0.05;
  expect_recovered(train(planted_log(), sgd));
  EmbeddingRankerParameters adam = batches();
  adam.optimiser = Optimiser::adam;
  expect_recovered(train(planted_log(), adam));
  // The gradient of a batch is a mean, so small batches with large steps do the same as single
  // pairs.
  EmbeddingRankerParameters adagrad = per_pair();
  adagrad.batch = 8;
  adagrad.learning_rate = 2;
  expect_recovered(train(planted_log(), adagrad));
}

TEST(EmbeddingRanker, LearnsNothingFromShuffledTimes) {
  PairLog log(PlantedWorld::kContexts, PlantedWorld::kTracks);
  planted().collect(log, kPairs, true);
  for (const EmbeddingRankerParameters& parameters : {per_pair(), batches()}) {
    const TrainedRanker trained = train(log, parameters);
    EXPECT_NEAR(planted().overlap(lists_of(trained.model)), planted().chance_overlap(),
                5 * planted().chance_deviation());
    EXPECT_GT(trained.test->model, 0.95 * trained.test->mean);
  }
}

// Ten consecutive tracks have the same artist, and so have ten consecutive contexts.
struct Artists {
  Artists() {
    for (std::uint32_t i = 0; i < PlantedWorld::kTracks; ++i) tracks.push_back(i / 10);
    for (std::uint32_t i = 0; i < PlantedWorld::kContexts; ++i) contexts.push_back(i / 10);
  }
  ArtistsOf both() const { return {contexts, tracks, 40}; }
  ArtistsOf tracks_only() const { return {{}, tracks, 40}; }

  std::vector<std::uint32_t> contexts;
  std::vector<std::uint32_t> tracks;
};

// Every way to train: two optimisers, biases, artists.
std::vector<std::pair<EmbeddingRankerParameters, ArtistsOf>> variants(const Artists& artists) {
  std::vector<std::pair<EmbeddingRankerParameters, ArtistsOf>> all;
  for (EmbeddingRankerParameters base : {per_pair(), batches()}) {
    base.epochs = 3;
    base.artist_dim = 5;
    all.emplace_back(base, ArtistsOf{});
    base.track_bias = true;
    base.context_bias = true;
    all.emplace_back(base, ArtistsOf{});
    for (const ArtistEmbeddings with : {ArtistEmbeddings::added, ArtistEmbeddings::concatenated}) {
      base.artists = with;
      all.emplace_back(base, artists.both());
      all.emplace_back(base, artists.tracks_only());
    }
  }
  return all;
}

TEST(EmbeddingRanker, IsTheSameOnAnyNumberOfThreads) {
  const Artists artists;
  for (const auto& [parameters, of] : variants(artists)) {
    std::vector<TrainedRanker> trained;
    for (const std::size_t threads : {1u, 2u, 5u}) {
      const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
      trained.push_back(train(planted_log(), parameters, 1, of));
    }
    EXPECT_EQ(trained[0], trained[1]);
    EXPECT_EQ(trained[0], trained[2]);
  }
}

TEST(EmbeddingRanker, DiffersFromSeedToSeed) {
  EmbeddingRankerParameters parameters = per_pair();
  parameters.epochs = 1;
  const TrainedRanker first = train(planted_log(), parameters, 1);
  EXPECT_EQ(first, train(planted_log(), parameters, 1));
  EXPECT_FALSE(first.model == train(planted_log(), parameters, 2).model);
  EXPECT_FALSE(first.model ==
               train_embedding_ranker(planted_log(), {}, parameters, 1, "another").model);
}

// Every variant fits the planted world better than the mean does. The finished tables give the
// reported loss: the conversion of training rows to finished rows loses nothing.
TEST(EmbeddingRanker, VariantsLearnAndFinishTheirRows) {
  const Artists artists;
  for (auto [parameters, of] : variants(artists)) {
    parameters.epochs = 30;
    const TrainedRanker trained = train(planted_log(), parameters, 1, of);
    EXPECT_LT(trained.test->model, 1.6 * PlantedWorld::kNoise);
    const std::size_t dim = 4 + (parameters.track_bias ? 2 : 0) +
                            (parameters.artists == ArtistEmbeddings::concatenated ? 5 : 0);
    EXPECT_EQ(trained.model.contexts.dim(), dim);
    EXPECT_EQ(trained.model.tracks.dim(), dim);
    std::vector<Pair> all;
    planted_log().for_each([&](const Pair& pair) { all.push_back(pair); });
    const double loss = mean_squared_error(trained.model.contexts, trained.model.tracks, all);
    EXPECT_LT(loss, 1.5 * PlantedWorld::kNoise);
    if (parameters.track_bias) {
      EXPECT_EQ(trained.model.contexts.row(7)[5], 1.0f) << "what multiplies a track's bias";
      EXPECT_EQ(trained.model.tracks.row(7)[4], 1.0f) << "what multiplies a context's bias";
    }
  }
}

TEST(EmbeddingRanker, RestoresTheBestCheckpoint) {
  // With few pairs and many coordinates the validation loss falls, then rises.
  PairLog log(PlantedWorld::kContexts, PlantedWorld::kTracks);
  planted().collect(log, 6000, false);
  EmbeddingRankerParameters parameters = batches();
  parameters.dim = 32;
  parameters.epochs = 200;
  parameters.stop_patience = 4;
  parameters.split = {0.7, 0.2, 0.1};
  const TrainedRanker trained = train(log, parameters);
  ASSERT_EQ(trained.stop_reason, StopReason::no_better_validation) << trained.stop_message;
  const auto n = static_cast<std::int64_t>(trained.losses.size());
  EXPECT_EQ(trained.best_epoch, n - 4);
  for (const EpochLoss& loss : trained.losses) {
    EXPECT_GE(*loss.validation,
              *trained.losses[static_cast<std::size_t>(trained.best_epoch - 1)].validation);
  }
  // A training that simply ends after the best epoch gives the same weights.
  parameters.stop_patience = 0;
  parameters.epochs = trained.best_epoch;
  const TrainedRanker shorter = train(log, parameters);
  EXPECT_EQ(shorter.model, trained.model);
  EXPECT_EQ(shorter.test, trained.test);
}

TEST(EmbeddingRanker, CutsTheLearningRateOnAPlateau) {
  PairLog log(PlantedWorld::kContexts, PlantedWorld::kTracks);
  planted().collect(log, 6000, false);
  EmbeddingRankerParameters parameters = batches();
  parameters.dim = 32;
  parameters.epochs = 40;
  parameters.plateau_patience = 2;
  parameters.split = {0.7, 0.2, 0.1};
  const TrainedRanker trained = train(log, parameters);
  EXPECT_EQ(trained.losses.front().learning_rate, 0.005);
  EXPECT_LT(trained.losses.back().learning_rate, 0.00051);
}

TEST(EmbeddingRanker, StopsWhenItDiverges) {
  for (EmbeddingRankerParameters parameters : {per_pair(), batches()}) {
    // The learning rates are so high that training diverges within 20 epochs.
    parameters.epochs = 20;
    parameters.optimiser = Optimiser::sgd;
    parameters.learning_rate = parameters.batch == 1 ? 3 : 1000;
    const TrainedRanker trained = train(planted_log(), parameters);
    EXPECT_EQ(trained.stop_reason, StopReason::diverged);
    EXPECT_THAT(trained.stop_message,
                AllOf(HasSubstr("diverged in epoch"), HasSubstr("lower the learning rate")));
    EXPECT_LT(trained.losses.size(), 20u);
    EXPECT_LT(trained.best_epoch, static_cast<std::int64_t>(trained.losses.size()));
    for (const float value : trained.model.tracks.values()) ASSERT_TRUE(std::isfinite(value));
    EXPECT_LT(trained.test->model, 100 * trained.test->mean) << "the last good weights";
  }
}

TEST(EmbeddingRanker, RefusesWhatCannotBeTrained) {
  const auto training = [](const PairLog& log, const EmbeddingRankerParameters& parameters) {
    return [&log, parameters] { train(log, parameters); };
  };
  const PairLog empty(3, 3);
  EXPECT_THAT(training(empty, per_pair()),
              ThrowsMessage<UserError>(AllOf(HasSubstr("'ranker'"), HasSubstr("log is empty"))));
  PairLog tiny(3, 3);
  tiny.add_block(0, {{0, 0, 50}});
  EXPECT_THAT(training(tiny, per_pair()), ThrowsMessage<UserError>(HasSubstr("leaves no pairs")));
  EmbeddingRankerParameters parameters = per_pair();
  parameters.split = {0, 0.5, 0.5};
  EXPECT_THAT(training(planted_log(), parameters),
              ThrowsMessage<UserError>(HasSubstr("nothing to train on")));
  parameters = per_pair();
  parameters.artists = ArtistEmbeddings::added;
  EXPECT_THAT(training(planted_log(), parameters),
              ThrowsMessage<UserError>(HasSubstr("artists are not known")));
}

TEST(EmbeddingRanker, TrainsOnOnePair) {
  PairLog log(1, 1);
  log.add_block(0, {{0, 0, 50}});
  for (EmbeddingRankerParameters parameters : {per_pair(), batches()}) {
    parameters.split = {1, 0, 0};
    const TrainedRanker trained = train(log, parameters);
    EXPECT_FALSE(trained.test.has_value());
    EXPECT_NEAR(trained.model.score(0, 0), 0.5, 0.1);
  }
}

TEST(EmbeddingRanker, EnsemblesHaveMembersOfTheirOwn) {
  EmbeddingRankerParameters parameters = per_pair();
  parameters.epochs = 1;
  parameters.ensemble = 2;
  const std::vector<TrainedRanker> members =
      train_ensemble(planted_log(), {}, parameters, 1, "ranker");
  ASSERT_EQ(members.size(), 2u);
  EXPECT_FALSE(members[0].model == members[1].model);
  const std::vector<EmbeddingModel> models = {members[0].model, members[1].model};
  const EmbeddingModel mean = average_weights(models);
  EXPECT_FLOAT_EQ(mean.tracks.row(3)[2],
                  (models[0].tracks.row(3)[2] + models[1].tracks.row(3)[2]) / 2);
  EXPECT_EQ(average_weights(std::span(models).first(1)), models[0]);
}

}  // namespace
}  // namespace reprise
