// A folder for the files of a fuzz target's process.
#pragma once

#include <filesystem>

#include <stdlib.h>

#include "sim/support/check.h"

namespace reprise {

/// A folder that is empty when it is made. It is removed when the process ends.
class EmptyFolder {
 public:
  EmptyFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "fuzz.XXXXXX").string();
    REPRISE_CHECK(::mkdtemp(name.data()) != nullptr, "{}", name);
    path_ = name;
  }
  ~EmptyFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace reprise
