#include <iostream>
#include <optional>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/run_one.h"
#include "experiments/logs/ab_result.h"
#include "experiments/logs/log_paths.h"
#include "experiments/logs/log_results.h"
#include "experiments/running/config_file.h"
#include "experiments/simulation/stopwatch.h"
#include "experiments/studies/directories/manifest.h"
#include "experiments/studies/directories/run_directory.h"
#include "reports/console/console_table.h"
#include "reports/formats/results_file.h"
#include "reports/pages/format.h"
#include "reports/text/display_text.h"
#include "sim/support/files/file.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"analyze", po::options_description("options")};
  usage.options.add_options()  //
      ("experiment", po::value<std::string>(),
       "NAME: whose treatments are compared; may be left out where the log has one")  //
      ("control", po::value<std::string>()->default_value("C"),
       "the treatment the others are compared with")  //
      ("metrics", po::value<std::string>(),
       "A,B,...: which of mean_time_per_session, mean_tracks_per_session, mean_request_latency, "
       "sessions and time; all by default")  //
      ("interval", po::value<std::string>()->default_value("fieller"),
       "of relative effects: fieller, delta, or notebook, which is the upstream notebook's")  //
      ("confidence", po::value<std::string>()->default_value("0.95"), "of all intervals")     //
      ("budget", po::value<std::string>()->default_value("5"),
       "what a session may spend: where tracks - time is something else, there is an alarm; "
       "'none' for no such alarm")  //
      ("bad-lines", po::value<std::string>()->default_value("0"),
       "so many lines may be no rows; they are left out, and there is a warning")  //
      ("users", po::value<std::string>(),
       "a users.json: its fields, such as a country, are segments for who gains")  //
      ("ab-result", po::value<std::string>(),
       "FILE: write ab_result.json there, as the course's checker of homework reads it; of several "
       "experiments it takes the first by name")  //
      ("out", po::value<std::string>(), "a directory for the reports; without it none are written")
      //
      ("quiet", "no progress")                                                                  //
      ("every-metric", "print the full table of every metric, not of the headline ones alone")  //
      ("json", "print results.json instead of the table");
  usage.positional.add("log", -1);
  return usage;
}

std::vector<const LogMetric*> read_metrics(const po::variables_map& values) {
  std::vector<const LogMetric*> metrics;
  if (values.count("metrics") == 0) {
    for (const LogMetric& metric : log_metrics()) metrics.push_back(&metric);
    return metrics;
  }
  const std::string text = values["metrics"].as<std::string>();
  const Place place{fmt::format("--metrics {}", text), 0, 0};
  std::vector<std::string> known;
  for (const LogMetric& metric : log_metrics()) known.push_back(metric.description.name);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string name = text.substr(begin, end - begin);
    begin = end + 1;
    const LogMetric* metric = find_log_metric(name);
    if (metric == nullptr) {
      throw UserError(place, fmt::format("unknown metric '{}'{}; a log has {}", name,
                                         did_you_mean(name, known), fmt::join(known, ", ")));
    }
    if (std::find(metrics.begin(), metrics.end(), metric) != metrics.end()) {
      throw UserError(place, fmt::format("the metric '{}' is there twice; remove one", name));
    }
    metrics.push_back(metric);
  }
  return metrics;
}

// Returns the command that makes the same analysis of the same files, without the paths of the
// files.
std::string repeating_command(const po::variables_map& values, const std::string& experiment) {
  std::vector<std::string> arguments = {"--experiment", experiment};
  for (const char* option :
       {"control", "metrics", "interval", "confidence", "budget", "bad-lines"}) {
    if (values.count(option) == 0 || values[option].defaulted()) continue;
    arguments.insert(arguments.end(),
                     {fmt::format("--{}", option), values[option].as<std::string>()});
  }
  if (values.count("users") != 0) {
    const std::filesystem::path users = values["users"].as<std::string>();
    arguments.insert(arguments.end(), {"--users", users.filename().string()});
  }
  return shell_text("analyze LOG...", arguments);
}

