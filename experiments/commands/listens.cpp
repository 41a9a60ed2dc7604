#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/listens_options.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/run_one.h"
#include "experiments/listens/summarize_listens.h"
#include "experiments/studies/listens/listens_directory.h"
#include "reports/listens/listens_console.h"
#include "reports/listens/listens_json.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"listens", po::options_description("options")};
  add_listens_options(usage.options);
  usage.options.add_options()                                     //
      ("pseudonyms", "numbers instead of user ids in all files")  //
      ("out", po::value<std::string>(),
       "a directory for a report page, the plays as CSV and as a NumPy array")  //
      ("quiet", "no progress")                                                  //
      ("json", "print one JSON object instead of the summary");
  usage.positional.add("file", -1);
  return usage;
}

// Gives users numbers for names, in the order in which the log names them.
void replace_names(ListeningLog& log) {
  for (std::size_t i = 0; i < log.users.size(); ++i) {
    log.users[i].name = fmt::format("user {}", i + 1);
  }
}

int listens(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError(
        "name the files of logs of listening, or - for standard input: reprise listens FILE...");
  }
  const ListensOptions options = read_listens_options(values);
  std::optional<std::filesystem::path> out;
  if (values.count("out") != 0) {
    out = values["out"].as<std::string>();
    std::vector<std::filesystem::path> inputs = input_paths(options.request.paths);
    if (values.count("columns") != 0) inputs.emplace_back(values["columns"].as<std::string>());
    check_outputs({.option = "--out",
                   .directory = *out,
                   .files = {"listens.json", "plays.csv", "plays.npy", "users.csv", "tracks.csv",
                             "report.html", "report.md"},
                   .mark = "listens.json"},
                  inputs);
  }
  ListeningLog log;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    log = read_with_progress(options.request, display);
  }
  if (values.count("pseudonyms") != 0) replace_names(log);
  const TrackLengths lengths = estimate_lengths(log);
  const ListensSummary summary = summarize_listens(log, lengths, options.request);
  std::string no_figures;
  if (out) {
    std::vector<std::string> repeating = options.arguments;
    if (values.count("pseudonyms") != 0) repeating.push_back("--pseudonyms");
    no_figures =
        write_listens(*out, log, lengths, summary, shell_text("listens FILE...", repeating));
  }
  std::cout << (values.count("json") != 0
                    ? write_listens_json(summary)
                    : write_listens_console(summary, 80, console_options(false).colour));
  if (out) print_report_place(no_figures, *out / "report.html", values.count("quiet") != 0);
  return kOk;
}

const CommandRegistration registration({"listens", "FILE... [options]",
                                        "logs of listening as plays and sessions, every row "
                                        "accounted for",
                                        listens});

}  // namespace
}  // namespace reprise
