// A run that was played in parts, seeds or days: the means of each by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/pages/page.h"
#include "reports/results/results.h"
#include "reports/sections/reported_run.h"

namespace reprise {

/// A part of the run by itself.
struct RunPart {
  std::string name;  // "seed 7"
  const std::vector<TreatmentMeans>& treatments;
};

/// A section of the headline metrics, where there are several parts and any has them; `what` is one
/// of the parts ("seed"). Safe to call from any thread, a page each.
void write_part_by_part(Page& page, const ReportedRun& run, std::string_view title,
                        std::string_view what, const std::vector<RunPart>& parts);

}  // namespace reprise
