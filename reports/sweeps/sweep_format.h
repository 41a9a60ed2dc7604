// Defines the registry of report files of sweeps, like the registry of a run's report files. A
// format is one new file with a function that writes the report and with a registration at the end.
// Every sweep then writes the report.
#pragma once

#include <vector>

#include "reports/pages/format.h"
#include "reports/results/sweep_results.h"

namespace reprise {

using SweepFormat = FormatOf<SweepResults>;
using SweepFormatRegistration = EntryRegistration<SweepFormat>;

/// Returns all formats of a sweep, in alphabetical order of their file names. The list is complete
/// once main has begun, and safe to use from any thread from then on.
inline const std::vector<SweepFormat>& sweep_formats() {
  return Registered<SweepFormat>::instance().all();
}

}  // namespace reprise
