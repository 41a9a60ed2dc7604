// Blocks that are computed many at a time equal those that Random123 computes one by one, on every
// instruction set.
#include "sim/random/philox_blocks.h"

#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

std::vector<PhiloxCounter> some_counters(std::size_t n) {
  std::vector<PhiloxCounter> counters;
  Stream words(stream_key(3, "test"), n);
  for (std::size_t i = 0; i < n; ++i) {
    counters.push_back({{words(), words(), words(), i % 3 == 0 ? 0xffffffffu : words()}});
  }
  return counters;
}

TEST(PhiloxBlocksTest, AreRandom123s) {
  const StreamKey key = {{0xdeadbeefu, 0xffffffffu}};
  for (std::size_t n = 0; n < 70; ++n) {
    const std::vector<PhiloxCounter> counters = some_counters(n);
    std::vector<PhiloxCounter> blocks(n);
    philox_blocks(key, counters, blocks);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_EQ(blocks[i], r123::Philox4x32()(counters[i], key)) << i << " of " << n;
    }
    std::vector<PhiloxCounter> in_place = counters;
    philox_blocks(key, in_place, in_place);
    EXPECT_EQ(in_place, blocks);
  }
}

TEST(PhiloxBlocksTest, AreTheSameOnEveryInstructionSet) {
  const std::vector<PhiloxCounter> counters = some_counters(61);
  const StreamKey key = {{1u, 2u}};
  std::vector<PhiloxCounter> expected;
  for_each_instruction_set([&] {
    std::vector<PhiloxCounter> blocks(counters.size());
    philox_blocks(key, counters, blocks);
    if (expected.empty()) expected = blocks;
    EXPECT_EQ(blocks, expected);
  });
  EXPECT_EQ(expected.front(), r123::Philox4x32()(counters.front(), key));
}

TEST(PhiloxBlocksTest, AStreamWithItsFirstBlockIsTheSameStream) {
  const StreamKey key = stream_key(5, "test");
  PhiloxCounter block = Stream::first_counter(std::uint64_t{7} << 33, 4);
  philox_blocks(key, {&block, 1}, {&block, 1});
  Stream with(key, std::uint64_t{7} << 33, 4, block);
  Stream without(key, std::uint64_t{7} << 33, 4);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(with(), without());
  EXPECT_EQ(with.address().episode, without.address().episode);
}

}  // namespace
}  // namespace reprise
