// Tests the steps of training against plain arithmetic.
#include <cmath>
#include <optional>

#include <gmock/gmock.h>

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/epoch_trainer.h"
#include "recommenders/training/learning_schedule.h"
#include "recommenders/training/pair_gradient.h"
#include "recommenders/training/row_steps.h"
#include "recommenders/training/sample_steps.h"
#include "sim/random/streams.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

std::vector<float> random_row(std::size_t n, std::uint32_t index) {
  Stream stream(stream_key(5, "steps_test"), index);
  std::vector<float> row(n);
  for (float& value : row) value = static_cast<float>(uniform_unit(stream()) - 0.4);
  return row;
}

TEST(PairGradient, AgreesWithFiniteDifferences) {
  const std::vector<float> context = random_row(7, 0);
  const std::vector<float> track = random_row(7, 1);
  const double ridge_c = 0.3;
  const double ridge_t = 0.05;
  const PairGradient gradient = pair_gradient(context, track, 0.37, ridge_c, ridge_t);
  // The shifts are powers of two, so that the shifted floats are exact. The objective is quadratic
  // in each coordinate, so central differences have no error of their own; only the rounding of
  // 1e-16 / 2^-9 remains.
  const float h = 0x1p-10f;
  for (std::size_t i = 0; i < 7; ++i) {
    const auto objective = [&](float shift_c, float shift_t) {
      std::vector<float> c = context;
      std::vector<float> t = track;
      c[i] += shift_c;
      t[i] += shift_t;
      return pair_gradient(c, t, 0.37, ridge_c, ridge_t).objective;
    };
    // The width of the shift after rounding to float.
    const double wide_c = static_cast<double>(context[i] + h) - static_cast<double>(context[i] - h);
    const double wide_t = static_cast<double>(track[i] + h) - static_cast<double>(track[i] - h);
    EXPECT_NEAR((objective(h, 0) - objective(-h, 0)) / wide_c, gradient.context[i], 1e-6);
    EXPECT_NEAR((objective(0, h) - objective(0, -h)) / wide_t, gradient.track[i], 1e-6);
  }
}

// Two tables of 3 rows; each table has a ridge of its own.
struct Rows {
  explicit Rows(std::size_t dim) : contexts(3, dim), tracks(3, dim) {
    for (std::uint32_t i = 0; i < 3; ++i) {
      const std::vector<float> c = random_row(dim, 10 + i);
      const std::vector<float> t = random_row(dim, 20 + i);
      std::copy(c.begin(), c.end(), contexts.row(i));
      std::copy(t.begin(), t.end(), tracks.row(i));
    }
  }

  SampleSteps steps(bool adagrad) {
    SampleSteps steps;
    steps.contexts.own = {contexts.row(0), contexts.stride(), contexts.dim(),
                          adagrad ? context_accumulators : nullptr, context_ridges};
    steps.tracks.own = {tracks.row(0), tracks.stride(), tracks.dim(),
                        adagrad ? track_accumulators : nullptr, track_ridges};
    steps.learning_rate = 0.3f;
    return steps;
  }

  EmbeddingTable contexts;
  EmbeddingTable tracks;
  float context_accumulators[3] = {1, 1, 1};
  float track_accumulators[3] = {1, 1, 1};
  float context_ridges[3] = {0.3f, 0.1f, 0};
  float track_ridges[3] = {0.2f, 0, 0.05f};
};

std::span<const float> span_of(const EmbeddingTable& table, std::size_t row) {
  return {table.row(row), table.dim()};
}

