#include "recommenders/training/embedding_ranker_parameters.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

EmbeddingRankerParameters read(const std::string& yaml) {
  return ParameterType<EmbeddingRankerParameters>::read(parse_yaml(yaml, "f.yaml"), "ranker");
}

auto reading(const std::string& yaml) {
  return [yaml] { read(yaml); };
}

TEST(EmbeddingRankerParameters, HavePresets) {
  EXPECT_EQ(read("{}").dim, 100);
  EXPECT_EQ(read("").optimiser, Optimiser::adagrad);
  const EmbeddingRankerParameters seed_a = read("{dim: 32, preset: seed_a, stop_patience: 9}");
  EXPECT_EQ(seed_a.dim, 32) << "what is written wins";
  EXPECT_EQ(seed_a.stop_patience, 9);
  EXPECT_EQ(seed_a.preset, RankerPreset::seed_a);
  EXPECT_EQ(seed_a.optimiser, Optimiser::adamw);
  EXPECT_EQ(seed_a.batch, 2048);
  EXPECT_EQ(seed_a.epochs, 300);
  EXPECT_EQ(seed_a.learning_rate, 1e-3);
  EXPECT_EQ(seed_a.weight_decay, 1e-5);
  EXPECT_EQ(seed_a.plateau_patience, 3);
  EXPECT_EQ(seed_a.plateau_factor, 0.1);
  EXPECT_THAT(seed_a.split, ElementsAre(0.84, 0.06, 0.10));
}

// The settings that a run writes read back as the same settings.
TEST(EmbeddingRankerParameters, ReadBackWhatTheyWrite) {
  for (const char* yaml : {"{}", "{preset: seed_a, dim: 7, artists: added}"}) {
    const Node written = ParameterType<EmbeddingRankerParameters>::write(read(yaml));
    EXPECT_EQ(
        write_yaml(ParameterType<EmbeddingRankerParameters>::write(read(write_yaml(written)))),
        write_yaml(written));
  }
}

TEST(EmbeddingRankerParameters, RefuseMistakesWhereTheyAre) {
  EXPECT_THAT(reading("{dim: 0}"),
              ThrowsMessage<UserError>(AllOf(StartsWith("f.yaml:1:7:"), HasSubstr("1 to 1024"))));
  EXPECT_THAT(reading("{preset: seed_a, dims: 3}"),
              ThrowsMessage<UserError>(AllOf(StartsWith("f.yaml:1:18:"), HasSubstr("'dim'"))));
  EXPECT_THAT(reading("{preset: seed_b}"), ThrowsMessage<UserError>(HasSubstr("seed_a")));
  EXPECT_THAT(reading("{learning_rate: .nan}"), testing::Throws<UserError>());
  for (const char* split : {"[1, 0]", "[0.5, 0.2, 0.2]", "[1.2, -0.1, -0.1]", "[]"}) {
    EXPECT_THAT(reading(std::string("{split: ") + split + "}"),
                ThrowsMessage<UserError>(HasSubstr("sum to 1")))
        << split;
  }
  EXPECT_THAT(reading("{split: [0, 0.5, 0.5]}"),
              ThrowsMessage<UserError>(HasSubstr("nothing to train on")));
  EXPECT_THAT(reading("{split: [0.9, 0, 0.1], stop_patience: 3}"),
              ThrowsMessage<UserError>(HasSubstr("no pairs for validation")));
  EXPECT_THAT(reading("{weight_decay: 0.1}"), ThrowsMessage<UserError>(HasSubstr("adamw")));
}

}  // namespace
}  // namespace reprise
