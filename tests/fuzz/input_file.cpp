#include "tests/fuzz/input_file.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sim/support/check.h"

namespace reprise {

InputInMemory::InputInMemory(std::string_view content)
    : file_(::memfd_create("fuzz_input", MFD_CLOEXEC)) {
  REPRISE_CHECK(file_ >= 0, "no file in memory for {} bytes", content.size());
  while (!content.empty()) {
    const ssize_t written = ::write(file_, content.data(), content.size());
    REPRISE_CHECK(written > 0, "{} bytes are left to write", content.size());
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

InputInMemory::~InputInMemory() { ::close(file_); }

std::filesystem::path InputInMemory::path() const { return fmt::format("/proc/self/fd/{}", file_); }

}  // namespace reprise
