// Plays a prepared experiment, or a share of it, from wherever its checkpoints left it.
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
  std::filesystem::path directory;  // of the run, for checkpoints; empty: none
  bool resume = false;              // from the checkpoints there; else they are removed
  double checkpoint_seconds = 5;    // between two checkpoints, at least; 0: as often as can be
  WorkShare shard;                  // what of the run is to be played
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;  // who shares the work, if anybody does
  // Who sees every session, and who changes treatments between days. No checkpoint knows what they
  // know, so none is kept, and the work cannot be shared.
  SessionSink* sink = nullptr;
  DayHook* between_days = nullptr;

  bool keeps_checkpoints() const { return sink == nullptr && between_days == nullptr; }
};

struct PlayOutcome {
  RunState run_state;              // complete, unless this is a shard or another rank than 0
  std::vector<std::string> notes;  // for the user: what became of checkpoints
};

/// Plays an experiment seed by seed:
///
///   Player player(prepared, options, progress);   // reads the checkpoints that there are
///   while (player.seeds_left())
///     player.play_seed();                         // all that is missing of the next seed
///   PlayOutcome outcome = player.finish();        // gathers what other ranks have played
///
/// Checkpoints are written as it goes, where it takes long enough, and at the end of a shard; they
/// are the caller's to remove once the results are safe. Not safe to use from several threads at
/// once; sessions are played on the threads of the TBB arena in which play_seed is called.
class Player {
 public:
  /// Everything outlives the player. Throws UserError where a checkpoint cannot be read.
  Player(const Prepared& prepared, const PlayOptions& options, const Progress& progress);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// Seeds are numbered from 0, in the order of the experiment.
  std::uint64_t next_seed() const;
  bool seeds_left() const;
  /// Where the run stands: its first seeds are complete, unless other processes share the work.
  const RunState& run_state() const;

  /// For an experiment that decides between its seeds which treatments play on: records `look`,
  /// the effects as they were seen at the last decision, once per number of complete seeds.
  void record_look(std::vector<TreatmentMeans> look);
  /// Which treatments the next seeds are played by: 1 or 0 for each.
  void set_playing(std::vector<std::uint8_t> playing);
  /// The run ends with the seeds that are complete.
  void end_here();

  /// Plays all that is missing of the next seed. Throws Interrupted, after a last checkpoint, when
  /// it is told to stop; UserError where a checkpoint cannot be written.
  void play_seed();
  /// The outcome; once, at the end.
  PlayOutcome finish();

 private:
  class Process;
  std::unique_ptr<Process> process_;
};

/// Plays all seeds. Throws as Player does.
PlayOutcome play(const Prepared& prepared, const PlayOptions& options, const Progress& progress);

/// The totals of shards that were played elsewhere, from the directories of their runs. Throws
/// UserError when they are of another run, or do not make up the whole one.
PlayOutcome merge_shards(const Prepared& prepared,
                         const std::vector<std::filesystem::path>& directories);

}  // namespace reprise
