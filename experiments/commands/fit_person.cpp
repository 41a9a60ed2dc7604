#include "experiments/commands/fit_person.h"

#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/listens_options.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/run_one.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/studies/fit/person_study.h"
#include "reports/fit/person_report.h"
#include "sim/sessions/user_model.h"
#include "sim/support/files/cache_directory.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

void refuse_what_makes_worlds(const po::variables_map& values) {
  for (const char* option :
       {"tracks", "dim", "from", "all-users", "certificate", "backtest", "refits"}) {
    if (values.count(option) == 0 || values[option].defaulted()) continue;
    throw UserError({fmt::format("--{}", option), 0, 0},
                    "is of a log that makes a world; with --into the world is there already, and "
                    "one person is added to it: leave it out");
  }
}

}  // namespace

int fit_person_into(const po::variables_map& values) {
  refuse_what_makes_worlds(values);
  const ListensOptions options = read_listens_options(values);
  const auto interests = *option_value<std::int64_t>(values, "interests", {.min = 1, .max = 64});
  const auto threads = *option_value<std::int64_t>(values, "threads", {.min = 0, .max = 4096});
  const bool quiet = values.count("quiet") != 0;
  const std::filesystem::path out = values["out"].as<std::string>();
  const std::string into = values["into"].as<std::string>();
  const std::string name = values["name"].as<std::string>();
  std::vector<std::filesystem::path> inputs = input_paths(options.request.paths);
  inputs.emplace_back(into);
  if (values.count("columns") != 0) inputs.emplace_back(values["columns"].as<std::string>());
  check_outputs({.option = "--out",
                 .directory = out,
                 .files = {"person.json", "fit.json", "tracks.npy", "tracks.json", "users.json",
                           "top_tracks.json", "report.html", "report.md"},
                 .mark = "person.json"},
                inputs);
  const WorldSource source = read_world_source(Node::make_scalar(into, {"--into " + into, 0, 0}));
  Person person;
  with_threads(threads, [&] {
    ProgressDisplay display(quiet);
    const OpenWorld open = open_world(source, cache_directory(), display.progress());
    check_person_id(open, name);
    std::vector<std::string> files;
    {
      const ListeningLog log = read_with_progress(options.request, display);
      for (const ListenedFile& file : log.files) files.push_back(file.shown_name);
      person = fit_person(log, estimate_lengths(log), match_tracks(log, open.world->catalog),
                          *open.world, interests);
    }
    person.summary.id = name;
    person.summary.files = files;
    person.summary.world = open.description;
    std::vector<std::string> repeating = options.arguments;
    if (!values["name"].defaulted()) repeating.insert(repeating.end(), {"--name", name});
    if (!values["interests"].defaulted()) {
      repeating.insert(repeating.end(), {"--interests", values["interests"].as<std::string>()});
    }
    repeating.insert(repeating.end(), {"--into", "WORLD", "--out", "DIR"});
    write_person(out, open, source, person, shell_text("fit FILE...", repeating));
    if (open.world->user_model != nullptr) {
      display.message(
          fmt::format("note: the files of a world say nothing of a user model; who plays these "
                      "writes it beside "
                      "them: users: {{model: {}}}",
                      open.world->user_model->sentence()));
    }
  });
  std::cout << (values.count("json") != 0
                    ? write_person_json(person.summary)
                    : write_person_console(person.summary, 80, console_options(false).colour));
  print_report_place("", out / "report.html", quiet);
  return kOk;
}

}  // namespace reprise
