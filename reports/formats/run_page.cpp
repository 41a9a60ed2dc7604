#include "reports/formats/run_page.h"

#include "reports/sections/section.h"

namespace reprise {

void write_run_page(Page& page, const Results& results, const DrawnFigures& figures) {
  ReportedRun run(results, figures);
  for (const RunSection& section : run_sections()) section.write(page, run);
}

}  // namespace reprise
