#include "sim/support/memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>

namespace reprise {
namespace {

using Bytes = std::optional<std::uint64_t>;

// Files of the kernel have no size, so they are read to their end.
std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Returns the number behind `key` in a text of lines "key number ...".
Bytes number_of(const std::string& text, std::string_view key) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    std::uint64_t number = 0;
    if (words >> name && name == key && words >> number) return number;
  }
  return std::nullopt;
}

// Returns the number that is the whole file; absent for "max" and for a file that is not there.
Bytes number_in(const std::filesystem::path& path) {
  std::istringstream words(text_of(path));
  std::uint64_t number = 0;
  return words >> number ? Bytes(number) : std::nullopt;
}

Bytes of_machine(const std::filesystem::path& root) {
  const Bytes kibibytes = number_of(text_of(root / "proc/meminfo"), "MemAvailable:");
  return kibibytes ? Bytes(*kibibytes * 1024) : std::nullopt;
}

// Returns what the control group and those above it leave.
Bytes of_control_group(const std::filesystem::path& root) {
  const std::string groups = text_of(root / "proc/self/cgroup");
  constexpr std::string_view kVersion2 = "0::/";
  const std::size_t at = groups.find(kVersion2);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + kVersion2.size();
  const std::filesystem::path top = root / "sys/fs/cgroup";
  Bytes least;
  std::filesystem::path group = groups.substr(begin, groups.find('\n', begin) - begin);
  while (true) {
    const std::filesystem::path folder = top / group;
    const Bytes most = number_in(folder / "memory.max");
    const Bytes taken = number_in(folder / "memory.current");
    if (most && taken) {
      // The kernel drops files from its caches before it ends a process.
      const std::uint64_t files = number_of(text_of(folder / "memory.stat"), "file").value_or(0);
      const std::uint64_t held = *taken - std::min(files, *taken);
      const std::uint64_t left = *most - std::min(held, *most);
      least = std::min(left, least.value_or(left));
    }
    if (group.empty()) return least;
    group = group.parent_path();
  }
}

Bytes of_limit(const std::filesystem::path& root) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  const Bytes kibibytes = number_of(text_of(root / "proc/self/status"), "VmSize:");
  if (!kibibytes) return std::nullopt;
  return limit.rlim_cur - std::min<std::uint64_t>(*kibibytes * 1024, limit.rlim_cur);
}

}  // namespace

std::optional<std::uint64_t> available_memory(const std::filesystem::path& root) {
  Bytes least;
  for (const Bytes& bytes : {of_machine(root), of_control_group(root), of_limit(root)}) {
    if (bytes) least = std::min(*bytes, least.value_or(*bytes));
  }
  return least;
}

std::string memory_text(std::uint64_t bytes) {
  constexpr double kMegabyte = 1e6;
  constexpr double kGigabyte = 1e9;
  const auto size = static_cast<double>(bytes);
  if (size < 0.9995 * kGigabyte) return fmt::format("{:.0f} MB", size / kMegabyte);
  return fmt::format("{:.{}f} GB", size / kGigabyte, size < 9.95 * kGigabyte ? 1 : 0);
}

}  // namespace reprise
