#include "experiments/python/run.h"

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "experiments/commands/command.h"
#include "experiments/commands/stop_signals.h"
#include "experiments/python/caller_thread.h"
#include "experiments/python/given_run.h"
#include "experiments/python/host.h"
#include "experiments/python/workspace.h"
#include "experiments/running/checkpoints.h"
#include "experiments/running/config_file.h"
#include "experiments/spec/outside_inputs.h"
#include "experiments/studies/directories/run_directory.h"
#include "experiments/studies/directories/run_lock.h"
#include "reports/console/console_table.h"
#include "reports/figures/drawn_figures.h"
#include "reports/formats/html_report.h"
#include "reports/formats/results_file.h"
#include "reports/text/display_text.h"
#include "sim/support/files/cache_directory.h"

namespace reprise {
namespace {

namespace py = pybind11;

// What is known of a finished run.
struct PlayedRun {
  Results results;
  std::vector<UserRow> users;
  bool knows_users = true;  // false for a run that was there: its users are in its files, if at all
  std::vector<std::string> user_metrics;
  std::vector<std::string> notes;
  std::string directory;  // where its files are; empty when none were written
  std::string hash;
  std::string config;
  Timings timings;
};

// The directory in which a run keeps its checkpoints and, with `out`, its files.
struct RunPlace {
  std::filesystem::path directory;
  std::optional<RunLock> lock;

  RunPlace(const GivenRun& given, const ExperimentSpec& spec) {
    const std::filesystem::path cache = cache_directory();
    if (!given.out && cache.empty()) return;
    const std::filesystem::path place =
        run_directory(given.out ? *given.out : cache / "unfinished_runs", spec);
    lock = RunLock::take(place);
    if (!lock && given.out) {
      throw std::runtime_error(
          fmt::format("{}: another process is playing this run; wait for it, or choose another out",
                      place.string()));
    }
    if (lock) directory = place;
  }
};

PlayedRun finished_run(FinishedRun finished, const ExperimentSpec& spec,
                       const std::filesystem::path& directory) {
  PlayedRun played;
  played.results = std::move(finished.results);
  played.notes.push_back(fmt::format("all of it was there, played by {}", finished.program));
  for (const std::string& input : outside_inputs(spec)) {
    played.notes.push_back(fmt::format("{}, whose answers are those of then", input));
  }
  played.directory = directory.string();
  played.knows_users = false;
  return played;
}

// Plays the run, without the GIL.
PlayedRun play_given(const GivenRun& given, const ExperimentSpec& spec, CallerThread& caller,
                     const Progress& progress) {
  const RunPlace place(given, spec);
  if (given.resume && given.out) {
    if (std::optional<FinishedRun> there = read_finished(place.directory, spec)) {
      return finished_run(*std::move(there), spec, place.directory);
    }
  }
  // Values of users are there for the asking, in the results if not in a file.
  ExperimentSpec with_users = spec;
  with_users.users_csv = true;
  RunOptions options;
  options.threads = given.threads;
  options.allow_commands = given.allow_commands;
  if (spec.log && given.out) options.log = place.directory / spec.log->path;
  options.play = {.directory = place.directory,
                  .resume = given.resume,
                  .checkpoint_seconds = given.checkpoint_seconds,
                  .shard = {},
                  .stop = caller.stop(),
                  .ranks = nullptr};
  ExperimentRun run = run_experiment(with_users, shared_workspace(), options, progress);
  PlayedRun played;
  if (given.out) {
    write_run(place.directory, run, spec, "reprise.run (Python)");
    played.directory = place.directory.string();
  }
  Checkpoints(place.directory, {}).remove();
  if (!given.out && !place.directory.empty()) {
    std::error_code ignored;
    std::filesystem::remove(place.directory / kConfigFile, ignored);
  }
  played.results = std::move(run.results);
  played.users = std::move(run.users);
  played.notes = std::move(run.notes);
  played.timings = std::move(run.timings);
  return played;
}

PlayedRun run(const GivenRun& given, const py::object& show) {
  const ExperimentSpec spec = read_given(given);
  refuse_sweep(spec);
  PlayedRun played;
  for (std::string& note :
       with_given(given, show, [&](CallerThread&caller, const Progress&progress) {
         played = play_given(given, spec, caller, progress);
       })) {
    played.notes.push_back(std::move(note));
  }
  for (const Metric* metric : spec.user_metrics()) played.user_metrics.push_back(metric->name);
  played.hash = spec.hash;
  played.config = config_text(spec, {});
  return played;
}

// Returns the values of users as columns.
py::dict user_table(const PlayedRun& played) {
  const auto n = static_cast<py::ssize_t>(played.users.size());
  py::array_t<std::int64_t> user(n);
  py::list treatment;
  py::dict columns;
  for (py::ssize_t i = 0; i < n; ++i)
    user.mutable_at(i) = played.users[static_cast<std::size_t>(i)].user;
  // Each name is one object, however many users have it.
  std::map<std::string, py::str> names;
  for (const UserRow& row : played.users) {
    treatment.append(names.try_emplace(row.treatment, row.treatment).first->second);
  }
  columns["user"] = user;
  const bool texts = std::any_of(played.users.begin(), played.users.end(), [](const UserRow& row) {
    return row.id != std::to_string(row.user);
  });
  if (texts) {
    py::list ids;
    for (const UserRow& row : played.users) ids.append(row.id);
    columns["user"] = ids;
  }
  columns["treatment"] = treatment;
  for (std::size_t metric = 0; metric < played.user_metrics.size(); ++metric) {
    py::array_t<double> values(n);
    for (py::ssize_t i = 0; i < n; ++i) {
      values.mutable_at(i) = played.users[static_cast<std::size_t>(i)].values[metric];
    }
    columns[py::str(played.user_metrics[metric])] = values;
  }
  return columns;
}

// Runs the command line, which may ask Python recommenders.
int run_main(const std::vector<std::string>& arguments) {
  CallerThread caller(CallerThread::Errors::shown, StopSignals::flag());
  const bool allowed =
      std::find(arguments.begin(), arguments.end(), "--allow-commands") != arguments.end();
  Host host(caller, kAskedAtOnce, allowed);
  const Hosted hosted(host);
  int code = 0;
  caller.run([&] { code = run_command_line(arguments); }, {});
  for (const std::string& note : host.notes()) std::cerr << printable(note) << "\n";
  return code;
}

}  // namespace

void add_run(py::module_& module) {
  py::class_<PlayedRun>(module, "PlayedRun")
      .def("json", [](const PlayedRun& played) { return py::bytes(results_file(played.results)); })
      .def("table",
           [](const PlayedRun& played, int width, bool every_metric) {
             return write_console_table(
                 played.results, {.width = width, .colour = false, .every_metric = every_metric});
           })
      .def("report",
           [](const PlayedRun& played, bool figures) {
             const py::gil_scoped_release release;
             return write_html_report(played.results,
                                      figures ? draw_figures(played.results) : DrawnFigures{});
           })
      .def("users", user_table)
      .def_readonly("knows_users", &PlayedRun::knows_users)
      .def_readonly("notes", &PlayedRun::notes)
      .def_readonly("directory", &PlayedRun::directory)
      .def_readonly("hash", &PlayedRun::hash)
      .def_readonly("config", &PlayedRun::config)
      .def_readonly("timings", &PlayedRun::timings);
  module.def("run", run);
  module.def("main", run_main);
}

}  // namespace reprise
