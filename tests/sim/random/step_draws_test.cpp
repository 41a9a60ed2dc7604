// Draws that are made for many sessions at once equal those that Stream and LeaveDraws make one by
// one, on every instruction set.
#include "sim/random/step_draws.h"

#include <gmock/gmock.h>

#include "sim/random/leave_draws.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

constexpr std::uint64_t kHigh = std::uint64_t{7} << 32;

TEST(StepDraws, AreThoseOfStreamsAndLeaveDraws) {
  const StreamKey key = stream_key(1, "recommender/arm");
  const StreamKey leave_key = stream_key(1, "leave");
  for_each_instruction_set([&] {
    StepDraws draws;
    std::array<std::uint64_t, StepDraws::kMost> episodes;
    std::array<std::uint32_t, StepDraws::kMost> steps{};
    const auto load = [&](std::size_t place, std::uint64_t episode) {
      episodes[place] = episode;
      steps[place] = 0;
      draws.load(place, episode);
    };
    for (std::size_t i = 0; i < StepDraws::kMost; ++i) load(i, 100 * i + (i % 2) * kHigh);
    for (std::uint32_t round = 0; round < 11; ++round) {
      // One session begins and two exchange their places while the others go on.
      load(round, 5000 + round);
      std::swap(episodes[round], episodes[StepDraws::kMost - 1 - round]);
      std::swap(steps[round], steps[StepDraws::kMost - 1 - round]);
      draws.swap(round, StepDraws::kMost - 1 - round);
      draws.draw(key, leave_key);
      for (std::size_t i = 0; i < StepDraws::kMost; ++i) {
        Stream stream(key, episodes[i], steps[i]);
        for (const std::uint32_t word : draws.blocks()[i]) ASSERT_EQ(word, stream()) << i;
        LeaveDraws leave;
        leave.start(leave_key, episodes[i]);
        ASSERT_EQ(uniform_unit(draws.leave_words()[i]), leave.at(steps[i])) << i;
        ASSERT_EQ(draws.steps()[i], ++steps[i]);
      }
    }
  });
}

}  // namespace
}  // namespace reprise
