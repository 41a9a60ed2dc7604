#include "experiments/python/analyze.h"

#include <pybind11/stl.h>

#include "experiments/logs/log_results.h"
#include "experiments/logs/read_log.h"
#include "experiments/python/caller_thread.h"
#include "reports/console/console_table.h"
#include "reports/results/results_json.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

namespace py = pybind11;

IntervalKind interval_of(const std::string& name) {
  const std::vector<std::string> names = choices(IntervalKind{});
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    throw UserError(fmt::format("interval is '{}'{}; expected {}", name, did_you_mean(name, names),
                                fmt::join(names, ", ")));
  }
  return static_cast<IntervalKind>(at - names.begin());
}

// Returns the results as JSON, and as a table.
std::pair<py::bytes, std::string> analyze(const std::vector<std::string>& paths,
                                          const std::optional<std::string>& experiment,
                                          const std::string& control, const std::string& interval,
                                          double confidence, std::optional<double> budget,
                                          std::uint64_t bad_lines) {
  LogView view;
  view.control = control;
  view.interval = interval_of(interval);
  view.confidence = confidence;
  view.budget = budget;
  view.command = "reprise.analyze (Python)";
  for (const LogMetric& metric : log_metrics()) view.metrics.push_back(&metric);
  std::string json;
  std::string table;
  CallerThread caller;
  caller.run(
      [&] {
        const LogRequest request{paths, experiment, bad_lines};
        const ReadLog log =
            read_log(request, [&](std::string_view, std::size_t, std::size_t) { caller.look(); });
        const Results results = log_results(log, view);
        json = write_results_json(results);
        table = write_console_table(results, {.width = 100, .colour = false, .every_metric = true});
      },
      {});
  return {py::bytes(json), table};
}

}  // namespace

void add_analyze(py::module_& module) { module.def("analyze", analyze); }

}  // namespace reprise
