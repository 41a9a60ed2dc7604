#include "experiments/studies/run_experiment.h"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "experiments/analysis/sequential_rule.h"
#include "experiments/running/days/between_days.h"
#include "experiments/running/session_log/session_log.h"
#include "experiments/simulation/check_told.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/studies/simulate_coverage.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

bool is_shared(const PlayOptions& play) {
  return play.shard.count > 1 || (play.ranks != nullptr && play.ranks->count() > 1);
}

// Refuses shards and ranks for an experiment that one process must play by itself.
void check_alone(const ExperimentSpec& spec, const RunOptions& options) {
  if (!is_shared(options.play)) return;
  const auto refuse = [](const char* why) {
    throw UserError(fmt::format(
        "{}, so shards and ranks cannot share it; play it in one process, whose threads do", why));
  };
  if (spec.sequential()) {
    refuse("an experiment with 'stop' or 'select' decides as it goes how long it is played");
  }
  if (spec.between_days) refuse("'between_days' needs all sessions of the days before");
  if (spec.log) refuse("'log' has the sessions one after the other");
}

void check_command(const ExperimentSpec& spec, const RunOptions& options) {
  const auto check = [&](const std::string& what, const Capabilities& declared,
                         const Place& place) {
    if (!declared.runs_commands || options.allow_commands) return;
    throw UserError(place, fmt::format("{} runs Python code of a file; if that is what you want, "
                                       "say --allow-commands",
                                       what));
  };
  for (const NamedTreatment& treatment : spec.treatments.named) {
    check(fmt::format("the treatment '{}'", treatment.name), treatment.recommender.declared,
          treatment.recommender.place);
  }
  for (const NamedModel& model : spec.models.named) {
    check(fmt::format("a policy of the log of model '{}'", model.name), model.model.declared,
          model.model.place);
  }
  if (!spec.between_days || spec.between_days->command.empty() || options.allow_commands) return;
  throw UserError(spec.written.find("between_days")->place,
                  fmt::format("this experiment runs the command '{}' between days; if that is what "
                              "you want, say --allow-commands",
                              spec.between_days->command));
}

// Refuses a coverage simulation for an experiment whose sessions cannot be played again: a service
// outside, or the work between days, would take part in them.
void check_repeatable(const Prepared& prepared, const RunOptions& options) {
  if (options.simulate_coverage == 0 || prepared.repeatable()) return;
  throw UserError(
      "--calibrate plays the experiment many times over, but it has 'between_days' or asks a "
      "remote "
      "service, which would take part in that; leave --calibrate out");
}

Prepared prepare_in_turn(const ExperimentSpec& spec, Workspace& workspace, Ranks* ranks,
                         Timings& timings, const Progress& progress) {
  // The other ranks find in the cache what rank 0 generates and trains, so rank 0 prepares first.
  if (ranks != nullptr && ranks->index() > 0) ranks->wait();
  Prepared prepared = prepare(spec, workspace, timings, progress);
  if (ranks != nullptr && ranks->index() == 0) ranks->wait();
  return prepared;
}

// Returns enough threads to keep all connections to a service busy, unless the user has set a
// number.
std::int64_t playing_threads(const Prepared& prepared, std::int64_t threads) {
  if (threads > 0) return threads;
  std::int64_t connections = 0;
  for (const Treatment& treatment : prepared.treatments) {
    if (treatment.service)
      connections = std::max<std::int64_t>(connections, treatment.service->connections);
  }
  const std::int64_t processors = std::max(1u, std::thread::hardware_concurrency());
  return connections > processors ? connections : 0;
}

std::map<std::string, std::string> hook_variables(const Prepared& prepared,
                                                  const RunOptions& options,
                                                  const std::optional<SessionLog>& log) {
  const auto absolute = [](const std::filesystem::path& path) {
    return std::filesystem::absolute(path).string();
  };
  std::map<std::string, std::string> variables = {
      {"REPRISE_EXPERIMENT", prepared.spec.experiment},
      {"REPRISE_DAYS", std::to_string(prepared.spec.days)},
      {"REPRISE_SEED", std::to_string(prepared.seeds.front())}};
  if (!options.play.directory.empty()) {
    variables["REPRISE_RUN"] = absolute(options.play.directory);
  }
  if (log) variables["REPRISE_LOG"] = absolute(log->part());
  return variables;
}

