// Report files register themselves here: a format is one new file with a writer and a registration
// at its end, and every run then writes it.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"
#include "sim/support/report_registry.h"

namespace reprise {

/// One file of a directory of results, whatever was found out: a run or a sweep.
template <class Found>
struct FormatOf {
  std::string file_name;  // "report.md"; unique among the formats of this kind of results
  // What was found out, and the figures that stand beside this file under their file names. Pure:
  // equal arguments give equal bytes. Safe to call from any thread.
  std::string (*write)(const Found&, const DrawnFigures&) = nullptr;

  const std::string& name() const { return file_name; }
  const std::string& order() const { return file_name; }
};

using ReportFormat = FormatOf<Results>;
using ReportFormatRegistration = ReportRegistration<ReportFormat>;

/// All formats of a run by file name, in alphabetical order. Complete once main has begun; safe to
/// call from any thread from then on.
inline const std::vector<ReportFormat>& report_formats() {
  return ReportRegistry<ReportFormat>::all();
}

}  // namespace reprise
