#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/named_run.h"
#include "experiments/commands/run_one.h"
#include "experiments/running/checkpoints.h"
#include "sim/support/files/cache_directory.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"merge", po::options_description("options")};
  usage.options.add_options()  //
      ("out", po::value<std::string>(),
       "where the run's directory is made; left out, the first directory's own place")          //
      ("users-csv", "write users.csv, too, for which `users_csv: true` asks in an experiment")  //
      ("quiet", "no progress")                                                                  //
      ("every-metric", "print the full table of every metric, not of the headline ones alone")  //
      ("json", "print results.json instead of the table");
  usage.positional.add("directory", -1);
  return usage;
}

// Returns the directory of the shards that `name` means: itself, or that of the only run below it.
std::filesystem::path shards_named(const std::string& name) {
  if (name.empty()) throw UserError("the name of a directory is empty; name those of the shards");
  const std::filesystem::path directory = std::filesystem::absolute(name).lexically_normal();
  // Checkpoints alone are enough, because they may have been copied here without config.yaml.
  if (!checkpoint_files(directory).empty()) return directory;
  if (const auto run = find_named_run(directory, {"config.yaml"})) return *run;
  throw UserError({name, 0, 0},
                  "has no run: no config.yaml is there, or in a directory below it; name the "
                  "directory of a run's shards, runs/EXPERIMENT/HASH, or that of --out");
}

int merge(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("directory") == 0) {
    throw UserError(
        "name the directories of a run's shards: reprise merge "
        "runs/EXPERIMENT/HASH...");
  }
  RunSettings settings;
  settings.merge = true;
  settings.quiet = values.count("quiet") != 0;
  settings.json = values.count("json") != 0;
  settings.every_metric = values.count("every-metric") != 0;
  settings.command = shell_text("merge", arguments);
  for (const std::string& name : values["directory"].as<std::vector<std::string>>()) {
    settings.merge_from.push_back(shards_named(name));
  }
  std::filesystem::path first = settings.merge_from.front();
  if (!first.has_filename()) first = first.parent_path();  // "runs/a/b/" ends with a slash
  settings.out = values.count("out") != 0 ? std::filesystem::path(values["out"].as<std::string>())
                                          : first.parent_path().parent_path();
  check_writable(settings.out);
  Workspace workspace(cache_directory());
  // The config of shards is that of the results, for which it makes no difference.
  std::vector<Setting> changes;
  if (values.count("users-csv") != 0) changes.push_back({"--users-csv", "users_csv", "true"});
  return run_one(read_experiment_file((first / "config.yaml").string(), changes), workspace,
                 settings);
}

const CommandRegistration registration({"merge", "DIRECTORY... [options]",
                                        "put the shards of a run or a sweep together", merge});

}  // namespace
}  // namespace reprise
