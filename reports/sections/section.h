// Sections register themselves here: a section of a run's page is one new file with a function that
// writes it and a registration at its end.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sections/reported_run.h"
#include "sim/support/report_registry.h"

namespace reprise {

/// A part of the page of a run.
struct RunSection {
  std::string subject;  // what it is about: unique
  int place = 0;        // sections come in this order; numbers between are for new ones
  // Nothing where the run has nothing of it. What it says depends on the run alone.
  void (*write)(Page& page, ReportedRun& run) = nullptr;

  const std::string& name() const { return subject; }
  std::tuple<int, const std::string&> order() const { return {place, subject}; }
};

using RunSectionRegistration = ReportRegistration<RunSection>;

/// By place, then subject. Complete once main has begun; safe to call from any thread from then on.
inline const std::vector<RunSection>& run_sections() { return ReportRegistry<RunSection>::all(); }

}  // namespace reprise
