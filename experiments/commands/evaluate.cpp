#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/in_python.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/run_one.h"
#include "experiments/commands/stop_signals.h"
#include "experiments/evaluation/bandit_log.h"
#include "experiments/studies/evaluation/evaluate_experiment.h"
#include "experiments/studies/evaluation/evaluation_directory.h"
#include "reports/evaluation/evaluation_console.h"
#include "reports/evaluation/evaluation_json.h"
#include "sim/support/files/cache_directory.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"evaluate", po::options_description("options")};
  usage.options.add_options()  //
      ("treatments", po::value<std::string>(),
       "an experiment FILE: from a LOG of its world, its treatments are estimated")  //
      ("experiment", po::value<std::string>(),
       "of a log with several: whose rows are read")  //
      ("logging", po::value<std::string>(),
       "of a log with several treatments: the one whose sessions are used, such as C; left out, "
       "all")  //
      ("target", po::value<std::string>(),
       "of a table FILE.csv with Open Bandit's columns: the column with the probability of the "
       "logged item under the policy that is estimated; left out, every item has the same")  //
      ("held-out", po::value<std::string>()->default_value("time"),
       "time or users: ranking metrics look at the last half of a log's sessions, or at half of "
       "its "
       "users")  //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: as for run, one value a key; may be repeated")    //
      ("threads", po::value<std::string>(), "0 for all processors")  //
      ("allow-commands", "run the Python files of treatments")       //
      ("out", po::value<std::string>(),
       "a directory for a report page (of an experiment) and JSON")  //
      ("quiet", "no progress")                                       //
      ("json", "print one JSON object instead of tables");
  usage.positional.add("file", -1);
  return usage;
}

bool is_experiment(const std::string& file) {
  return file.ends_with(".yaml") || file.ends_with(".yml");
}

// Reads the experiment once for each of its worlds, whose seeds follow each other.
std::vector<ExperimentSpec> of_worlds(const std::string& file, std::vector<Setting> settings) {
  std::vector<ExperimentSpec> specs = {read_experiment_file(file, settings)};
  const std::int64_t worlds = specs[0].evaluate ? specs[0].evaluate->worlds : 1;
  if (worlds == 1) return specs;
  const Node* world = specs[0].resolved.find("world");
  const Node* generate = world == nullptr ? nullptr : world->find("generate");
  const Node* seed = generate == nullptr ? nullptr : generate->find("seed");
  if (seed == nullptr) {
    throw UserError(specs[0].written.find("evaluate")->place,
                    "'evaluate.worlds' needs a world that is generated, whose seed differs; write "
                    "world: {generate: ...} in this file, or worlds: 1");
  }
  const auto first = ParameterType<std::int64_t>::read(*seed, "seed");
  settings.push_back({"evaluate.worlds", "world.generate.seed", ""});
  for (std::int64_t i = 1; i < worlds; ++i) {
    settings.back().value = std::to_string(first + i);
    specs.push_back(read_experiment_file(file, settings));
  }
  return specs;
}

// Returns the directory of --out, which may be written to; nothing without --out.
std::optional<std::filesystem::path> checked_out(const po::variables_map& values,
                                                 const std::string& json, bool page,
                                                 const std::vector<std::string>& files) {
  if (values.count("out") == 0) return std::nullopt;
  const std::filesystem::path out = values["out"].as<std::string>();
  OutputDirectory outputs{.option = "--out", .directory = out, .files = {json}, .mark = json};
  if (page) outputs.files.insert(outputs.files.end(), {"report.html", "report.md"});
  check_outputs(outputs, input_paths(files));
  return out;
}

// Throws UserError for an option that means nothing beside such a file.
void refuse_options(const po::variables_map& values, std::initializer_list<const char*> options,
                    const std::string& beside) {
  for (const char* option : options) {
    if (values.count(option) == 0 || values[option].defaulted()) continue;
    throw UserError(fmt::format("--{} means nothing beside {}; leave it out", option, beside));
  }
}

