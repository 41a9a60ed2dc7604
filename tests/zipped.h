// Writes zip archives for tests.
#pragma once

#include <map>
#include <string>

#include <gtest/gtest.h>
#include <zip.h>

namespace reprise {

/// Writes an archive of packed files, given by their names, at `path`.
inline void write_zip(const std::string& path, const std::map<std::string, std::string>& files) {
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  ASSERT_NE(archive, nullptr) << path;
  for (const auto& [name, content] : files) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    ASSERT_GE(zip_file_add(archive, name.c_str(), source, 0), 0) << name;
  }
  ASSERT_EQ(zip_close(archive), 0);
}

}  // namespace reprise
