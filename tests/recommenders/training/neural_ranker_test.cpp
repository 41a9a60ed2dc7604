// Tests neural rankers. Tests that train a ranker are skipped, with a message, in a build without
// LibTorch.
#include "recommenders/training/neural_ranker.h"

#include <cmath>

#include <gmock/gmock.h>
#include <tbb/global_control.h>

#include "tests/recommenders/training/planted_world.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

constexpr std::uint32_t kPairs = 60'000;

NeuralRankerParameters read(const std::string& yaml) {
  return NeuralRankerParameters::parameters().read(parse_yaml(yaml, "f.yaml"));
}

auto reading(const std::string& yaml) {
  return [yaml] { read(yaml); };
}

// The parameters are checked with LibTorch and without it.
TEST(NeuralRankerParameters, AreReadAndChecked) {
  EXPECT_EQ(read("{}").pool, 1000);
  EXPECT_EQ(read("{scorer: lstm}").scorer, ScorerKind::lstm);
  EXPECT_THAT(read("{hidden: [128, 32]}").hidden, testing::ElementsAre(128, 32));
  EXPECT_THAT(reading("{dim: 0}"),
              ThrowsMessage<UserError>(AllOf(StartsWith("f.yaml:1:7:"), HasSubstr("1 to 1024"))));
  EXPECT_THAT(reading("{scorer: ltsm}"), ThrowsMessage<UserError>(HasSubstr("'lstm'")));
  for (const char* hidden : {"[]", "[0]", "[64, 5000]"}) {
    EXPECT_THAT(reading(std::string("{hidden: ") + hidden + "}"),
                ThrowsMessage<UserError>(HasSubstr("'hidden' is [")))
        << hidden;
  }
  EXPECT_THAT(reading("{scorer: gru, hidden: [8, 8]}"),
              ThrowsMessage<UserError>(HasSubstr("one number, the cell's")));
  EXPECT_THAT(reading("{split: [0.9, 0.2, 0]}"), ThrowsMessage<UserError>(HasSubstr("sum to 1")));
  EXPECT_THAT(reading("{split: [1, 0, 0]}"),
              ThrowsMessage<UserError>(HasSubstr("no pairs for validation")));
}

TEST(NeuralRankerAbsent, SaysHowToGetIt) {
  if (has_libtorch()) GTEST_SKIP() << "this build has LibTorch";
  EXPECT_THAT(
      [] {
        require_libtorch({"x.yaml", 4, 2});
      },
      ThrowsMessage<UserError>(
          AllOf(StartsWith("x.yaml:4:2: "), HasSubstr("built without LibTorch"),
                HasSubstr("install libtorch-dev"), HasSubstr("-DREPRISE_TORCH=ON"))));
}

// The planted pairs are made once for all tests.
const PlantedWorld& planted() {
  static const PlantedWorld world(1);
  return world;
}
const PairLog& planted_log(bool shuffled = false) {
  static const auto collect = [](bool with_shuffled_times) {
    PairLog log(PlantedWorld::kContexts, PlantedWorld::kTracks);
    planted().collect(log, kPairs, with_shuffled_times);
    return log;
  };
  static const PairLog sound = collect(false);
  static const PairLog dealt = collect(true);
  return shuffled ? dealt : sound;
}

// Returns networks that fit the planted world.
NeuralRankerParameters small(ScorerKind scorer) {
  NeuralRankerParameters parameters;
  parameters.scorer = scorer;
  parameters.hidden = {24};
  if (scorer == ScorerKind::dense) parameters.hidden.push_back(12);
  parameters.dim = 8;
  parameters.epochs = 15;
  parameters.batch = 256;
  parameters.learning_rate = 0.005;
  parameters.split = {0.9, 0.05, 0.05};
  return parameters;
}

ListSettings list_settings() {
  ListSettings settings;
  settings.top = PlantedWorld::kListLength;
  return settings;
}

TrainedNeuralRanker train(const NeuralRankerParameters& parameters, const PairLog& log,
                          std::uint64_t seed = 1) {
  return train_neural_ranker(log, parameters, seed, "ranker");
}

class NeuralRanker : public testing::TestWithParam<ScorerKind> {
 protected:
  void SetUp() override {
    if (!has_libtorch()) {
      GTEST_SKIP() << "built without LibTorch; configure with -DREPRISE_TORCH=ON to run this";
    }
  }
};