int evaluate_file(const std::string& file, const po::variables_map& values,
                  const EvaluationOptions& options, const std::vector<std::string>& arguments) {
  refuse_options(values, {"treatments", "experiment", "logging", "target"}, "an experiment");
  if (!values["held-out"].defaulted()) {
    throw UserError(fmt::format(
        "--held-out is of logs that are read; an experiment says it: evaluate: {{held_out: {}}}",
        values["held-out"].as<std::string>()));
  }
  const bool quiet = values.count("quiet") != 0;
  const std::vector<ExperimentSpec> specs = of_worlds(file, read_settings(values));
  if (values.count("allow-commands") != 0) enter_python(specs, "evaluate", arguments);
  const auto out = checked_out(values, "evaluation.json", true, {file});
  Workspace workspace(cache_directory());
  EvaluationResults results;
  {
    ProgressDisplay display(quiet);
    results = evaluate_experiment(specs, workspace, options, display.progress());
  }
  std::string no_figures;
  if (out) no_figures = write_evaluation(*out, results, shell_text("evaluate", arguments));
  std::cout << (values.count("json") != 0
                    ? write_evaluation_json(results)
                    : write_evaluation_console(results, 100, console_options(false).colour));
  if (out) print_report_place(no_figures, *out / "report.html", quiet);
  return kOk;
}

int print_numbers(const OfflineNumbers& numbers, const std::optional<std::filesystem::path>& out,
                  const po::variables_map& values) {
  const std::string json = write_offline_json(numbers);
  if (out) write_file_durably(*out / "offline.json", json);
  std::cout << (values.count("json") != 0
                    ? json
                    : write_offline_console(numbers, 100, console_options(false).colour));
  return kOk;
}

// Estimates from a table of single choices.
int evaluate_table(const std::vector<std::string>& files, const po::variables_map& values) {
  if (files.size() > 1) throw UserError("evaluate takes one table at a time");
  refuse_options(values,
                 {"treatments", "experiment", "logging", "held-out", "set", "allow-commands"},
                 "a table");
  const auto out = checked_out(values, "offline.json", false, files);
  BanditRequest request;
  request.path = files.front();
  if (values.count("target") != 0) request.target = values["target"].as<std::string>();
  return print_numbers(bandit_numbers(request), out, values);
}

int evaluate_logs(const std::vector<std::string>& files, const po::variables_map& values,
                  const EvaluationOptions& options, const std::vector<std::string>& arguments) {
  refuse_options(values, {"target"}, "a log");
  if (values.count("treatments") == 0) {
    throw UserError(
        "name the policies to estimate from the log: --treatments FILE, an experiment of its "
        "world");
  }
  const std::string held_out = values["held-out"].as<std::string>();
  if (held_out != "time" && held_out != "users") {
    throw UserError({fmt::format("--held-out {}", held_out), 0, 0}, "expected time or users");
  }
  ServiceLogRequest request;
  request.paths = files;
  request.held_out = held_out == "users" ? HeldOut::users : HeldOut::time;
  if (values.count("experiment") != 0) {
    request.experiment = values["experiment"].as<std::string>();
  }
  if (values.count("logging") != 0) request.treatment = values["logging"].as<std::string>();
  const auto out = checked_out(values, "offline.json", false, files);
  const ExperimentSpec spec =
      read_experiment_file(values["treatments"].as<std::string>(), read_settings(values));
  if (values.count("allow-commands") != 0) enter_python({&spec, 1}, "evaluate", arguments);
  Workspace workspace(cache_directory());
  OfflineNumbers numbers;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    numbers = evaluate_log(spec, request, workspace, options, display.progress());
  }
  return print_numbers(numbers, out, values);
}

int evaluate(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError(
        "name an experiment, or a log with propensities: reprise evaluate LOG|EXPERIMENT");
  }
  const auto files = values["file"].as<std::vector<std::string>>();
  const StopSignals signals;
  EvaluationOptions options;
  options.threads =
      option_value<std::int64_t>(values, "threads", {.min = 0, .max = 4096}).value_or(0);
  options.stop = signals.flag();
  if (files.front().ends_with(".csv") || files.front().ends_with(".csv.gz")) {
    return evaluate_table(files, values);
  }
  if (!is_experiment(files.front())) {
    return evaluate_logs(files, values, options, arguments);
  }
  if (files.size() > 1) throw UserError("evaluate takes one experiment at a time");
  return evaluate_file(files.front(), values, options, arguments);
}

const CommandRegistration registration({"evaluate", "LOG|EXPERIMENT [options]",
                                        "what can be said from a log without playing, and what "
                                        "that is worth",
                                        evaluate});

}  // namespace
}  // namespace reprise
