// One experiment or one sweep from the command line to its reports: what `run` and `merge` share.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/running/play.h"
#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"

namespace reprise {

struct RunSettings {
  std::filesystem::path out = "runs";
  bool resume = false;
  bool fresh = false;
  bool fail_fast = false;
  bool quiet = false;
  bool json = false;
  bool every_metric = false;
  double checkpoint_seconds = 5;
  WorkShare shard;
  std::int64_t simulate_coverage = 0;             // RunOptions
  bool allow_commands = false;                    // RunOptions
  bool merge = false;                             // play nothing: everything was played as shards
  std::vector<std::filesystem::path> merge_from;  // directories with checkpoints of one run
  std::string command;                            // as it was typed
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;  // null where there is one process
};

/// Plays or merges it, writes its directory, and prints what it found; of several ranks, rank 0
/// prints. Returns the exit code; throws as run_experiment does.
int run_one(const ExperimentSpec& spec, Workspace& workspace, const RunSettings& settings);

/// Hours of playing must not end in a directory that cannot be written. Throws UserError.
void check_writable(const std::filesystem::path& out);

/// The command as it could be typed again.
std::string shell_text(const std::string& command, const std::vector<std::string>& arguments);

}  // namespace reprise