TEST_P(NeuralRanker, LearnsAPlantedWorld) {
  const NeuralRankerParameters parameters = small(GetParam());
  const TrainedNeuralRanker trained = train(parameters, planted_log());
  ASSERT_TRUE(trained.test.has_value());
  EXPECT_LT(trained.losses.back().train, 0.5 * trained.losses.front().train);
  // No model predicts better than the noise; the mean has over five times the loss of the noise.
  // These networks are not products of rank 3, so the test allows twice the noise.
  EXPECT_GT(trained.test->model, 0.9 * PlantedWorld::kNoise);
  EXPECT_LT(trained.test->model, 2 * PlantedWorld::kNoise);
  EXPECT_GT(trained.test->mean, 5 * PlantedWorld::kNoise);
  // Lists have 20 tracks; random lists have 1 in common with the true lists.
  const Lists lists = neural_lists(parameters, trained.weights, {}, list_settings());
  EXPECT_GT(planted().overlap(lists), 0.5 * PlantedWorld::kListLength);
}

TEST_P(NeuralRanker, LearnsNothingFromShuffledTimes) {
  NeuralRankerParameters parameters = small(GetParam());
  parameters.epochs = 10;
  const TrainedNeuralRanker trained = train(parameters, planted_log(true));
  EXPECT_GT(trained.test->model, 0.95 * trained.test->mean);
  const Lists lists = neural_lists(parameters, trained.weights, {}, list_settings());
  EXPECT_NEAR(planted().overlap(lists), planted().chance_overlap(),
              5 * planted().chance_deviation());
}

TEST_P(NeuralRanker, IsTheSameForASeedOnAnyNumberOfThreads) {
  NeuralRankerParameters parameters = small(GetParam());
  parameters.epochs = 2;
  parameters.batch = 2048;
  std::vector<TrainedNeuralRanker> trained;
  std::vector<Lists> lists;
  for (const std::size_t threads : {1u, 2u, 5u, 2u}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    trained.push_back(train(parameters, planted_log()));
    lists.push_back(neural_lists(parameters, trained.back().weights, {}, list_settings()));
  }
  for (std::size_t i = 1; i < trained.size(); ++i) {
    EXPECT_EQ(trained[i].weights, trained[0].weights) << i;
    EXPECT_EQ(trained[i].losses, trained[0].losses) << i;
    EXPECT_EQ(lists[i], lists[0]) << i;
  }
  EXPECT_FALSE(train(parameters, planted_log(), 2).weights == trained[0].weights);
}

// Lists hold the best scores of the pool, for any way to make the pool.
TEST_P(NeuralRanker, ListsAreTheBestOfThePool) {
  NeuralRankerParameters parameters = small(GetParam());
  parameters.epochs = 1;
  const NeuralWeights weights = train(parameters, planted_log()).weights;
  EmbeddingModel retrieval{EmbeddingTable(PlantedWorld::kContexts, 1),
                           EmbeddingTable(PlantedWorld::kTracks, 1)};
  // The pool of every context is tracks 300 to 399.
  for (std::uint32_t i = 0; i < PlantedWorld::kContexts; ++i) retrieval.contexts.row(i)[0] = 1;
  for (std::uint32_t i = 0; i < PlantedWorld::kTracks; ++i) {
    retrieval.tracks.row(i)[0] = static_cast<float>(i);
  }
  std::vector<ArtistId> artist_of;
  for (std::uint32_t i = 0; i < PlantedWorld::kTracks; ++i) artist_of.push_back(i / 5);
  ListSettings settings{30, 2, false, artist_of};
  for (const std::int64_t pool : {std::int64_t{100}, std::int64_t{1000}}) {
    parameters.pool = pool;
    const Lists lists = neural_lists(parameters, weights, retrieval, settings);
    ASSERT_EQ(lists.size(), std::size_t{PlantedWorld::kContexts});
    for (const std::uint32_t context : {0u, 7u, 299u}) {
      std::vector<Pair> pairs;
      for (TrackId track = pool == 100 ? 300 : 0; track < PlantedWorld::kTracks; ++track) {
        pairs.push_back({context, track, 0});
      }
      const std::vector<float> scores = neural_scores(parameters, weights, pairs);
      std::vector<std::size_t> order(pairs.size());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
      });
      std::vector<float> expected;
      std::map<ArtistId, int> of_artist;
      for (const std::size_t i : order) {
        if (pairs[i].track == context || of_artist[artist_of[pairs[i].track]]++ >= 2) continue;
        if (expected.size() < 30) expected.push_back(scores[i]);
      }
      ASSERT_EQ(lists.of(context).size(), 30u);
      // The last bits of a matrix product depend on its number of rows.
      for (std::size_t i = 0; i < 30; ++i) {
        EXPECT_NEAR(lists.scores_of(context)[i], expected[i], 1e-5) << context << ", " << i;
      }
      EXPECT_THAT(lists.of(context), testing::Not(testing::Contains(context)));
    }
  }
}

// Reads the network's weights one after the other, in their order.
class WeightReader {
 public:
  explicit WeightReader(const EmbeddingTable& network) : at_(network.row(0)) {}

