// Writes how the sweep was made.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/summary/run_summary.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {
namespace {

// Returns what each of the played parts belongs to besides its seed.
std::string_view played_in(const ReportedSweep& report) {
  if (report.sweep.user_models.empty()) return report.sweep.worlds.empty() ? "" : " and world";
  return report.sweep.worlds.empty() ? " and user model" : ", world and user model";
}

void write(Page& page, ReportedSweep& report) {
  std::vector<std::string> parameters;
  for (const SweepParameter& parameter : report.sweep.parameters) {
    parameters.push_back(fmt::format("{} ({})", page.code(parameter.path),
                                     count_words(parameter.values.size(), "value")));
  }
  std::vector<std::string> facts{
      fmt::format("experiment: {}, {} design, control {}", page.code(report.sweep.experiment),
                  page.prose(report.sweep.design), page.code(report.sweep.control)),
      fmt::format("method: {}; {}", page.prose(report.sweep.method), cells_text(report.sweep)),
  };
  if (!parameters.empty()) {
    facts.push_back(fmt::format("parameters: {}", fmt::join(parameters, ", ")));
  }
  facts.push_back(fmt::format("played: {} per seed{}; {}", episodes_text(report.sweep),
                              played_in(report), seeds_text(report.sweep.seeds)));
  if (!report.sweep.worlds.empty()) {
    std::vector<std::string> worlds;
    for (const std::string& world : report.sweep.worlds) worlds.push_back(page.code(world));
    facts.push_back(fmt::format("worlds: {}", fmt::join(worlds, ", ")));
  }
  if (!report.sweep.user_models.empty()) {
    std::vector<std::string> models;
    for (const std::string& model : report.sweep.user_models) models.push_back(page.code(model));
    facts.push_back(fmt::format("user models: {}", fmt::join(models, ", ")));
  }
  facts.push_back(fmt::format("hash: {}", page.code(report.sweep.hash)));
  add_program(page, report.sweep.program, facts);
  facts.emplace_back("as numbers, in the same directory: sweep.csv and sweep.json");
  say_how_it_was_made(page, facts, "reprise run config.yaml", report.sweep.config);
}

const SweepSectionRegistration registration({"how it was made", 1100, write});

}  // namespace
}  // namespace reprise
