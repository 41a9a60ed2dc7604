#include "experiments/run_experiment.h"

#include "experiments/calibration/calibrate.h"
#include "experiments/engine/threads.h"
#include "experiments/sequential/rule.h"
#include "sim/parameters/user_error.h"

namespace reprise {
namespace {

Prepared prepare_in_turn(const ExperimentSpec& spec, Workspace& workspace, Ranks* ranks,
                         Timings& timings, const Progress& progress) {
  // What rank 0 generates and trains, the others find in the cache.
  if (ranks != nullptr && ranks->index() > 0) ranks->wait();
  Prepared prepared = prepare(spec, workspace, timings, progress);
  if (ranks != nullptr && ranks->index() == 0) ranks->wait();
  return prepared;
}

}  // namespace

ExperimentRun run_experiment(const ExperimentSpec& spec, Workspace& workspace,
                             const RunOptions& options, const Progress& progress) {
  ExperimentRun run;
  with_threads(options.threads > 0 ? options.threads : spec.threads, [&] {
    Prepared prepared = prepare_in_turn(spec, workspace, options.play.ranks, run.timings, progress);
    Stopwatch watch(run.timings);
    const std::unique_ptr<SeedRule> rule = make_rule(prepared);
    if (rule != nullptr && (options.play.shard.count > 1 ||
                            (options.play.ranks != nullptr && options.play.ranks->count() > 1))) {
      throw UserError(
          "an experiment with 'stop' or 'select' decides as it goes how long it is played, so "
          "shards and ranks cannot share it; play it in one process, whose threads do");
    }
    PlayOptions play_options = options.play;
    play_options.rule = rule.get();
    PlayOutcome outcome = options.merge.empty() ? play(prepared, play_options, progress)
                                                : merge_shards(prepared, options.merge);
    watch.lap("sessions");
    run.notes = std::move(outcome.notes);
    // A shard leaves its part to be merged, even where its part is all there is.
    run.complete = options.play.shard.count == 1 && outcome.played.complete();
    if (!run.complete) return;
    run.results = outcome_of(prepared, outcome.played, options.play.stop, progress);
    if (spec.users_csv) run.users = user_rows(prepared, outcome.played);
    watch.lap("statistics");
    if (options.calibrate > 0) {
      run.results.calibration =
          calibrate(prepared, outcome.played.cut().seeds(),
                    static_cast<std::uint64_t>(options.calibrate), options.play.stop, progress);
      watch.lap("calibration");
    }
  });
  return run;
}

}  // namespace reprise
