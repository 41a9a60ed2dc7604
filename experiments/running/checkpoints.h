// Writes, finds and merges the checkpoints of a run. A checkpoint is a file in the run's directory
// that records a run state. One process writes it and always replaces the whole file, so a run that
// was killed can go on from its last checkpoint.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/running/run_state_file.h"

namespace reprise {

/// The process that writes a checkpoint: its shard of the run, and its rank within the shard.
struct CheckpointOwner {
  WorkShare shard;
  WorkShare rank;

  /// Returns the file name without its ending: "all", "shard_2_of_7", "shard_2_of_7_rank_3_of_8",
  /// "all_rank_3_of_8".
  std::string name() const;
  /// Returns the first part of the name, which is the same for all ranks of the shard.
  std::string shard_name() const;
};

/// The checkpoints of one run, as the process `owner` uses them.
class Checkpoints {
 public:
  /// The files are in a folder of the run's directory. With an empty `run_directory` nothing is
  /// written or found.
  Checkpoints(const std::filesystem::path& run_directory, const CheckpointOwner& owner);

  /// Writes the owner's file, and returns when it is on the disk. Throws UserError when the file
  /// cannot be written.
  void commit(const RunState& run_state, const RunIdentity& of) const;

  /// Returns the files that the run can go on from: for a shard the files of all its ranks, without
  /// shards all checkpoints in the directory.
  std::vector<std::filesystem::path> found() const;
  /// Removes all files of found() except the owner's.
  void remove_others() const;
  /// Removes all files of found(), and their folder if it is empty then.
  void remove() const;

 private:
  std::filesystem::path directory_;
  CheckpointOwner owner_;
};

/// The merged checkpoints, with notes for the user.
struct LoadedCheckpoints {
  RunState run_state;
  std::vector<std::string> notes;  // about files left out and other versions of the program
};

/// Reads and merges checkpoints of one run. `shape` is an empty Totals of each treatment, `empty` a
/// run state without work units. A file that is damaged or does not fit the run counts as not
/// played, and a note names it. Throws UserError for a checkpoint of another experiment or world.
LoadedCheckpoints load_checkpoints(const std::vector<std::filesystem::path>& files,
                                   const RunIdentity& of, const std::vector<Totals>& shape,
                                   const RunState& empty);

/// Returns the checkpoint files of a run's directory whose names begin with `name_begins`, sorted,
/// whichever process wrote them.
std::vector<std::filesystem::path> checkpoint_files(const std::filesystem::path& run_directory,
                                                    const std::string& name_begins = "");

}  // namespace reprise
