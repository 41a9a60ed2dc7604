#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/progress_display.h"
#include "experiments/run_directory.h"
#include "reports/console_table.h"
#include "reports/display_text.h"
#include "reports/results_json.h"
#include "sim/cache_directory.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"run", po::options_description("options")};
  usage.options.add_options()  //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: change the experiment, such as --set treatments.a.pick=first; may be repeated")  //
      ("seed", po::value<std::string>(), "the one seed; --set seeds=S")                            //
      ("threads", po::value<std::int64_t>()->default_value(0),
       "threads to play on, 0 for all processors; never changes a result")  //
      ("out", po::value<std::string>()->default_value("runs"),
       "where the run's directory is made: OUT/<experiment>/<hash of the config>")  //
      ("dry-run", "check the file, print it with its defaults filled in, and stop")  //
      ("quiet", "no progress")                                                       //
      ("json", "print results.json instead of the table");
  usage.positional.add("file", 1);
  return usage;
}

std::string shell_text(const std::vector<std::string>& arguments) {
  std::string text = "reprise run";
  for (const std::string& argument : arguments) {
    const bool plain = argument.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:") ==
                           std::string::npos &&
                       !argument.empty();
    text += plain ? " " + argument : fmt::format(" '{}'", argument);
  }
  return text;
}

int run(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError("name an experiment file: reprise run FILE; configs/experiments/ has some");
  }
  std::vector<std::string> settings;
  if (values.count("set") != 0) settings = values["set"].as<std::vector<std::string>>();
  if (values.count("seed") != 0) settings.push_back("seeds=" + values["seed"].as<std::string>());
  const std::int64_t threads = values["threads"].as<std::int64_t>();
  if (threads < 0 || threads > 4096) {
    throw UserError(fmt::format("--threads is {}; expected 0 to 4096", threads));
  }
  const ExperimentSpec spec =
      read_experiment_file(values["file"].as<std::vector<std::string>>().front(), settings);
  if (values.count("dry-run") != 0) {
    std::cout << write_yaml(spec.resolved);
    return kOk;
  }

  ExperimentRun result;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    result = run_experiment(spec, {cache_directory(), threads}, display.progress());
  }
  const std::filesystem::path directory =
      run_directory(values["out"].as<std::string>(), result.results);
  const std::string no_figures = write_run(directory, result, spec, shell_text(arguments));
  if (values.count("json") != 0) {
    std::cout << write_results_json(result.results);
  } else {
    ConsoleTableOptions options;
    options.colour = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    std::cout << write_console_table(result.results, options);
  }
  if (!no_figures.empty()) std::cerr << fmt::format("figures: {}\n", printable(no_figures));
  if (values.count("quiet") == 0) {
    std::cerr << fmt::format("\nreport: {}\n", (directory / "report.md").string());
  }
  return kOk;
}

const CommandRegistration registration(
    {"run", "FILE [options]", "play an experiment and compare its treatments", run});

}  // namespace
}  // namespace reprise
