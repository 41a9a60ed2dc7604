#include "experiments/commands/run_one.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>
#include <optional>

#include <fmt/format.h>
#include <unistd.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/requirements.h"
#include "experiments/running/checkpoints.h"
#include "experiments/running/config_file.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/spec/outside_inputs.h"
#include "experiments/studies/directories/run_directory.h"
#include "experiments/studies/directories/run_lock.h"
#include "experiments/studies/sweeps/run_sweep.h"
#include "experiments/studies/sweeps/sweep_directory.h"
#include "reports/console/console_table.h"
#include "reports/console/console_text.h"
#include "reports/formats/results_file.h"
#include "reports/summary/answer.h"
#include "reports/sweeps/sweep_answer.h"
#include "reports/sweeps/sweep_json.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/sweeps/sweep_table.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

bool is_first_rank(const RunSettings& settings) {
  return settings.ranks == nullptr || settings.ranks->index() == 0;
}

// The first rank's answer, at every rank. Each rank sees the disk a little earlier or later than
// the others, and ranks that decide differently would wait for each other for ever.
bool first_rank_says(const RunSettings& settings, bool answer) {
  if (settings.ranks == nullptr) return answer;
  return settings.ranks->broadcast(answer ? "yes" : "no") == "yes";
}

void print_notes(const std::vector<std::string>& notes) {
  for (const std::string& note : notes) std::cerr << printable(note) << "\n";
}

// Takes the lock of a run's directory. Only the first rank takes it, for all ranks.
std::optional<RunLock> lock_run(const std::filesystem::path& directory,
                                const RunSettings& settings) {
  if (!is_first_rank(settings)) return std::nullopt;
  std::optional<RunLock> lock = RunLock::take(
      directory, settings.shard.count > 1 ? RunLock::Kind::shared : RunLock::Kind::alone);
  if (!lock) {
    throw std::runtime_error(
        fmt::format("{}: another process is playing this run; wait for it, or choose another --out",
                    directory.string()));
  }
  return lock;
}

// Prints the answer in one line, and says that there is more to know.
void print_answer(const std::string& experiment, const std::string& words, std::size_t warnings,
                  const RunSettings& settings) {
  if (settings.several) std::cout << printable(experiment) << ": ";
  std::cout << words;
  if (warnings > 0)
    std::cout << fmt::format(" ({}, see the report)", amount_text(warnings, "warning"));
  std::cout << "\n";
}

void print_results(const Results& results, const RunSettings& settings) {
  if (settings.json) {
    std::cout << results_file(results);
  } else if (settings.brief) {
    print_answer(results.experiment, answer(results, name_in_prose), results.warnings.size(),
                 settings);
  } else {
    std::cout << write_console_table(results, console_options(settings.every_metric));
  }
}

// Says of each requirement whether it is met, and returns the exit code.
int decide_requirements(const Results& results, const ExperimentSpec& spec,
                        const RunSettings& settings) {
  int code = kOk;
  for (const std::string& text : settings.requirements) {
    const RequirementCheck check = check_requirement(read_requirement(text, spec), results);
    print_notes({fmt::format("{}: {} ({})", check.met ? "met" : "not met", text, check.finding)});
    if (!check.met) code = kNotMet;
  }
  return code;
}

// Returns what was found under one user model of a sweep, as requirements need it.
Results results_under(const SweepResults& sweep, const UserModelFindings& found) {
  Results results;
  results.control = sweep.control;
  results.metrics = sweep.metrics;
  results.confidence = sweep.confidence;
  results.effects = found.effects;
  return results;
}

// Says of each requirement whether it is met under all user models of a sweep's one cell, and
// returns the exit code.
int decide_under_user_models(const SweepResults& sweep, const ExperimentSpec& spec,
                             const RunSettings& settings) {
  int code = kOk;
  for (const std::string& text : settings.requirements) {
    const Requirement requirement = read_requirement(text, spec);
    const std::vector<UserModelFindings>& models = sweep.cells.front().user_models;
    std::vector<std::string> against;
    for (const UserModelFindings& found : models) {
      const RequirementCheck check = check_requirement(requirement, results_under(sweep, found));
      if (!check.met) against.push_back(fmt::format("under {}: {}", found.model, check.finding));
    }
    const bool met = !models.empty() && against.empty();
    print_notes({fmt::format("{}: {} ({})", met ? "met" : "not met", text,
                             models.empty() ? "it was not compared"
                             : met          ? fmt::format("under {} user models", models.size())
                                            : fmt::format("{}", fmt::join(against, "; ")))});
    if (!met) code = kNotMet;
  }
  return code;
}

// Returns what `merge` has to be told of the files that the experiment asks for, as the config of
// shards does not have it.
const char* merge_options(const ExperimentSpec& spec) {
  return spec.users_csv ? " --users-csv" : "";
}