TEST(SampleSteps, FollowTheGradient) {
  for (const bool adagrad : {false, true}) {
    for (const std::size_t dim : {1u, 5u, 16u, 100u}) {
      Rows rows(dim);
      const Rows before = rows;
      const std::vector<Pair> pairs = {{1, 2, 80}};
      const double squared = take_sample_steps(rows.steps(adagrad), pairs);
      const PairGradient gradient =
          pair_gradient(span_of(before.contexts, 1), span_of(before.tracks, 2), 0.8, 0.1, 0.05);
      EXPECT_NEAR(squared, gradient.error * gradient.error, 1e-5 * (1 + squared));
      const auto check = [&](const EmbeddingTable& old, const EmbeddingTable& now, std::size_t row,
                             const std::vector<double>& derivative) {
        double size = 0.3;
        if (adagrad) {
          double squares = 0;
          for (const double d : derivative) squares += d * d;
          size /= std::sqrt(1 + squares / static_cast<double>(dim));
        }
        for (std::size_t i = 0; i < dim; ++i) {
          EXPECT_NEAR(now.row(row)[i], static_cast<double>(old.row(row)[i]) - size * derivative[i],
                      2e-5);
        }
        for (std::size_t i = dim; i < old.stride(); ++i) EXPECT_EQ(now.row(row)[i], 0.0f);
      };
      check(before.contexts, rows.contexts, 1, gradient.context);
      check(before.tracks, rows.tracks, 2, gradient.track);
      for (std::size_t i = 0; i < dim; ++i) {
        EXPECT_EQ(rows.contexts.row(0)[i], before.contexts.row(0)[i]) << "untouched";
      }
    }
  }
}

// The constant coordinate of a side stays 1, and the coordinate that multiplies it learns as a
// bias.
TEST(SampleSteps, LeaveTheConstantAlone) {
  Rows rows(6);
  for (std::size_t i = 0; i < 3; ++i) rows.contexts.row(i)[5] = 1;
  SampleSteps steps = rows.steps(true);
  steps.contexts.one_at = 5;
  const Rows before = rows;
  const std::vector<Pair> pairs = {{2, 1, 10}};
  take_sample_steps(steps, pairs);
  EXPECT_EQ(rows.contexts.row(2)[5], 1.0f);
  const PairGradient gradient =
      pair_gradient(span_of(before.contexts, 2), span_of(before.tracks, 1), 0.1, 0, 0);
  double squares = 0;
  for (std::size_t i = 0; i < 5; ++i) squares += gradient.context[i] * gradient.context[i];
  EXPECT_NEAR(rows.context_accumulators[2], 1 + squares / 6, 1e-5);
  EXPECT_NEAR(
      rows.tracks.row(1)[5],
      static_cast<double>(before.tracks.row(1)[5]) -
          0.3 * gradient.track[5] / std::sqrt(static_cast<double>(rows.track_accumulators[1])),
      1e-5);
}

TEST(SampleSteps, AreTheSameOnEveryInstructionSet) {
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < 200; ++i)
    pairs.push_back({i % 3, i / 3 % 3, static_cast<Hundredths>(5 * (i % 20))});
  std::optional<Rows> first;
  std::optional<double> first_loss;
  for_each_instruction_set([&] {
    Rows rows(37);
    const double loss = take_sample_steps(rows.steps(true), pairs);
    if (!first) {
      first.emplace(rows);
      first_loss = loss;
    }
    EXPECT_EQ(loss, *first_loss);
    EXPECT_EQ(rows.contexts, first->contexts);
    EXPECT_EQ(rows.tracks, first->tracks);
  });
  EXPECT_TRUE(first.has_value());
}

