#include "experiments/running/program_time.h"

#include <filesystem>
#include <string_view>
#include <system_error>

#include <dlfcn.h>

namespace reprise {
namespace {

// Returns the file that has this code: the program or, where Python has loaded it, a shared
// library.
std::filesystem::path file_of_program(std::error_code& error) {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&file_of_program), &info) != 0 &&
      std::string_view(info.dli_fname).find(".so") != std::string_view::npos) {
    return info.dli_fname;
  }
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

}  // namespace

std::optional<std::int64_t> time_of_program() {
  std::error_code error;
  const std::filesystem::path program = file_of_program(error);
  if (error) return std::nullopt;
  const auto time = std::filesystem::last_write_time(program, error);
  if (error) return std::nullopt;
  return time.time_since_epoch().count();
}

}  // namespace reprise