int run_experiment_of(const ExperimentSpec& spec, Workspace& workspace,
                      const RunSettings& settings) {
  const std::filesystem::path directory = run_directory(settings.out, spec);
  const std::optional<RunLock> lock = lock_run(directory, settings);
  // With --resume, a complete run is only printed.
  const bool merged = settings.merge &&
                      std::all_of(settings.merge_from.begin(), settings.merge_from.end(),
                                  [](const auto& from) { return checkpoint_files(from).empty(); });
  if (settings.resume || merged) {
    std::optional<FinishedRun> there;
    if (is_first_rank(settings)) there = read_finished(directory, spec);
    if (first_rank_says(settings, there.has_value())) {
      if (!is_first_rank(settings)) return kOk;
      if (settings.simulate_coverage != 0) {
        throw UserError(fmt::format(
            "--calibrate {} simulates a run as it is played, and all of this one is there already; "
            "leave out --resume, and it is played again",
            settings.simulate_coverage));
      }
      print_results(there->results, settings);
      if (settings.shard.count > 1) {
        print_notes({fmt::format("shard {} of {} had nothing to play", settings.shard.index + 1,
                                 settings.shard.count)});
      }
      print_notes({fmt::format("all of it was there, played by {}", there->program)});
      for (const std::string& input : outside_inputs(spec)) {
        print_notes({fmt::format("{}, whose answers are those of then", input)});
      }
      print_report_place("", directory / "report.html", settings.quiet);
      return decide_requirements(there->results, spec, settings);
    }
  } else if (is_first_rank(settings) && !settings.merge && settings.shard.count == 1 &&
             !checkpoint_files(directory).empty()) {
    print_notes(
        {"an unfinished run of this experiment was there; --resume would have gone on with "
         "it"});
  }
  // Somebody who goes on with a run wants to know why nothing of it is used.
  if ((settings.resume || settings.shard.count > 1) && is_first_rank(settings) && !settings.merge &&
      checkpoint_files(directory).empty()) {
    print_notes(changed_input_files(directory.parent_path(), spec));
  }
  // `merge` finds the experiment of the shards in this file.
  if (settings.shard.count > 1) write_config(directory, spec);

  // Play the run.
  RunOptions options;
  options.merge = settings.merge_from;
  options.simulate_coverage = settings.simulate_coverage;
  options.allow_commands = settings.allow_commands;
  if (spec.log) options.log = directory / spec.log->path;
  options.play = {.directory = directory,
                  .resume = settings.resume,
                  .checkpoint_seconds = settings.checkpoint_seconds,
                  .shard = settings.shard,
                  .stop = settings.stop,
                  .ranks = settings.ranks};
  ExperimentRun run;
  try {
    ProgressDisplay display(settings.quiet || !is_first_rank(settings));
    const Progress shown = display.progress();
    run = run_experiment(spec, workspace, options,
                         [&](std::string_view stage, std::size_t done, std::size_t total) {
                           check_stop(settings.stop);
                           if (shown) shown(stage, done, total);
                         });
  } catch (const Interrupted&) {
    throw Interrupted(
        checkpoint_files(directory).empty()
            ? "interrupted before a session could be kept; the cache has the lists and "
              "models that were made"
            : "interrupted; with --resume it goes on from here");
  }
  // The first rank writes and prints the results.
  if (!is_first_rank(settings)) return kOk;
  print_notes(run.notes);
  if (!run.complete) {
    std::cerr << fmt::format(
        "shard {} of {} is played; when all are, `reprise merge {}{}` puts them together\n",
        settings.shard.index + 1, settings.shard.count, directory.string(), merge_options(spec));
    return kOk;
  }
  const std::string no_figures = write_run(directory, run, spec, settings.command);
  CheckpointOwner owner;
  Checkpoints(directory, owner).remove();
  print_results(run.results, settings);
  if (spec.log && !settings.quiet) {
    print_notes({fmt::format("log: {}", (directory / spec.log->path).string())});
  }
  print_report_place(no_figures, directory / "report.html", settings.quiet);
  return decide_requirements(run.results, spec, settings);
}

// Makes the line of a sweep's progress: "37 of 200 cells (18 %), sessions at 1.2 M/s, 40 s left;
// best so far pick=first: +43.1 %".
class SweepLine {
 public:
  std::string text(const SweepProgress& progress) {
    const Clock::time_point now = Clock::now();
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    // The time left is that of the round. Cells that were there before took no time now.
    if (progress.round_done < round_done_) {
      round_start_ = now;
      done_before_ = progress.round_done;
    }
    if (!done_before_) done_before_ = progress.round_done;
    round_done_ = progress.round_done;
    const double done_now = progress.round_done - *done_before_;
    const double in_round = std::chrono::duration<double>(now - round_start_).count();
    std::string line = fmt::format("{} of {} cells ({:.0f} %)", progress.done, progress.cells,
                                   100 * progress.round_done);
    if (progress.failed > 0) line += fmt::format(", {} failed", progress.failed);
    if (progress.sessions > 0) {
      line += fmt::format(", sessions at {}",
                          rate_text(static_cast<double>(progress.sessions) / elapsed));
    }
    if (done_now > 0) {
      line +=
          fmt::format(", {} left", duration_text(in_round * (1 - progress.round_done) / done_now));
    }
    if (!progress.best.empty()) line += fmt::format("; best so far {}", printable(progress.best));
    return line;
  }

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point start_ = Clock::now();
  Clock::time_point round_start_ = start_;
  double round_done_ = 0;
  std::optional<double> done_before_;  // share of the round that was there when it began
};

