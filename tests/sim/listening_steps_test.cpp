// Times worked out side by side are those worked out one by one, to the bit, on any instruction
// set.
#include "sim/listening_steps.h"

#include <limits>
#include <vector>

#include <gmock/gmock.h>

#include "sim/random/streams.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

constexpr std::size_t kStride = 2 * kRowFloats;
constexpr std::size_t kRows = 64;

struct AlignedRows {
  alignas(kRowBytes) float values[kRows * kStride];

  explicit AlignedRows(std::uint64_t seed) {
    Stream words(stream_key(seed, "listening_steps_test"), 0);
    for (float& value : values) value = static_cast<float>(4 * uniform_unit(words()) - 2);
  }
  const float* row(std::size_t i) const { return values + i * kStride; }
};

// Traits and discounts that a world could have, and some at the ends of what it can hold.
struct Step {
  UserTraits traits;
  double discount = 1;
};

std::vector<Step> all_kinds_of_steps() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<Step> steps;
  for (const double bias : {5.0, 0.0, -2.5, 1e6, -1e6}) {
    for (const double sharpness : {1.0, 0.0, 0.3, -1.0, 1e9}) {
      for (const double discount : {1.0, 0.8, 0.0, 0.25, 1.5, 1e9, kInfinity}) {
        Step step;
        step.traits.consume_bias = bias;
        step.traits.consume_sharpness = sharpness;
        step.discount = discount;
        steps.push_back(step);
      }
    }
  }
  return steps;
}

TEST(ListeningSteps, AreThoseOfOneByOneOnEveryInstructionSet) {
  const AlignedRows interests(1);
  const AlignedRows tracks(2);
  const Embeddings coming_rows(tracks.values, kStride);
  const std::vector<Step> all = all_kinds_of_steps();
  for_each_instruction_set([&] {
    ListeningSteps steps;
    for (std::size_t n = 0; n <= ListeningSteps::kMost; ++n) {
      for (std::size_t begin = 0; begin + n <= all.size(); begin += 7) {
        steps.clear();
        std::vector<Hundredths> expected;
        for (std::size_t i = begin; i < begin + n; ++i) {
          const float* interest = interests.row(i % kRows);
          const float* track = tracks.row((i * 31) % kRows);
          steps.add(interest, track, all[i].traits, all[i].discount);
          expected.push_back(
              listening_time(dot_plain(interest, track, kStride), all[i].traits, all[i].discount));
        }
        EXPECT_EQ(steps.size(), n);
        RowFetch coming(coming_rows);
        for (TrackId track = 0; track < n / 2; ++track) coming.add(track);
        ASSERT_THAT(steps.times(kStride, coming), testing::ElementsAreArray(expected)) << begin;
      }
    }
  });
}

}  // namespace
}  // namespace reprise
