#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/in_python.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/requirements.h"
#include "experiments/commands/run_one.h"
#include "experiments/commands/stop_signals.h"
#include "experiments/running/config_file.h"
#include "experiments/running/ranks/ranks.h"
#include "experiments/spec/aa_experiment.h"
#include "experiments/studies/sweeps/cells.h"
#include "sim/support/files/cache_directory.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"run", po::options_description("options")};
  usage.options.add_options()  //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: change the experiment, such as --set treatments.a.pick=first; several values, "
       "KEY=A,B,C, are a sweep over them; may be repeated")  //
      ("seed", po::value<std::string>(),
       "the one seed; --set seeds=S; of several, --set seeds=1..5, results are put together")  //
      ("random", po::value<std::string>(),
       "streams, or numpy: the Python simulator's one stream; --set random=R")  //
      ("threads", po::value<std::string>(),
       "threads to play on, 0 for all processors; never changes a result; --set threads=N")  //
      ("out", po::value<std::string>()->default_value("runs"),
       "where the run's directory is made: OUT/<experiment>/<hash of the config>")               //
      ("resume", "go on where an unfinished run stopped; what is complete is not played again")  //
      ("fresh", "of a sweep, play cells again that are complete")                                //
      ("fail-fast", "stop at the first experiment or cell that fails")                           //
      ("shard", po::value<std::string>(),
       "I/N: play the I-th of N parts, to be put together by `reprise merge`")  //
      ("checkpoint", po::value<std::string>()->default_value("5"),
       "seconds between checkpoints, at least")  //
      ("calibrate", po::value<std::string>(),
       "N: simulate the experiment N times more with resampled users and fresh seeds, and report "
       "how often "
       "its intervals hold the truth")  //
      ("allow-commands",
       "run what an experiment names: its command under 'between_days', Python files of "
       "treatments")                                                                            //
      ("aa", "play the control against itself, to see that nothing is found between the two")   //
      ("dry-run", "check the file, print it with its defaults filled in, and stop")             //
      ("quiet", "no progress, only where the report is")                                        //
      ("every-metric", "print the full table of every metric, not of the headline ones alone")  //
      ("brief",
       "print the answer alone, in one line; of several experiments, each behind its name")  //
      ("require", po::value<std::vector<std::string>>()->composing(),
       "'B better', 'B better than A', 'B not worse by 1%' or 'B equivalent within 1%', each "
       "also 'on METRIC' or 'among FIELD=VALUE': exit with code 4 unless that is found, under "
       "each of 'user_models'; may be "
       "repeated")  //
      ("json", "print results.json instead of the table");
  usage.positional.add("file", -1);
  return usage;
}

// Reads a shard as I/N: "2/7" is the second of seven.
WorkShare read_shard(const std::string& text) {
  const Place place{"--shard " + text, 0, 0};
  const std::size_t slash = text.find('/');
  const auto number = [&](const std::string& part) -> std::uint64_t {
    if (part.empty() || part.size() > 9 ||
        part.find_first_not_of("0123456789") != std::string::npos) {
      throw UserError(place, "write it as I/N, such as 2/7 for the second of seven parts");
    }
    return std::stoull(part);
  };
  if (slash == std::string::npos) number("");
  const std::uint64_t index = number(text.substr(0, slash));
  const std::uint64_t count = number(text.substr(slash + 1));
  if (index < 1 || index > count) {
    throw UserError(place,
                    fmt::format("there is no part {} of {}; parts count from 1", index, count));
  }
  return {index - 1, count};
}

RunSettings read_run_settings(const po::variables_map& values,
                              const std::vector<std::string>& arguments) {
  RunSettings settings;
  settings.out = values["out"].as<std::string>();
  settings.resume = values.count("resume") != 0;
  settings.fresh = values.count("fresh") != 0;
  settings.fail_fast = values.count("fail-fast") != 0;
  settings.quiet = values.count("quiet") != 0;
  settings.json = values.count("json") != 0;
  settings.every_metric = values.count("every-metric") != 0;
  settings.brief = values.count("brief") != 0;
  if (values.count("require") != 0) {
    settings.requirements = values["require"].as<std::vector<std::string>>();
  }
  settings.checkpoint_seconds = *option_value<double>(values, "checkpoint", {.min = 0, .max = 1e9});
  settings.allow_commands = values.count("allow-commands") != 0;
  settings.simulate_coverage =
      option_value<std::int64_t>(values, "calibrate", {.min = 2, .max = 1e6}).value_or(0);
  if (values.count("shard") != 0) settings.shard = read_shard(values["shard"].as<std::string>());
  if (settings.fresh && settings.resume) {
    throw UserError("--fresh plays again what --resume would keep; choose one");
  }
  if (settings.brief && settings.json) {
    throw UserError(
        "--brief prints the answer alone, --json all results, which have it as 'headline'; choose "
        "one");
  }
  settings.command = shell_text("run", arguments);
  return settings;
}

