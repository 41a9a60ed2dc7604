#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

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
       "KEY=VALUE: change the experiment, such as --set treatments.a.pick=first; may be "
       "repeated")                                                       //
      ("seed", po::value<std::string>(), "the one seed; --set seeds=S")  //
      ("threads", po::value<std::string>(),
       "threads to play on, 0 for all processors; never changes a result; --set threads=N")  //
      ("out", po::value<std::string>()->default_value("runs"),
       "where the run's directory is made: OUT/<experiment>/<hash of the config>")              //
      ("dry-run", "check the file, print it with its defaults filled in, and stop")             //
      ("quiet", "no progress")                                                                  //
      ("every-metric", "print the full table of every metric, not of the headline ones alone")  //
      ("json", "print results.json instead of the table");
  usage.positional.add("file", 1);
  return usage;
}

// Hours of playing must not end in a directory that cannot be written: its nearest parent that is
// there tells beforehand, and nothing is made yet.
void check_writable(const std::filesystem::path& out) {
  const Place place{"--out " + out.string(), 0, 0};
  if (out.empty()) throw UserError(place, "is empty; name a directory");
  std::filesystem::path existing = std::filesystem::absolute(out).lexically_normal();
  std::error_code error;
  while (!std::filesystem::exists(existing, error) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  if (!std::filesystem::is_directory(existing, error)) {
    throw UserError(place, fmt::format("{} is a file; choose a directory", existing.string()));
  }
  if (::access(existing.c_str(), W_OK | X_OK) != 0) {
    throw UserError(place, fmt::format("cannot write to {}: {}; choose another directory",
                                       existing.string(), std::strerror(errno)));
  }
}

std::string shell_text(const std::vector<std::string>& arguments) {
  std::string text = "reprise run";
  for (const std::string& argument : arguments) {
    const bool plain =
        argument.find_first_not_of(
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
  std::vector<Setting> settings = read_settings(values);
  for (const auto& [option, path] : {std::pair{"seed", "seeds"}, {"threads", "threads"}}) {
    if (values.count(option) == 0) continue;
    const std::string value = values[option].as<std::string>();
    settings.push_back({fmt::format("--{} {}", option, value), path, value});
  }
  const ExperimentSpec spec =
      read_experiment_file(values["file"].as<std::vector<std::string>>().front(), settings);
  if (values.count("dry-run") != 0) {
    std::cout << write_yaml(spec.resolved);
    return kOk;
  }

  const std::filesystem::path out = values["out"].as<std::string>();
  check_writable(out);
  ExperimentRun result;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    result = run_experiment(spec, {cache_directory()}, display.progress());
  }
  const std::filesystem::path directory = run_directory(out, result.results);
  const std::string no_figures = write_run(directory, result, spec, shell_text(arguments));
  if (values.count("json") != 0) {
    std::cout << write_results_json(result.results);
  } else {
    ConsoleTableOptions options;
    options.every_metric = values.count("every-metric") != 0;
    options.colour = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    std::cout << write_console_table(result.results, options);
  }
  if (!no_figures.empty()) std::cerr << fmt::format("figures: {}\n", printable(no_figures));
  if (values.count("quiet") == 0) {
    std::cerr << fmt::format("\nreport: {}\n", (directory / "report.md").string());
  }
  return kOk;
}

const CommandRegistration registration({"run", "FILE [options]",
                                        "play an experiment and compare its treatments", run});

}  // namespace
}  // namespace reprise
