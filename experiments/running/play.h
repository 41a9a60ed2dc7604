// Plays a prepared experiment, or a share of it. A run that was interrupted goes on from its
// checkpoints.
#pragma once

#include <filesystem>
#include <memory>

#include "experiments/running/day_hook.h"
#include "experiments/running/ranks/ranks.h"
#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "sim/support/interruption.h"

namespace reprise {

struct PlayOptions {
  std::filesystem::path directory;  // of the run, for its checkpoints; empty: none are kept
  bool resume = false;              // true: go on from the checkpoints; false: remove them
  double checkpoint_seconds = 5;    // least time between checkpoints; 0: as often as cost allows
  WorkShare shard;                  // the part of the run to be played
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;  // the processes that share the work; null: one process
  // `sink` gets every session; `between_days` replaces treatments between days. A checkpoint cannot
  // record their state, so no checkpoints are kept with either of them, and the work cannot be
  // shared.
  SessionSink* sink = nullptr;
  DayHook* between_days = nullptr;

  bool keeps_checkpoints() const { return sink == nullptr && between_days == nullptr; }
};

struct PlayOutcome {
  RunState run_state;  // complete, unless this process is a shard or a rank other than 0
  std::vector<std::string> notes;  // for the user: the fate of the checkpoints
};

/// Plays an experiment seed by seed:
///
///   Player player(prepared, options, progress);   // reads the checkpoints
///   while (player.seeds_left())
///     player.play_seed();                         // plays the missing work units of the next seed
///   PlayOutcome outcome = player.finish();        // gathers the run states of the other ranks
///
/// Writes checkpoints between strides of work units, as often as PlayOptions::checkpoint_seconds
/// says, and at the end of a shard. The caller removes the checkpoints when the results are saved.
/// Not safe to use from several threads at once. The sessions are played on the threads of the TBB
/// arena in which play_seed is called.
class Player {
 public:
  /// The arguments must outlive the player. Throws UserError when a checkpoint cannot be read or
  /// written, or is of another experiment or world.
  Player(const Prepared& prepared, const PlayOptions& options, const Progress& progress);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// Returns the next seed to be played. Seeds are numbered from 0, in the order of the experiment.
  std::uint64_t next_seed() const;
  bool seeds_left() const;
  /// Returns the run state so far. Its first seeds are complete, unless other processes share the
  /// work.
  const RunState& run_state() const;

  /// Records `look`, the effects that a rule saw at its last decision. For an experiment that
  /// decides after each seed which treatments play on; called once for each number of complete
  /// seeds.
  void record_look(std::vector<TreatmentMeans> look);
  /// Sets the treatments that play the next seeds: 1 (plays) or 0 for each treatment.
  void set_playing(std::vector<std::uint8_t> playing);
  /// Ends the run with the seeds that are complete now.
  void end_after_complete_seeds();

  /// Plays all missing work units of the next seed. Throws Interrupted, after a last checkpoint,
  /// when the stop flag is raised, and UserError when a checkpoint cannot be written.
  void play_seed();
  /// Returns the outcome. Must be called once, after the last seed.
  PlayOutcome finish();

 private:
  class Process;
  std::unique_ptr<Process> process_;
};

/// Plays all seeds of the experiment. Throws as Player does.
PlayOutcome play(const Prepared& prepared, const PlayOptions& options, const Progress& progress);

/// Merges the run states of shards from the directories of their runs. Plays nothing. Throws
/// UserError when a shard is of another run, or when the shards do not make up the whole run.
PlayOutcome merge_shards(const Prepared& prepared,
                         const std::vector<std::filesystem::path>& directories);

}  // namespace reprise
