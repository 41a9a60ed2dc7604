#include <chrono>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/run_one.h"
#include "experiments/listens/read_listens.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/studies/fit/fit_study.h"
#include "reports/fit/fit_console.h"
#include "reports/fit/fit_json.h"
#include "sim/support/files/file.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"fit", po::options_description("options")};
  usage.options.add_options()  //
      ("tracks", po::value<std::string>(),
       "tracks.json of the catalog: the artist of each track, and tracks that the log never names; "
       "without it, the log's own artists and tracks")  //
      ("columns", po::value<std::string>(),
       "of a table: ROLE=COLUMN,..., as reprise listens takes them")  //
      ("gap", po::value<std::string>()->default_value("30"),
       "MINUTES without a play that separate sessions where the log does not")          //
      ("dim", po::value<std::string>()->default_value("64"), "coordinates of a track")  //
      ("interests", po::value<std::string>()->default_value("3"),
       "interests of a user, at most")  //
      ("all-users",
       "fit to all users; without it, half of them are left for policies to learn from")  //
      ("certificate",
       "play a log in the fitted world, fit again, and compare a dozen policies in both: takes "
       "several times as long")  //
      ("refits", po::value<std::string>()->default_value("6"),
       "of the certificate, on resampled users")  //
      ("threads", po::value<std::string>()->default_value("0"),
       "threads to fit on, 0 for all processors; never changes a result")  //
      ("out", po::value<std::string>(),
       "the directory for the world's files, fit.json and a report")  //
      ("quiet", "no progress")                                        //
      ("json", "print fit.json instead of the summary");
  usage.positional.add("file", -1);
  return usage;
}

ListensRequest read_request(const po::variables_map& values) {
  ListensRequest request;
  request.paths = values["file"].as<std::vector<std::string>>();
  if (values.count("columns") != 0) {
    request.columns = read_columns(values["columns"].as<std::string>());
  }
  request.gap_minutes = *option_value<double>(values, "gap", {.min = 0.01, .max = 1e6});
  request.now = std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count();
  return request;
}

FitStudySettings read_settings(const po::variables_map& values) {
  FitStudySettings settings;
  settings.fit.dim = *option_value<std::int64_t>(values, "dim", {.min = 2, .max = 512});
  settings.fit.interests = *option_value<std::int64_t>(values, "interests", {.min = 1, .max = 64});
  settings.all_users = values.count("all-users") != 0;
  settings.certificate = values.count("certificate") != 0;
  settings.refits = static_cast<std::uint64_t>(
      *option_value<std::int64_t>(values, "refits", {.min = 2, .max = 1000}));
  if (settings.all_users && settings.certificate) {
    throw UserError({"--certificate", 0, 0},
                    "needs a half of the users whose sessions the world was not fitted to; leave "
                    "out --all-users");
  }
  return settings;
}

// Returns the command that fits the same files in the same way, without their paths.
std::string repeating_command(const po::variables_map& values) {
  std::vector<std::string> arguments;
  if (values.count("tracks") != 0) arguments.insert(arguments.end(), {"--tracks", "tracks.json"});
  for (const char* option : {"columns", "gap", "dim", "interests", "refits"}) {
    if (values.count(option) == 0 || values[option].defaulted()) continue;
    arguments.insert(arguments.end(),
                     {fmt::format("--{}", option), values[option].as<std::string>()});
  }
  for (const char* option : {"all-users", "certificate"}) {
    if (values.count(option) != 0) arguments.push_back(fmt::format("--{}", option));
  }
  arguments.insert(arguments.end(), {"--out", "DIR"});
  return shell_text("fit FILE...", arguments);
}

int fit(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError("name the files of a log: reprise fit FILE... --out DIR");
  }
  if (values.count("out") == 0) {
    throw UserError("name a directory for the world: reprise fit FILE... --out DIR");
  }
  const ListensRequest request = read_request(values);
  const FitStudySettings settings = read_settings(values);
  const auto threads = *option_value<std::int64_t>(values, "threads", {.min = 0, .max = 4096});
  const bool quiet = values.count("quiet") != 0;
  const std::filesystem::path out = values["out"].as<std::string>();
  check_writable(out);
  WorldData catalog;
  if (values.count("tracks") != 0) read_tracks(values["tracks"].as<std::string>(), catalog);

  FitStudy study;
  std::string no_figures;
  with_threads(threads, [&] {
    ProgressDisplay display(quiet);
    FittingRows rows;
    FittingLog log;
    std::vector<std::string> files;
    {
      const ListeningLog listened = read_listens(request, [&](const ListensProgress& now) {
        display.status(fmt::format("{} rows read", now.rows));
      });
      for (const ListenedFile& file : listened.files) files.push_back(file.name);
      log = make_fitting_log(listened, estimate_lengths(listened), catalog, rows);
    }
    study = study_fit(log, rows, settings, out, display.progress());
    study.summary.files = files;
    no_figures = write_fit(out, log, study, repeating_command(values));
  });
  std::cout << (values.count("json") != 0
                    ? write_fit_json(study.summary)
                    : write_fit_console(study.summary, 80, console_options(false).colour));
  print_report_place(no_figures, out / "report.html", quiet);
  return kOk;
}

const CommandRegistration registration({"fit", "FILES... --out DIR [options]",
                                        "a world fitted to a log, and how far to trust it", fit});

}  // namespace
}  // namespace reprise
