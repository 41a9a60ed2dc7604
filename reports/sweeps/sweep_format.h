// Report files of sweeps register themselves here, as those of runs do: a format is one new file
// with a writer and a registration at its end, and every sweep then writes it.
#pragma once

#include <vector>

#include "reports/pages/format.h"
#include "reports/results/sweep_results.h"

namespace reprise {

using SweepFormat = FormatOf<SweepResults>;
using SweepFormatRegistration = ReportRegistration<SweepFormat>;

/// All formats of a sweep by file name, in alphabetical order. Complete once main has begun; safe
/// to call from any thread from then on.
inline const std::vector<SweepFormat>& sweep_formats() {
  return ReportRegistry<SweepFormat>::all();
}

}  // namespace reprise
