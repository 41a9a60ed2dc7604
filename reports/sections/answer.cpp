// Writes the question of the experiment, and the answer in a sentence or two.
#include "reports/summary/answer.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "reports/pages/page_parts.h"
#include "reports/sections/section.h"

namespace reprise {
namespace {

std::string question(const Page& page, const ReportedRun& run) {
  const std::size_t others = static_cast<std::size_t>(
      std::count_if(run.order.begin(), run.order.end(),
                    [](const auto* one) { return !one->control && !one->oracle; }));
  const std::string control = page.code(run.results.control);
  if (others == 1) {
    const auto one = std::find_if(run.order.begin(), run.order.end(), [](const auto* treatment) {
      return !treatment->control && !treatment->oracle;
    });
    return fmt::format("Does {} keep people listening longer than {}?", page.code((*one)->name),
                       control);
  }
  if (others == 0) return fmt::format("How long does {} keep people listening?", control);
  return fmt::format("Which of {} treatments keeps people listening longer than {}?", others,
                     control);
}

void write(Page& page, ReportedRun& run) {
  page.title("Experiment", run.results.experiment);
  page.answer(question(page, run), answer(run.results, page.names()));
  say_warnings_below(page, run.results.warnings.size());
}

const RunSectionRegistration registration({"answer", 10, write});

}  // namespace
}  // namespace reprise