// Computed by hand with lr 0.1 and weight decay 0.01. Step 1, g = 0.5: m^ = 0.5, v^ = 0.25, so w =
// 0.999 - 0.1. Step 2, g = -0.25: m = 0.02, v = 0.00031225, m^ = 0.02 / 0.19, v^ = 0.00031225 /
// 0.001999, so w = 0.899 x 0.999 - 0.1 x 0.1052632 / 0.3952254 = 0.8714673.
TEST(AdamStep, IsAdamW) {
  EmbeddingTable rows(4, kRowFloats);
  float* w = rows.row(0);
  float* m = rows.row(1);
  float* v = rows.row(2);
  float* g = rows.row(3);
  AdamClock clock(0.01);
  w[3] = 1;
  g[3] = 0.5f;
  adam_step(w, m, v, g, clock.advance(0.1), kRowFloats);
  EXPECT_NEAR(w[3], 0.899, 1e-6);
  g[3] = -0.25f;
  adam_step(w, m, v, g, clock.advance(0.1), kRowFloats);
  EXPECT_NEAR(w[3], 0.8714673, 1e-6);
  EXPECT_NEAR(m[3], 0.02, 1e-7);
  EXPECT_NEAR(v[3], 0.00031225, 1e-8);
  EXPECT_EQ(w[0], 0.0f);
}

// A row that catches up must be where a dense optimiser would have brought it step by step, also if
// the learning rate was cut on the way or the momentum has faded.
TEST(AdamDrift, IsManyStepsWithoutAGradient) {
  for (const int gap : {1, 2, 5, 50, 700}) {
    for (const float scale : {1.0f, 1e-6f}) {
      EmbeddingTable dense(4, kRowFloats);
      EmbeddingTable lazy(4, kRowFloats);
      AdamClock clock(0.02);
      for (EmbeddingTable* rows : {&dense, &lazy}) {
        for (std::size_t i = 0; i < kRowFloats; ++i) {
          rows->row(0)[i] = 0.1f * static_cast<float>(i);
          rows->row(3)[i] = scale * (static_cast<float>(i) - 7.5f);
        }
      }
      const auto step = [&](EmbeddingTable& rows, const AdamStep& adam) {
        adam_step(rows.row(0), rows.row(1), rows.row(2), rows.row(3), adam, kRowFloats);
      };
      for (int i = 0; i < 3; ++i) {
        const AdamStep adam = clock.advance(1e-2);
        step(dense, adam);
        step(lazy, adam);
      }
      std::fill_n(dense.row(3), kRowFloats, 0.0f);
      const std::uint64_t from = clock.now();
      for (int i = 0; i < gap; ++i) step(dense, clock.advance(i < 3 ? 1e-2 : 1e-3));
      adam_drift(lazy.row(0), lazy.row(1), lazy.row(2), clock.drift(from), kRowFloats);
      for (std::size_t i = 0; i < kRowFloats; ++i) {
        // The dense row is rounded at every step, and so are its moments.
        EXPECT_NEAR(lazy.row(0)[i], dense.row(0)[i], 4e-6 + gap * 0x1p-23) << gap;
        EXPECT_NEAR(lazy.row(1)[i], dense.row(1)[i], 1e-5 * scale) << gap;
        EXPECT_NEAR(lazy.row(2)[i], dense.row(2)[i], 1e-4 * scale * scale) << gap;
      }
    }
  }
}

