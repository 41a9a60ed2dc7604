// Writes the warnings, which a reader should know before he trusts the results.
#include <string>
#include <vector>

#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (run.results.warnings.empty()) return;
  std::vector<std::string> warnings;
  for (const std::string& warning : run.results.warnings) warnings.push_back(page.prose(warning));
  page.section("Warnings");
  page.bullets(warnings);
}

const RunSectionRegistration registration({"warnings", 210, write});

}  // namespace
}  // namespace reprise
