#include "sim/support/files/cache_directory.h"

#include <cstdlib>

namespace reprise {

std::filesystem::path cache_directory() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto own = variable("REPRISE_CACHE"); !own.empty()) return own;
  // A relative XDG path counts as not set, as the XDG specification requires.
  if (const auto xdg = variable("XDG_CACHE_HOME"); xdg.is_absolute()) return xdg / "reprise";
  if (const auto home = variable("HOME"); !home.empty()) return home / ".cache" / "reprise";
  return {};
}

}  // namespace reprise
