// Compares whole texts with files, usually under the test folder's golden/. With
// REPRISE_REGENERATE=1 in the environment the files are written instead: read the difference before
// committing it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace reprise {

inline void expect_golden_file(const std::string& text, const std::filesystem::path& path) {
  const char* regenerate = std::getenv("REPRISE_REGENERATE");
  if (regenerate != nullptr && std::string(regenerate) == "1") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file.good()) << path << " is missing";
  std::ostringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str()) << "differs from " << path;
}

inline void expect_golden(const std::string& text, const std::string& file_name) {
  expect_golden_file(text, std::filesystem::path(REPRISE_TEST_FOLDER) / "golden" / file_name);
}

}  // namespace reprise
