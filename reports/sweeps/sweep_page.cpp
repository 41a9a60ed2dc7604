#include "reports/sweeps/sweep_page.h"

#include <string>

#include <fmt/format.h>

#include "reports/sweeps/sweep_answer.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {
namespace {

std::string question(const Page& page, const SweepResults& sweep) {
  if (swept(sweep) == Swept::choices && !sweep.user_models.empty()) {
    return fmt::format("Which treatment does best on {}, against {}, and does it under all users?",
                       page.code(sweep.ranked_metric), page.code(sweep.control));
  }
  if (swept(sweep) == Swept::worlds) {
    return fmt::format("How far do effects on {}, against {}, depend on the world?",
                       page.code(sweep.ranked_metric), page.code(sweep.control));
  }
  return fmt::format("Which setting does best on {}, against {}?", page.code(sweep.ranked_metric),
                     page.code(sweep.control));
}

}  // namespace

void write_sweep_page(Page& page, const SweepResults& sweep, const DrawnFigures& figures) {
  ReportedSweep report(sweep, figures);
  page.title("Sweep of", sweep.experiment);
  page.answer(question(page, sweep), sweep_answer(sweep, page.names()));
  say_warnings_below(page, sweep.warnings.size() + report.warnings.size());
  for (const SweepSection& section : sweep_sections()) section.write(page, report);
}

}  // namespace reprise
