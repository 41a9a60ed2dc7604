// Runs one experiment or one sweep from the command line to its reports. `run` and `merge` share
// this code.
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
  bool brief = false;                     // print the answer alone, in one line
  bool several = false;                   // of several experiments: answers begin with their names
  std::vector<std::string> requirements;  // as read_requirement reads them
  double checkpoint_seconds = 5;
  WorkShare shard;
  std::int64_t simulate_coverage = 0;             // as in RunOptions
  bool allow_commands = false;                    // as in RunOptions
  bool merge = false;                             // play nothing: shards have played it all
  std::vector<std::filesystem::path> merge_from;  // directories with checkpoints of one run
  std::string command;                            // the command as typed
  const StopFlag* stop = nullptr;
  Ranks* ranks = nullptr;  // null when there is one process
};

/// Plays or merges an experiment or sweep, writes its directory, and prints its results; of several
/// ranks, rank 0 prints. Returns the exit code; throws as run_experiment does.
int run_one(const ExperimentSpec& spec, Workspace& workspace, const RunSettings& settings);

/// Checks that files can be written to `out`, before hours of playing are lost. Throws UserError.
void check_writable(const std::filesystem::path& out);

/// Returns the command as text that can be typed again.
std::string shell_text(const std::string& command, const std::vector<std::string>& arguments);

}  // namespace reprise
