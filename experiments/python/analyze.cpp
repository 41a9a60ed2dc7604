#include "experiments/python/analyze.h"

#include <pybind11/stl.h>

#include "experiments/logs/log_paths.h"
#include "experiments/logs/log_results.h"
#include "experiments/logs/read_log.h"
#include "experiments/python/caller_thread.h"
#include "reports/console/console_table.h"
#include "reports/formats/results_file.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {
namespace {

namespace py = pybind11;

// Returns the value of an argument, checked like a value in a file. Throws UserError at
// "NAME=VALUE".
template <class T, class Given>
T argument(const char* name, const Given& given, const Limits& limits = {}) {
  const std::string text = fmt::format("{}", given);
  const Node node = Node::make_scalar(text, {fmt::format("{}={}", name, text), 0, 0});
  T value = ParameterType<T>::read(node, name);
  check_limits(limits, value, node, name);
  return value;
}

// Returns the results as JSON, and as a table.
std::pair<py::bytes, std::string> analyze(const std::vector<std::string>& paths,
                                          const std::optional<std::string>& experiment,
                                          const std::string& control, const std::string& interval,
                                          double confidence, std::optional<double> budget,
                                          std::int64_t bad_lines) {
  const std::vector<std::string> files = log_files(paths);
  LogView view;
  view.control = control;
  view.interval = argument<IntervalKind>("interval", interval);
  view.confidence = argument<double>("confidence", confidence, {.min = 0.5, .max = 0.9999});
  view.budget.reset();
  if (budget) view.budget = argument<double>("budget", *budget, {.min = 0, .max = 1e9});
  const auto most_bad = static_cast<std::uint64_t>(
      argument<std::int64_t>("bad_lines", bad_lines, {.min = 0, .max = 1e15}));
  view.command = "reprise.analyze (Python)";
  for (const LogMetric& metric : log_metrics()) view.metrics.push_back(&metric);
  std::string json;
  std::string table;
  CallerThread caller;
  caller.run(
      [&] {
        const LogRequest request{files, experiment, most_bad};
        const ReadLog log =
            read_log(request, [&](std::string_view, std::size_t, std::size_t) { caller.look(); });
        const Results results = log_results(log, view);
        json = results_file(results);
        table = write_console_table(results, {.width = 100, .colour = false, .every_metric = true});
      },
      {});
  return {py::bytes(json), table};
}

}  // namespace

void add_analyze(py::module_& module) { module.def("analyze", analyze); }

}  // namespace reprise