int analyze(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("log") == 0) {
    throw UserError(
        "name the files of a log, a directory that holds them, or - for standard input: reprise "
        "analyze LOG... --experiment NAME");
  }
  // Read the options.
  LogRequest request;
  request.paths = log_files(values["log"].as<std::vector<std::string>>());
  if (values.count("experiment") != 0) {
    request.experiment = values["experiment"].as<std::string>();
  }
  request.bad_lines = static_cast<std::uint64_t>(
      *option_value<std::int64_t>(values, "bad-lines", {.min = 0, .max = 1e15}));
  const bool ab_result = values.count("ab-result") != 0;
  request.first_by_name = ab_result;
  LogView view;
  view.control = values["control"].as<std::string>();
  view.interval = *option_value<IntervalKind>(values, "interval");
  view.confidence = *option_value<double>(values, "confidence", {.min = 0.5, .max = 0.9999});
  view.metrics = read_metrics(values);
  view.budget.reset();
  if (values["budget"].as<std::string>() != "none") {
    view.budget = *option_value<double>(values, "budget", {.min = 0, .max = 1e9});
  }
  std::vector<std::filesystem::path> inputs = input_paths(request.paths);
  if (values.count("users") != 0) inputs.emplace_back(values["users"].as<std::string>());
  std::optional<std::filesystem::path> out;
  if (values.count("out") != 0) {
    out = values["out"].as<std::string>();
    OutputDirectory outputs{
        .option = "--out", .directory = *out, .files = {"manifest.json"}, .mark = "results.json"};
    for (const ReportFormat& format : report_formats()) outputs.files.push_back(format.file_name);
    check_outputs(outputs, inputs);
    if (std::filesystem::exists(*out / kConfigFile)) {
      throw UserError({fmt::format("--out {}", out->string()), 0, 0},
                      "this is the directory of a run, whose results would be written over; choose "
                      "another directory");
    }
  }
  if (ab_result) {
    check_output({.option = "--ab-result",
                  .path = values["ab-result"].as<std::string>(),
                  .what = "ab_result.json",
                  .is_own =
                      [](std::string_view head) {
                        return head.starts_with('{') && head.find("\"all_effects\"") != head.npos;
                      }},
                 inputs);
  }

  // Read the log, compare the treatments, and print or write the results.
  Timings timings;
  Stopwatch watch(timings);
  ReadLog log;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    log = read_log(request, display.progress());
  }
  watch.lap("reading");
  LogUserFields users;
  if (values.count("users") != 0) {
    users = read_log_user_fields(values["users"].as<std::string>(), log.totals);
    view.users = &users;
  }
  view.command = repeating_command(values, log.experiment);
  const Results results = log_results(log, view);
  watch.lap("comparing");
  std::string no_figures;
  if (ab_result) {
    const std::string file = values["ab-result"].as<std::string>();
    write_file(file, ab_result_json(log, view.control));
    if (results.effects.empty()) {
      std::cerr << printable(
                       fmt::format("{}: has no effect, because the log has no treatment beside "
                                   "the control {}",
                                   file, view.control))
                << "\n";
    } else if (view.interval != IntervalKind::notebook) {
      std::cerr << printable(
                       fmt::format("{}: its intervals are the notebook's, as the checker wants "
                                   "them; the table has them with --interval notebook",
                                   file))
                << "\n";
    }
  }
  if (out) {
    no_figures = write_analysis(
        *out, results, write_log_manifest(log.inputs, timings, shell_text("analyze", arguments)));
  }
  std::cout << (values.count("json") != 0
                    ? results_file(results)
                    : write_console_table(results,
                                          console_options(values.count("every-metric") != 0)));
  if (out) print_report_place(no_figures, *out / "report.html", values.count("quiet") != 0);
  return kOk;
}

const CommandRegistration registration({"analyze", "LOG|DIRECTORY... [options]",
                                        "compare the treatments of a botify service by its logs",
                                        analyze});

}  // namespace
}  // namespace reprise