  using Vector = std::vector<double>;
  /// Computes outputs += matrix inputs with the next (outputs x inputs) weights.
  void add_product(const Vector& inputs, Vector& outputs) {
    for (double& output : outputs) {
      for (const double input : inputs) output += static_cast<double>(*at_++) * input;
    }
  }
  void add_bias(Vector& outputs) {
    for (double& output : outputs) output += static_cast<double>(*at_++);
  }

 private:
  const float* at_;
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// Returns the score by the formulas of each scorer, in doubles.
double score_by_hand(const NeuralRankerParameters& parameters, const NeuralWeights& weights,
                     const Pair& pair) {
  using Vector = WeightReader::Vector;
  const auto dim = static_cast<std::size_t>(parameters.dim);
  const auto units = static_cast<std::size_t>(parameters.hidden.front());
  const Vector context(weights.contexts.row(pair.context),
                       weights.contexts.row(pair.context) + dim);
  const Vector track(weights.tracks.row(pair.track), weights.tracks.row(pair.track) + dim);
  Vector state(units, 0);
  WeightReader head(weights.network);
  if (parameters.scorer == ScorerKind::dense) {
    head.add_product(context, state);
    head.add_product(track, state);
    head.add_bias(state);
    for (double& value : state) value = std::max(value, 0.0);
    for (std::size_t layer = 1; layer < parameters.hidden.size(); ++layer) {
      Vector next(static_cast<std::size_t>(parameters.hidden[layer]), 0);
      head.add_product(state, next);
      head.add_bias(next);
      for (double& value : next) value = std::max(value, 0.0);
      state = next;
    }
  } else {
    const bool gru = parameters.scorer == ScorerKind::gru;
    Vector cell(units, 0);
    for (const Vector& input : {context, track}) {
      WeightReader reader(weights.network);
      Vector of_input((gru ? 3 : 4) * units, 0);
      Vector of_state(of_input.size(), 0);
      reader.add_product(input, of_input);
      reader.add_product(state, of_state);
      reader.add_bias(of_input);
      reader.add_bias(of_state);
      for (std::size_t i = 0; i < units; ++i) {
        const auto sum = [&](std::size_t gate) {
          return of_input[gate * units + i] + of_state[gate * units + i];
        };
        if (gru) {  // gates in order: reset, update, new
          const double fresh =
              std::tanh(of_input[2 * units + i] + sigmoid(sum(0)) * of_state[2 * units + i]);
          state[i] = (1 - sigmoid(sum(1))) * fresh + sigmoid(sum(1)) * state[i];
        } else {  // gates in order: input, forget, cell, output
          cell[i] = sigmoid(sum(1)) * cell[i] + sigmoid(sum(0)) * std::tanh(sum(2));
          state[i] = sigmoid(sum(3)) * std::tanh(cell[i]);
        }
      }
      head = reader;
    }
  }
  Vector score(1, 0);
  head.add_product(state, score);
  head.add_bias(score);
  return score.front();
}

TEST_P(NeuralRanker, ScoresByTheFormulas) {
  NeuralRankerParameters parameters = small(GetParam());
  parameters.epochs = 2;
  const NeuralWeights weights = train(parameters, planted_log()).weights;
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < 300; ++i) pairs.push_back({i, (i * 7) % PlantedWorld::kTracks, 0});
  const std::vector<float> scores = neural_scores(parameters, weights, pairs);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    ASSERT_NEAR(scores[i], score_by_hand(parameters, weights, pairs[i]), 1e-5) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Scorers, NeuralRanker,
                         testing::Values(ScorerKind::dense, ScorerKind::gru, ScorerKind::lstm),
                         [](const auto& scorer) {
                           return choices(ScorerKind{}).at(static_cast<std::size_t>(scorer.param));
                         });

TEST(NeuralRankerTraining, RefusesWhatCannotBeTrained) {
  if (!has_libtorch()) GTEST_SKIP() << "built without LibTorch";
  const PairLog empty(10, 10);
  EXPECT_THAT([&] { train(small(ScorerKind::dense), empty); },
              ThrowsMessage<UserError>(HasSubstr("log is empty")));
  PairLog few(10, 10);
  few.add_block(0, {{1, 2, 30}, {2, 3, 40}});
  EXPECT_THAT([&] { train(small(ScorerKind::dense), few); },
              ThrowsMessage<UserError>(HasSubstr("leaves no pairs for")));
  NeuralRankerParameters wild = small(ScorerKind::dense);
  wild.learning_rate = 1000;
  const TrainedNeuralRanker diverged = train(wild, planted_log());
  EXPECT_EQ(diverged.stop_reason, StopReason::diverged);
  for (const float value : diverged.weights.tracks.values()) ASSERT_TRUE(std::isfinite(value));
}

}  // namespace
}  // namespace reprise
