// Writes the health checks of the run. A sound run passes all of them.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (run.results.health.empty()) return;
  std::vector<std::string> checks;
  for (const HealthCheck& check : run.results.health) {
    checks.push_back(fmt::format("{} {}: {}", check.passed ? "passed:" : "FAILED:",
                                 page.prose(check.name), page.prose(check.text)));
  }
  page.section("Health");
  page.bullets(checks);
}

const RunSectionRegistration registration({"health", 200, write});

}  // namespace
}  // namespace reprise