int run_sweep_of(const ExperimentSpec& spec, Workspace& workspace, const RunSettings& settings) {
  // Play the cells.
  SweepRun sweep;
  try {
    ProgressDisplay display(settings.quiet || !is_first_rank(settings));
    SweepLine line;
    SweepOptions options;
    options.out = settings.out;
    options.checkpoint_seconds = settings.checkpoint_seconds;
    options.shard = settings.shard;
    options.resume = settings.resume || settings.merge;
    options.fresh = settings.fresh;
    options.fail_fast = settings.fail_fast;
    options.allow_commands = settings.allow_commands;
    options.merge = settings.merge;
    options.stop = settings.stop;
    options.ranks = settings.ranks;
    options.command = settings.command;
    options.progress = [&](const SweepProgress& progress) { display.status(line.text(progress)); };
    options.cell_failed = [&](const std::string& message) {
      display.message("reprise: " + printable(message));
    };
    sweep = run_sweep(spec, workspace, options);
  } catch (const Interrupted&) {
    throw Interrupted("interrupted; run it again, and it goes on from here");
  }
  // The first rank writes and prints the results.
  if (!is_first_rank(settings)) return kOk;
  const std::filesystem::path directory = sweep_directory(settings.out, spec);
  std::error_code ignored;
  if (!settings.merge && !std::filesystem::exists(directory, ignored)) {
    print_notes(changed_input_files(directory.parent_path(), spec));
  }
  print_notes(sweep.notes);
  if (!sweep.complete) {
    write_config(directory, spec);
    const auto missing =
        std::count_if(sweep.results.cells.begin(), sweep.results.cells.end(),
                      [](const SweepCell& cell) { return cell.status == CellStatus::missing; });
    if (settings.merge) {
      throw UserError(fmt::format(
          "{} of {} cells have not been played; play the shards they belong to, or `reprise run` "
          "the sweep, which plays what is missing",
          missing, sweep.results.cells.size()));
    }
    std::cerr << fmt::format(
        "shard {} of {} is played; {} of {} cells are still missing; when none is, `reprise merge "
        "{}{}` puts them together\n",
        settings.shard.index + 1, settings.shard.count, missing, sweep.results.cells.size(),
        directory.string(), merge_options(spec));
    return sweep.failed > 0 ? kSomeFailed : kOk;
  }
  const std::string no_figures = write_sweep(directory, sweep.results, spec, settings.command);
  if (settings.json) {
    std::cout << write_sweep_json(sweep.results);
  } else if (settings.brief) {
    print_answer(sweep.results.experiment, sweep_answer(sweep.results, name_in_prose),
                 sweep.results.warnings.size() + cell_warnings(sweep.results).size(), settings);
  } else {
    std::cout << write_sweep_table(sweep.results, console_options(settings.every_metric));
  }
  print_report_place(no_figures, directory / "report.html", settings.quiet);
  const int required = decide_under_user_models(sweep.results, spec, settings);
  return sweep.failed > 0 ? kSomeFailed : required;
}

}  // namespace

int run_one(const ExperimentSpec& spec, Workspace& workspace, const RunSettings& settings) {
  if (is_first_rank(settings) && !settings.quiet) {
    const std::string remark = threads_remark(spec.threads);
    if (!remark.empty()) print_notes({remark});
  }
  return spec.sweep ? run_sweep_of(spec, workspace, settings)
                    : run_experiment_of(spec, workspace, settings);
}

void check_writable(const std::filesystem::path& out) {
  // The nearest existing parent is tested, so that no directory is made yet.
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

namespace {

// Returns the argument as one word of a POSIX shell, which takes all text between two ' unchanged.
std::string shell_word(std::string_view argument) {
  std::string text = "'";
  for (const char letter : argument) {
    if (letter == '\'') {
      text += "'\\''";
    } else {
      text += letter;
    }
  }
  return text + "'";
}

}  // namespace

std::string shell_text(const std::string& command, const std::vector<std::string>& arguments) {
  std::string text = "reprise " + command;
  for (const std::string& argument : arguments) {
    const bool plain =
        argument.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:") ==
            std::string::npos &&
        !argument.empty();
    text += plain ? " " + argument : fmt::format(" {}", shell_word(argument));
  }
  return text;
}

}  // namespace reprise
