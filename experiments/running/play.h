// Plays a prepared experiment, or a share of it, from wherever its checkpoints left it.
#pragma once

#include <filesystem>

#include "experiments/running/day_hook.h"
#include "experiments/running/ranks/ranks.h"
#include "experiments/running/run_state.h"
#include "experiments/running/seed_rule.h"
#include "experiments/simulation/prepared.h"
#include "sim/support/interruption.h"

namespace reprise {

struct PlayOptions {
  std::filesystem::path directory;  // of the run, for checkpoints; empty: none
  bool resume = false;              // from the checkpoints there; else they are removed
  double checkpoint_seconds = 5;    // between two checkpoints, at least; 0: as often as can be
  WorkShare shard;                  // what of the run is to be played
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;          // who shares the work, if anybody does
  const SeedRule* rule = nullptr;  // decides after each seed; then the work cannot be shared
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

/// Plays what is missing. Checkpoints are written as it goes, where it takes long enough, and at
/// the end of a shard; they are the caller's to remove once the results are safe. Throws
/// Interrupted, after a last checkpoint, when it is told to stop; UserError where a checkpoint
/// cannot be written or read.
PlayOutcome play(const Prepared& prepared, const PlayOptions& options, const Progress& progress);

/// The totals of shards that were played elsewhere, from the directories of their runs. Throws
/// UserError when they are of another run, or do not make up the whole one.
PlayOutcome merge_shards(const Prepared& prepared,
                         const std::vector<std::filesystem::path>& directories);

}  // namespace reprise
