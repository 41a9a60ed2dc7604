#include <algorithm>
#include <filesystem>
#include <iostream>
#include <limits>
#include <unordered_map>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/fit_person.h"
#include "experiments/commands/listens_options.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/run_one.h"
#include "experiments/fitting/log/heard_log.h"
#include "experiments/logs/read_log.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/studies/fit/fit_study.h"
#include "experiments/studies/fit/heard_study.h"
#include "reports/fit/fit_console.h"
#include "reports/fit/fit_json.h"
#include "sim/support/files/file.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"fit", po::options_description("options")};
  add_listens_options(usage.options);
  usage.options.add_options()  //
      ("tracks", po::value<std::string>(),
       "tracks.json of the catalog: the artist of each track, and tracks that the log never names; "
       "without it, the log's own artists and tracks")                                  //
      ("dim", po::value<std::string>()->default_value("64"), "coordinates of a track")  //
      ("interests", po::value<std::string>()->default_value("3"),
       "interests of a user, at most")  //
      ("from", po::value<std::string>(),
       "shares or plays: fit to shares of recommended tracks that were heard, or to what was "
       "played "
       "at all; without it, shares where at least a tenth of the plays says one")  //
      ("into", po::value<std::string>(),
       "WORLD: the log is one person's, who becomes one more user of this world (a directory or a "
       "YAML file)")  //
      ("name", po::value<std::string>()->default_value("me"),
       "with --into: the person's id in the world")  //
      ("all-users",
       "fit to all users; without it, half of them are left for policies to learn from")  //
      ("certificate",
       "play logs in known worlds, fit worlds to them, and compare a dozen policies in both: takes "
       "six times as long")  //
      ("backtest",
       "of a botify log with treatments: fit to the control's sessions alone, and predict the "
       "effects "
       "of the others")  //
      ("refits", po::value<std::string>()->default_value("4"),
       "known worlds of the certificate or the backtest, at least 2")  //
      ("threads", po::value<std::string>()->default_value("0"),
       "threads to fit on, 0 for all processors; never changes a result")  //
      ("out", po::value<std::string>(),
       "the directory for the world's files, fit.json and a report")  //
      ("quiet", "no progress")                                        //
      ("json", "print fit.json instead of the summary");
  usage.positional.add("file", -1);
  return usage;
}

FitStudySettings read_settings(const po::variables_map& values) {
  FitStudySettings settings;
  if (values.count("from") != 0) settings.from = option_value<FittedFrom>(values, "from");
  settings.fit.dim = *option_value<std::int64_t>(values, "dim", {.min = 2, .max = 512});
  settings.fit.interests = *option_value<std::int64_t>(values, "interests", {.min = 1, .max = 64});
  settings.all_users = values.count("all-users") != 0;
  settings.certificate = values.count("certificate") != 0;
  settings.trials = static_cast<std::uint64_t>(
      *option_value<std::int64_t>(values, "refits", {.min = 2, .max = 1000}));
  if (values.count("backtest") != 0) {
    if (settings.certificate) {
      throw UserError({"--backtest", 0, 0},
                      "is of one treatment against another, and --certificate of policies in the "
                      "fitted world; ask for one of them");
    }
    settings.all_users = true;
  }
  if (settings.all_users && settings.certificate) {
    throw UserError({"--certificate", 0, 0},
                    "needs a half of the users whose sessions the world was not fitted to; leave "
                    "out --all-users");
  }
  return settings;
}

// Treatments are named in botify's rows alone, which are read once more for them.
void check_backtest(const ListensRequest& request) {
  if (!request.columns.empty()) {
    throw UserError({"--backtest", 0, 0},
                    "takes botify's logs, whose rows name treatments; leave out --columns");
  }
  if (std::find(request.paths.begin(), request.paths.end(), "-") != request.paths.end()) {
    throw UserError({"--backtest", 0, 0},
                    "reads its files twice, and standard input can be read once; name a file");
  }
}

// Returns the command that fits the same files in the same way, without their paths.
std::string repeating_command(const po::variables_map& values, std::vector<std::string> arguments) {
  if (values.count("tracks") != 0) arguments.insert(arguments.end(), {"--tracks", "tracks.json"});
  for (const char* option : {"dim", "interests", "from", "refits"}) {
    if (values.count(option) == 0 || values[option].defaulted()) continue;
    arguments.insert(arguments.end(),
                     {fmt::format("--{}", option), values[option].as<std::string>()});
  }
  for (const char* option : {"all-users", "certificate", "backtest"}) {
    if (values.count(option) != 0) arguments.push_back(fmt::format("--{}", option));
  }
  arguments.insert(arguments.end(), {"--out", "DIR"});
  return shell_text("fit FILE...", arguments);
}