// Returns whether an experiment is a sweep of one cell that is played under several user models.
bool has_one_cell_under_user_models(const ExperimentSpec& spec) {
  return spec.sweep->user_models && spec.sweep->parameters.axes.empty();
}

// Refuses requirements that these experiments could not decide, before anything is played.
void refuse_undecidable(const ExperimentSpec& spec, const RunSettings& settings) {
  if (settings.requirements.empty()) return;
  if (spec.sweep && !has_one_cell_under_user_models(spec)) {
    throw UserError(
        "--require is about the treatments of one experiment, and a sweep has many; "
        "play the cell that matters as an experiment of its own");
  }
  if (settings.shard.count > 1) {
    throw UserError(
        "--require needs all sessions, and a shard has a part of them; ask for it when "
        "they are put together: `reprise run --resume` after `reprise merge`");
  }
  for (const std::string& text : settings.requirements) {
    const Requirement requirement = read_requirement(text, spec);
    if (!spec.sweep || requirement.against == spec.control ||
        requirement.treatment == spec.control) {
      continue;
    }
    throw UserError({fmt::format("--require '{}'", text), 0, 0},
                    "under several user models treatments are compared with the control alone; "
                    "make the other treatment the control");
  }
}

int run(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError("name an experiment file: reprise run FILE; configs/experiments/ has some");
  }
  // Read the settings and all experiments.
  std::vector<Setting> changes = read_settings(values);
  for (const auto& [option, path] :
       {std::pair{"seed", "seeds"}, {"random", "random"}, {"threads", "threads"}}) {
    if (values.count(option) == 0) continue;
    const std::string value = values[option].as<std::string>();
    changes.push_back({fmt::format("--{} {}", option, value), path, value});
  }
  RunSettings settings = read_run_settings(values, arguments);
  // All files are read before the first experiment is played, because a mistake in the last one
  // should not cost hours.
  std::vector<ExperimentSpec> specs;
  for (const std::string& file : values["file"].as<std::vector<std::string>>()) {
    specs.push_back(read_experiment_file(file, changes, SeveralValues::sweep));
    if (values.count("aa") != 0 && specs.back().sweep) {
      throw UserError(
          "--aa plays the control of one experiment against itself, and a sweep has many; leave "
          "out the sweep, or --aa");
    }
    if (values.count("aa") != 0) specs.back() = aa_experiment(specs.back());
  }
  for (const ExperimentSpec& spec : specs) {
    refuse_undecidable(spec, settings);
    if (settings.simulate_coverage == 0 || !spec.sweep) continue;
    throw UserError(
        "--calibrate simulates one experiment again, and a sweep has many; play the cell that "
        "matters as an experiment of its own");
  }
  if (values.count("dry-run") != 0) {
    for (const ExperimentSpec& spec : specs) {
      // Nobody knows where this text will lie, so its paths are absolute.
      std::cout << config_text(spec, {});
      if (spec.sweep) std::cerr << fmt::format("{} cells\n", plan_cells(spec).size());
    }
    return kOk;
  }
  if (settings.json && specs.size() > 1) {
    throw UserError(
        "--json prints one results.json, and there are several experiments; their "
        "directories have it");
  }
  settings.several = specs.size() > 1;
  check_writable(settings.out);
  if (settings.allow_commands) enter_python(specs, "run", arguments);

  // Play one experiment after another.
  const StopSignals signals;
  settings.stop = signals.flag();
  settings.ranks = program_ranks();
  Workspace workspace(cache_directory());
  int code = kOk;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const bool prints = settings.ranks == nullptr || settings.ranks->index() == 0;
    if (settings.several && prints && !settings.brief)
      std::cout << (i == 0 ? "" : "\n") << specs[i].experiment << "\n\n";
    try {
      code = std::max(code, run_one(specs[i], workspace, settings));
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      // Ranks that do not all fail would wait for each other for ever.
      if (specs.size() == 1 || settings.fail_fast || settings.ranks != nullptr) throw;
      print_error(error);
      code = kSomeFailed;
    }
  }
  return code;
}

const CommandRegistration registration({"run", "FILE|-... [options]",
                                        "play experiments and compare their treatments", run});

}  // namespace
}  // namespace reprise
