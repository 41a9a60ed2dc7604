#include "sim/sessions/session_table.h"

#include <unordered_map>

#include <gtest/gtest.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

TEST(SessionTable, HoldsAnyKey) {
  SessionTable<int> table;
  EXPECT_EQ(table.find(0), nullptr);
  table[0] = 5;
  table[0xffffffffu] = 6;
  EXPECT_EQ(*table.find(0), 5);
  EXPECT_EQ(*table.find(0xffffffffu), 6);
  EXPECT_EQ(table.find(1), nullptr);
  EXPECT_EQ(table.size(), 2u);
}

TEST(SessionTable, MakesValuesThatAreNotThere) {
  SessionTable<int> table;
  EXPECT_EQ(table[7], 0);
  EXPECT_NE(table.find(7), nullptr);
  table[7] = 3;
  table.clear();
  EXPECT_EQ(table[7], 0) << "nothing is left of the session before";
}

TEST(SessionTable, DoesWhatAStandardMapDoes) {
  SessionTable<std::uint32_t> table;
  Stream stream(stream_key(1, "session_table_test"), 0);
  // Sessions differ in length, the long ones make the table grow, and some keys are close together.
  for (const std::uint32_t keys : {10u, 20'000u, 50u, 3u, 40'000u}) {
    table.clear();
    EXPECT_EQ(table.size(), 0u);
    std::unordered_map<std::uint32_t, std::uint32_t> map;
    for (std::uint32_t i = 0; i < 2 * keys; ++i) {
      const std::uint32_t key = uniform_index(stream, keys) * (i % 3 == 0 ? 1 : 65536);
      ++table[key];
      ++map[key];
    }
    ASSERT_EQ(table.size(), map.size());
    for (const auto& [key, value] : map) {
      ASSERT_NE(table.find(key), nullptr) << key;
      EXPECT_EQ(*table.find(key), value) << key;
    }
    for (std::uint32_t key = 1; key < 1000; key += 2) {
      EXPECT_EQ(table.find(key) != nullptr, map.contains(key)) << key;
    }
  }
}

TEST(SessionTable, BeginsAsLargeAsIsAskedFor) {
  SessionTable<std::uint32_t> table;
  // Few, many, more than there is room for, and few again, with more or fewer keys than were said.
  for (const std::size_t said : {0u, 1u, 31u, 32u, 33u, 100u, 4096u, 4097u, 1'000'000u, 3u}) {
    for (const std::uint32_t keys : {1u, 33u, 100u, 9000u}) {
      table.clear(said);
      EXPECT_EQ(table.size(), 0u);
      for (std::uint32_t key = 0; key < keys; ++key) ASSERT_EQ(table[key * 5]++, 0u) << key;
      EXPECT_EQ(table.size(), keys);
      for (std::uint32_t key = 0; key < 5 * keys; ++key) {
        ASSERT_EQ(table.find(key) != nullptr, key % 5 == 0) << key;
      }
    }
  }
}

// What a long session has left behind must not show in the short ones after it, nor when they grow
// into its slots.
TEST(SessionTable, ForgetsALongSession) {
  SessionTable<std::uint32_t> table;
  for (std::uint32_t key = 0; key < 5000; ++key) table[key] = key + 1;
  for (std::uint32_t keys = 1; keys < 3000; keys *= 3) {
    table.clear();
    for (std::uint32_t key = 0; key < 5000; key += 7) ASSERT_EQ(table.find(key), nullptr);
    for (std::uint32_t key = 0; key < keys; ++key) ASSERT_EQ(table[key * 3]++, 0u) << key;
    for (std::uint32_t key = 0; key < 5000; ++key) {
      ASSERT_EQ(table.find(key) != nullptr, key % 3 == 0 && key < 3 * keys) << key;
    }
  }
}

}  // namespace
}  // namespace reprise
