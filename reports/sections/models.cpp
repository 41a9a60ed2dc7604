// Writes a table of the models that were trained for the run.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/pages/page_parts.h"
#include "reports/sections/section.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (run.results.models.empty()) return;
  PageTable table;
  table.header = {"model",     "kind",        "sessions of its log", "pairs",
                  "epochs",    "best",        "training loss",       "validation loss",
                  "test loss", "of the mean", "of shuffled times"};
  table.left = 2;
  const auto loss = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.4g}", *value) : std::string();
  };
  std::vector<std::string> notes;
  for (const ModelResult& model : run.results.models) {
    const auto best =
        std::find_if(model.steps.begin(), model.steps.end(),
                     [&](const ModelStep& step) { return step.step == model.best_step; });
    const bool found = best != model.steps.end();
    table.rows.push_back({page.code(model.name), page.prose(model.kind), count_text(model.sessions),
                          count_text(model.pairs), count_text(model.steps.size()),
                          fmt::format("{}", model.best_step), found ? loss(best->train) : "",
                          found ? loss(best->validation) : "", loss(model.test),
                          loss(model.test_of_mean), loss(model.test_of_random)});
    if (!model.stopped.empty()) {
      notes.push_back(fmt::format("{}: {}", page.code(model.name), page.prose(model.stopped)));
    }
  }
  page.section("The models");
  page.table(table);
  say_notes(page, notes);
  run.figures.show(page, "training_curves");
}

const RunSectionRegistration registration({"models", 140, write});

}  // namespace
}  // namespace reprise