// Takes the control's sessions out of the log, and the others' as the treatments to predict. Users
// with sessions in several treatments are left out.
FittingLog take_treatments(const FittingLog& log, const ListensRequest& request,
                           FitStudySettings& settings) {
  LogRequest asked;
  asked.paths = request.paths;
  asked.bad_lines = request.bad_rows;
  const ReadLog read = read_log(asked, {});
  if (read.treatments.size() < 2) {
    throw UserError(
        {"--backtest", 0, 0},
        fmt::format("needs a log of a control and at least one other treatment; it has {}",
                    read.treatments.empty() ? "none" : read.treatments.front()));
  }
  std::unordered_map<std::int64_t, std::size_t> treatment_of;
  constexpr std::size_t kSeveral = std::numeric_limits<std::size_t>::max();
  for (std::size_t treatment = 0; treatment < read.treatments.size(); ++treatment) {
    for (const LogUser& user : read.totals.treatments[treatment].users) {
      const auto [at, fresh] = treatment_of.emplace(user.user, treatment);
      if (!fresh) at->second = kSeveral;
    }
  }
  const auto named = std::find(read.treatments.begin(), read.treatments.end(), "C");
  const auto control = static_cast<std::size_t>(
      named == read.treatments.end() ? 0 : named - read.treatments.begin());
  const auto sessions_of = [&](std::size_t treatment) {
    std::vector<std::uint8_t> belongs;
    for (const std::int64_t id : log.user_ids) {
      const auto at = treatment_of.find(id);
      belongs.push_back(at != treatment_of.end() && at->second == treatment ? 1 : 0);
    }
    FittingLog part = part_of(log, belongs);
    if (part.n_users() == 0) {
      throw UserError({"--backtest", 0, 0}, fmt::format("no user of {} has a session of two tracks",
                                                        read.treatments[treatment]));
    }
    return part;
  };
  settings.control = read.treatments[control];
  for (std::size_t treatment = 0; treatment < read.treatments.size(); ++treatment) {
    if (treatment == control) continue;
    settings.treatments.push_back({read.treatments[treatment], sessions_of(treatment)});
  }
  return sessions_of(control);
}

// Refuses what takes shares, of a log that has none.
void refuse_what_needs_shares(const po::variables_map& values) {
  for (const char* option : {"certificate", "backtest"}) {
    if (values.count(option) == 0) continue;
    throw UserError(
        {fmt::format("--{}", option), 0, 0},
        "compares effects on listening time, of which this log says nothing: its plays "
        "have no shares that were heard; leave it out, and the report says how well the "
        "world knows tastes and sessions");
  }
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
  if (values.count("into") != 0) return fit_person_into(values);
  if (!values["name"].defaulted()) {
    throw UserError({"--name", 0, 0}, "is of a person who is added to a world: give --into WORLD");
  }
  const ListensOptions options = read_listens_options(values);
  FitStudySettings settings = read_settings(values);
  if (values.count("backtest") != 0) check_backtest(options.request);
  const auto threads = *option_value<std::int64_t>(values, "threads", {.min = 0, .max = 4096});
  const bool quiet = values.count("quiet") != 0;
  const std::filesystem::path out = values["out"].as<std::string>();
  std::vector<std::filesystem::path> inputs = input_paths(options.request.paths);
  for (const char* option : {"tracks", "columns"}) {
    if (values.count(option) != 0) inputs.emplace_back(values[option].as<std::string>());
  }
  check_outputs({.option = "--out",
                 .directory = out,
                 .files = {"fit.json", "tracks.npy", "tracks.json", "users.json", "top_tracks.json",
                           "split.csv", "responses.csv", "policy_lists.json", "own_lists.json",
                           "report.html", "report.md"},
                 .mark = "fit.json"},
                inputs);
  WorldData catalog;
  if (values.count("tracks") != 0) read_tracks(values["tracks"].as<std::string>(), catalog);

  FitStudy study;
  std::string no_figures;
  with_threads(threads, [&] {
    ProgressDisplay display(quiet);
    FittingRows rows;
    FittingLog log;
    FittedFrom from = FittedFrom::shares;
    std::vector<std::string> files;
    {
      const ListeningLog listened = read_with_progress(options.request, display);
      for (const ListenedFile& file : listened.files) files.push_back(file.name);
      display.progress()("sessions of the log", 0, 0);
      const TrackLengths lengths = estimate_lengths(listened);
      from = fitted_from(listened, lengths, settings.from);
      if (from == FittedFrom::plays) refuse_what_needs_shares(values);
      log = from == FittedFrom::shares
                ? make_fitting_log(listened, lengths, catalog, rows)
                : make_heard_log(listened, lengths, catalog, options.request.gap_minutes, rows);
    }
    if (values.count("backtest") != 0) {
      log = take_treatments(log, options.request, settings);
      // What is said of the log is said of the control's sessions.
      rows.sessions = log.sessions.size();
      rows.steps = log.steps.size();
    }
    study = from == FittedFrom::shares ? study_fit(log, rows, settings, out, display.progress())
                                       : study_heard(log, rows, settings, display.progress());
    study.summary.files = files;
    no_figures = write_fit(out, log, study, repeating_command(values, options.arguments));
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
