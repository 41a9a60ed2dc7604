// The checkpoints of a run: files in its directory that say what has been played, each written by
// one process and replaced as a whole, so that a run that was killed goes on where it was.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/running/run_state_file.h"

namespace reprise {

/// Whose checkpoint it is.
struct CheckpointOwner {
  WorkShare shard;
  WorkShare rank;

  /// "all", "shard_2_of_7", "shard_2_of_7_rank_3_of_8", "all_rank_3_of_8".
  std::string name() const;
  /// Those of the same shard begin with it.
  std::string shard_name() const;
};

class Checkpoints {
 public:
  /// Below the run's directory; an empty one keeps nothing.
  Checkpoints(const std::filesystem::path& run_directory, const CheckpointOwner& owner);

  /// Writes the owner's file, durably. Throws UserError.
  void commit(const RunState& run_state, const RunIdentity& of) const;

  /// The files a run goes on from: all there are, or for a shard its own.
  std::vector<std::filesystem::path> found() const;
  /// Removes all of found() but the owner's file.
  void remove_others() const;
  /// Removes all of found(), and the directory if nothing is left in it.
  void remove() const;

 private:
  std::filesystem::path directory_;
  CheckpointOwner owner_;
};

/// What was read, and what there is to say of it.
struct LoadedCheckpoints {
  RunState run_state;
  std::vector<std::string> notes;  // files that were left out, other versions
};

/// Merges checkpoints of one run. A file that is damaged or does not fit counts as not played, and
/// a note says so. Throws UserError for those of another experiment or world.
LoadedCheckpoints load_checkpoints(const std::vector<std::filesystem::path>& files,
                                   const RunIdentity& of, const std::vector<Totals>& shape,
                                   const RunState& empty);

/// The checkpoint files of a run's directory, whoever wrote them.
std::vector<std::filesystem::path> checkpoint_files(const std::filesystem::path& run_directory,
                                                    const std::string& name_begins = "");

}  // namespace reprise
