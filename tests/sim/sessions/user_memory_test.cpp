#include "sim/sessions/user_memory.h"

#include <random>
#include <unordered_map>

#include <gtest/gtest.h>

namespace reprise {
namespace {

// Whatever was played, the memory knows what a plain map knows.
TEST(UserMemory, KnowsEachTrackOfEarlierSessions) {
  std::mt19937 random(7);
  UserMemory memory;
  EXPECT_EQ(memory.find(0), nullptr);
  std::unordered_map<TrackId, UserMemory::Known> expected;
  std::uint64_t plays = 0;
  for (int session = 0; session < 300; ++session) {
    Playbacks playbacks;
    for (std::size_t i = 0; i < 1 + random() % 9; ++i) {
      // Neighbouring ids, and ids that differ in their high bits alone.
      const auto track =
          static_cast<TrackId>(random() % 2 == 0 ? random() % 400 : (random() % 300) << 22);
      const auto time = static_cast<Hundredths>(random() % 101);
      playbacks.append(track, 0, time);
      expected[track].heard += time;
      expected[track].last = plays++;
    }
    memory.append(playbacks);
  }
  EXPECT_EQ(memory.plays(), plays);
  for (const auto& [track, known] : expected) {
    const UserMemory::Known* found = memory.find(track);
    ASSERT_NE(found, nullptr) << track;
    EXPECT_EQ(found->heard, known.heard);
    EXPECT_EQ(found->last, known.last);
  }
  for (TrackId track = 1000; track < 2000; ++track) EXPECT_EQ(memory.find(track), nullptr);
}

// What was heard is counted up to the longest time there is.
TEST(UserMemory, CountsNoFurtherThanATimeGoes) {
  UserMemory memory;
  for (int session = 0; session < 3; ++session) {
    Playbacks playbacks;
    playbacks.append(5, 0, kMaxHundredths);
    memory.append(playbacks);
  }
  EXPECT_EQ(memory.find(5)->heard, kMaxHundredths);
  EXPECT_EQ(memory.find(5)->last, 2U);
}

}  // namespace
}  // namespace reprise
