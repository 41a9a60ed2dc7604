#include "experiments/running/version.h"

#include <fmt/format.h>

#include "experiments/running/build_info.h"

namespace reprise {

std::string version_text() {
  return fmt::format("reprise {} (commit {})", REPRISE_VERSION, REPRISE_GIT_COMMIT);
}

}  // namespace reprise
