// Defines the registry of the sections of a sweep's page, like the registry of a run's sections. A
// section is one new file with a function that writes it and with a registration at the end.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sweeps/reported_sweep.h"
#include "sim/support/registered.h"

namespace reprise {

/// A section of the page of a sweep.
struct SweepSection {
  static constexpr const char* kind = "section of a sweep";

  std::string subject;  // subject of the section; unique
  // Sections come in this order; a new section takes a number between two others.
  int place = 0;
  // Writes the section; writes nothing if the sweep has no results for it. The text depends on the
  // sweep alone.
  void (*write)(Page& page, ReportedSweep& report) = nullptr;

  const std::string& name() const { return subject; }
  std::tuple<int, const std::string&> order() const { return {place, subject}; }
};

using SweepSectionRegistration = EntryRegistration<SweepSection>;

/// Returns all sections by place, then by subject. The list is complete once main has begun, and
/// safe to use from any thread from then on.
inline const std::vector<SweepSection>& sweep_sections() {
  return Registered<SweepSection>::instance().all();
}

}  // namespace reprise
