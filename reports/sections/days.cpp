// Writes the means of each day by itself.
#include <vector>

#include <fmt/format.h>

#include "reports/sections/part_by_part.h"
#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  std::vector<RunPart> parts;
  for (const Day& day : run.results.days) {
    parts.push_back({fmt::format("day {}", day.day), day.treatments});
  }
  write_part_by_part(page, run, "Day by day", "day", parts);
}

const RunSectionRegistration registration({"days", 150, write});

}  // namespace
}  // namespace reprise