// Compares batches with dense AdamW in plain double arithmetic. The pairs change from step to step,
// so each row is missing in some batches.
TEST(BatchTrainer, IsDenseAdamW) {
  constexpr std::size_t kDim = 4;
  constexpr double kRate = 0.05;
  EmbeddingRankerParameters parameters;
  parameters.dim = kDim;
  parameters.batch = 3;
  parameters.optimiser = Optimiser::adamw;
  parameters.weight_decay = 0.1;
  RankerWeights weights;
  double w[2][3][kDim];
  double m[2][3][kDim] = {};
  double v[2][3][kDim] = {};
  for (std::uint32_t side = 0; side < 2; ++side) {
    SideWeights& s = side == 0 ? weights.contexts : weights.tracks;
    s.own = EmbeddingTable(3, kDim);
    s.own_ridges.assign(3, 0);
    for (std::uint32_t row = 0; row < 3; ++row) {
      const std::vector<float> values = random_row(kDim, 40 + side * 3 + row);
      for (std::size_t i = 0; i < kDim; ++i) {
        s.own.row(row)[i] = values[i];
        w[side][row][i] = static_cast<double>(values[i]);
      }
    }
  }
  SplitPairs pairs;
  pairs.cell_begin = {0, 3};
  pairs.train.resize(3);
  const auto trainer = make_batch_trainer(pairs, weights, parameters, stream_key(1, "order"));
  for (int t = 1; t <= 12; ++t) {
    const auto k = static_cast<std::uint32_t>(t);
    // Context 2 is missing in most batches, track 0 in some.
    pairs.train = {{k % 2, k % 3, 50}, {(k + 1) % 2, 1, 90}, {t % 5 == 0 ? 2u : 0u, 2, 20}};
    double g[2][3][kDim] = {};
    double loss = 0;
    for (const Pair& pair : pairs.train) {
      double error = -time_of(pair.time);
      for (std::size_t i = 0; i < kDim; ++i) error += w[0][pair.context][i] * w[1][pair.track][i];
      loss += error * error;
      for (std::size_t i = 0; i < kDim; ++i) {
        g[0][pair.context][i] += error * w[1][pair.track][i] / 3;
        g[1][pair.track][i] += error * w[0][pair.context][i] / 3;
      }
    }
    EXPECT_NEAR(trainer->run_epoch(t, kRate), loss, 1e-4);
    for (int side = 0; side < 2; ++side) {
      for (int row = 0; row < 3; ++row) {
        for (std::size_t i = 0; i < kDim; ++i) {
          double& mean = m[side][row][i];
          double& square = v[side][row][i];
          const double gradient = g[side][row][i];
          mean = 0.9 * mean + 0.1 * gradient;
          square = 0.999 * square + 0.001 * gradient * gradient;
          w[side][row][i] = w[side][row][i] * (1 - kRate * 0.1) -
                            kRate * mean / (1 - std::pow(0.9, t)) /
                                (std::sqrt(square / (1 - std::pow(0.999, t))) + 1e-8);
        }
      }
    }
  }
  for (int side = 0; side < 2; ++side) {
    for (std::size_t row = 0; row < 3; ++row) {
      const SideWeights& s = side == 0 ? weights.contexts : weights.tracks;
      for (std::size_t i = 0; i < kDim; ++i) EXPECT_NEAR(s.own.row(row)[i], w[side][row][i], 1e-4);
    }
  }
}

TEST(LearningSchedule, CutsOnAPlateau) {
  LearningSchedule schedule(1.0, 3, 0.1, 0);
  EXPECT_TRUE(schedule.after_epoch(5).best);
  for (int i = 0; i < 2; ++i) {
    EXPECT_FALSE(schedule.after_epoch(5).best) << "equal is not better";
    EXPECT_EQ(schedule.learning_rate(), 1.0);
  }
  schedule.after_epoch(6);
  EXPECT_DOUBLE_EQ(schedule.learning_rate(), 0.1);
  for (int i = 0; i < 2; ++i) schedule.after_epoch(7);
  EXPECT_DOUBLE_EQ(schedule.learning_rate(), 0.1);
  EXPECT_TRUE(schedule.after_epoch(4).best);
  for (int i = 0; i < 3; ++i) schedule.after_epoch(7);
  EXPECT_DOUBLE_EQ(schedule.learning_rate(), 0.01);
}

TEST(LearningSchedule, StopsWithoutPatience) {
  LearningSchedule schedule(1.0, 0, 0.1, 2);
  EXPECT_FALSE(schedule.after_epoch(5).stop);
  EXPECT_FALSE(schedule.after_epoch(6).stop);
  EXPECT_FALSE(schedule.after_epoch(4).stop);
  EXPECT_FALSE(schedule.after_epoch(4).stop);
  EXPECT_TRUE(schedule.after_epoch(4).stop);
  EXPECT_EQ(schedule.learning_rate(), 1.0);
  LearningSchedule never(1.0, 0, 0.1, 0);
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(never.after_epoch(1).stop);
}

}  // namespace
}  // namespace reprise
