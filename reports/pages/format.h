// Defines the registry of report files. A format is one new file with a function that writes the
// report and with a registration at the end. Every run then writes the report.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"
#include "sim/support/registered.h"

namespace reprise {

/// One file in the directory of a run or a sweep. `Found` is the type of its results.
template <class Found>
struct FormatOf {
  static constexpr const char* kind = "report file";

  std::string file_name;  // for example "report.md"; unique among the formats of `Found`
  // Returns the file, from the results and the figures, which stand beside the file under their
  // file names. Pure: equal arguments give equal bytes. Safe to call from any thread.
  std::string (*write)(const Found&, const DrawnFigures&) = nullptr;

  const std::string& name() const { return file_name; }
};

using ReportFormat = FormatOf<Results>;
using ReportFormatRegistration = EntryRegistration<ReportFormat>;

/// Returns all formats of a run, in alphabetical order of their file names. The list is complete
/// once main has begun, and safe to use from any thread from then on.
inline const std::vector<ReportFormat>& report_formats() {
  return Registered<ReportFormat>::instance().all();
}

}  // namespace reprise
