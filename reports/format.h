// Report files register themselves here: a format is one new file with a writer and a registration
// at its end, and every run then writes it.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/results.h"

namespace reprise {

/// One file of a run's directory.
struct ReportFormat {
  std::string file_name;  // "report.md"
  // What the run found out, and the figures that stand beside this file under their file names.
  // Pure: equal arguments give equal bytes. Safe to call from any thread.
  std::string (*write)(const Results&, const DrawnFigures&) = nullptr;
};

/// Made once per format, as a static object in the format's own file. A second format of the same
/// file name is a mistake of ours and ends the program as it starts.
class ReportFormatRegistration {
 public:
  explicit ReportFormatRegistration(ReportFormat format);
};

/// All formats by file name, in alphabetical order. Complete once main has begun; safe to call from
/// any thread from then on.
const std::vector<ReportFormat>& report_formats();

}  // namespace reprise
