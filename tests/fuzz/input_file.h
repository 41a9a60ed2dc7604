// The input of a fuzz target as a file. The file is in memory alone, so that thousands of files
// take a second and none is left behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace reprise {

/// A file that is in no folder. Its path is valid in this process, as long as this object lives.
class InputInMemory {
 public:
  explicit InputInMemory(std::string_view content);
  ~InputInMemory();
  InputInMemory(const InputInMemory&) = delete;
  InputInMemory& operator=(const InputInMemory&) = delete;

  std::filesystem::path path() const;

 private:
  int file_;
};

/// Returns the bytes that libFuzzer hands over.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace reprise
