// Writes the means of each part of a run by itself. A part is a seed or a day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/pages/page.h"
#include "reports/results/results.h"
#include "reports/sections/reported_run.h"

namespace reprise {

/// One part of the run.
struct RunPart {
  std::string name;  // "seed 7"
  const std::vector<TreatmentMeans>& treatments;
};

/// Writes a section about the headline metrics. Writes nothing unless there are several parts and a
/// part has one of the metrics. `what` is the word for a part ("seed"). Safe to call from any
/// thread, if each has a page of its own.
void write_part_by_part(Page& page, const ReportedRun& run, std::string_view title,
                        std::string_view what, const std::vector<RunPart>& parts);

}  // namespace reprise
