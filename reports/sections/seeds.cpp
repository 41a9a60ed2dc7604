// Writes the means of each seed by itself.
#include <vector>

#include <fmt/format.h>

#include "reports/sections/part_by_part.h"
#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  std::vector<RunPart> parts;
  for (const Replication& replication : run.results.replications) {
    parts.push_back({fmt::format("seed {}", replication.seed), replication.treatments});
  }
  write_part_by_part(page, run, "Seed by seed", "seed", parts);
}

const RunSectionRegistration registration({"seeds", 160, write});

}  // namespace
}  // namespace reprise
