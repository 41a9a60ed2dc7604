#include "tests/experiments/statistics/vectors.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace reprise {
namespace {

// Every group must be named in a test. for_each_case goes through every case of a group, so a group
// that is named is used as a whole.
TEST(Vectors, AreAllUsedByTests) {
  std::string tests;
  for (const auto& entry : std::filesystem::directory_iterator(REPRISE_TEST_FOLDER)) {
    if (entry.path().extension() != ".cpp") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    tests += text.str();
  }
  std::size_t cases = 0;
  for (const auto& [group, list] : vector_groups().items()) {
    EXPECT_NE(tests.find(fmt::format("for_each_case(\"{}\"", group)), std::string::npos)
        << "no test uses the vectors of " << group;
    cases += list.size();
  }
  EXPECT_EQ(cases, 82u);
}

}  // namespace
}  // namespace reprise
