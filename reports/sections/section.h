// Defines the registry of sections. A section of a run's page is one new file with a function that
// writes the section and with a registration at the end.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sections/reported_run.h"
#include "sim/support/registered.h"

namespace reprise {

/// A section of the page of a run.
struct RunSection {
  static constexpr const char* kind = "section";

  std::string subject;  // subject of the section; unique
  // Sections come in this order; a new section takes a number between two others.
  int place = 0;
  // Writes the section; writes nothing if the run has no results for it. The text depends on the
  // run alone.
  void (*write)(Page& page, ReportedRun& run) = nullptr;

  const std::string& name() const { return subject; }
  std::tuple<int, const std::string&> order() const { return {place, subject}; }
};

using RunSectionRegistration = EntryRegistration<RunSection>;

/// Returns all sections by place, then by subject. The list is complete once main has begun, and
/// safe to use from any thread from then on.
inline const std::vector<RunSection>& run_sections() {
  return Registered<RunSection>::instance().all();
}

}  // namespace reprise