// Plays all seeds, or stops earlier when the rule says so.
PlayOutcome play_seeds(const Prepared& prepared, const PlayOptions& options,
                       const SequentialRule* rule, const Progress& progress) {
  Player player(prepared, options, progress);
  while (player.seeds_left()) {
    // If the next seed is complete already, the decision before it was taken before the run was
    // interrupted.
    if (rule != nullptr && player.next_seed() > 0 &&
        player.run_state().complete_seeds() <= player.next_seed()) {
      SequentialRule::Decision decision = rule->after(player.run_state());
      player.record_look(std::move(decision.look));
      if (decision.playing.empty()) break;
      player.set_playing(std::move(decision.playing));
    }
    player.play_seed();
  }
  // Record the look after the last seed.
  if (rule != nullptr) {
    if (!player.run_state().looks().contains(player.run_state().complete_seeds() - 1)) {
      player.record_look(rule->after(player.run_state()).look);
    }
    player.end_after_complete_seeds();
  }
  return player.finish();
}

PlayOutcome play_all(const Prepared& prepared, const RunOptions& options,
                     const SequentialRule* rule, const Progress& progress) {
  PlayOptions play_options = options.play;
  SeveralSinks sinks;
  std::optional<SessionLog> log;
  if (prepared.spec.log && !options.log.empty()) {
    if (prepared.spec.log->propensities) check_told(prepared.treatments);
    log.emplace(options.log, prepared.spec.experiment, prepared.world().users,
                prepared.shared->open.fields.ids, prepared.spec.log->propensities);
    sinks.add(*log);
  }
  std::optional<BetweenDays> days;
  if (prepared.spec.between_days) {
    days.emplace(prepared, options.play.stop, progress, hook_variables(prepared, options, log));
    if (days->sink() != nullptr) sinks.add(*days->sink());
    play_options.between_days = &*days;
  }
  if (!sinks.empty()) play_options.sink = &sinks;
  PlayOutcome outcome = play_seeds(prepared, play_options, rule, progress);
  if (log) log->finish();
  if (options.play.resume && !play_options.keeps_checkpoints()) {
    outcome.notes.emplace_back(
        "an experiment with 'log' or 'between_days' keeps no checkpoints; all of it was played");
  }
  return outcome;
}

}  // namespace

ExperimentRun run_experiment(const ExperimentSpec& spec, Workspace& workspace,
                             const RunOptions& options, const Progress& progress) {
  // Check the options, then prepare the experiment.
  check_alone(spec, options);
  check_command(spec, options);
  ExperimentRun run;
  const std::int64_t threads = options.threads > 0 ? options.threads : spec.threads;
  std::optional<Prepared> prepared;
  with_threads(threads, [&] {
    prepared.emplace(prepare_in_turn(spec, workspace, options.play.ranks, run.timings, progress));
  });
  check_repeatable(*prepared, options);
  with_threads(playing_threads(*prepared, threads), [&] {
    // Play the run, or merge its shards.
    Stopwatch watch(run.timings);
    const std::unique_ptr<SequentialRule> rule = make_rule(*prepared);
    PlayOutcome outcome = options.merge.empty() ? play_all(*prepared, options, rule.get(), progress)
                                                : merge_shards(*prepared, options.merge);
    watch.lap("sessions");
    run.notes = std::move(outcome.notes);
    // A shard leaves its part to be merged, even when that part is the whole run.
    run.complete = options.play.shard.count == 1 && outcome.run_state.complete();
    if (!run.complete) return;
    // Make the results.
    run.results =
        build_results(*prepared, outcome.run_state,
                      play_side_runs(*prepared, outcome.run_state, options.play.stop, progress));
    if (spec.users_csv) run.users = user_rows(*prepared, outcome.run_state);
    watch.lap("statistics");
    if (options.simulate_coverage > 0) {
      run.results.coverage = simulate_coverage(
          *prepared, outcome.run_state.partition().seeds(),
          static_cast<std::uint64_t>(options.simulate_coverage), options.play.stop, progress);
      watch.lap("calibration");
    }
  });
  prepared->keep_lists();
  return run;
}

}  // namespace reprise
