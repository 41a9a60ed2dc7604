// Tests the split against upstream's own assignment, and the split's hash against its published
// values.
#include "experiments/spec/designs/split.h"

#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "experiments/spec/designs/murmur3.h"

namespace reprise {
namespace {

TEST(Murmur3, PublishedValues) {
  EXPECT_EQ(static_cast<std::int32_t>(murmur3_x86_32("foo", 0)), -156908512);
  // SMHasher's verification values, without a tail and with a tail of one byte.
  EXPECT_EQ(murmur3_x86_32("", 0), 0u);
  EXPECT_EQ(murmur3_x86_32("", 1), 0x514E28B7u);
  EXPECT_EQ(murmur3_x86_32("test", 0x9747b28c), 0x704b81dcu);
  EXPECT_EQ(murmur3_x86_32("Hello, world!", 0x9747b28c), 0x24884CBAu);
}

TEST(Split, IsFixed) {
  // A user of the real log, so that something is tested even when the test below is skipped.
  EXPECT_EQ(split_index("CUSTOM_CONTEXTUAL", 3255, 2), 1u);
}

TEST(Split, EqualsUpstreamOnTheRealLog) {
  const std::filesystem::path log =
      std::filesystem::path(REPRISE_SOURCE_FOLDER) / "../shared/botify/seed_a_log.json";
  if (!std::filesystem::exists(log)) GTEST_SKIP() << "no real log at " << log;
  std::ifstream file(log);
  std::map<std::int64_t, std::string> treatment_of;
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    treatment_of[row["user"].get<std::int64_t>()] =
        row["experiments"]["CUSTOM_CONTEXTUAL"].get<std::string>();
  }
  ASSERT_EQ(treatment_of.size(), 944u);
  for (const auto& [user, treatment] : treatment_of) {
    EXPECT_EQ(split_index("CUSTOM_CONTEXTUAL", user, 2) == 0 ? "C" : "T1", treatment) << user;
  }
}

}  // namespace
}  // namespace reprise
