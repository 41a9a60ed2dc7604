#include "experiments/running/checkpoints.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/support/files/file.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr const char* kFolder = "checkpoint";
constexpr const char* kEnding = ".played";

std::string one_of(const char* what, const WorkShare& share) {
  return fmt::format("{}_{}_of_{}", what, share.index + 1, share.count);
}

}  // namespace

std::string CheckpointOwner::shard_name() const {
  return shard.count == 1 ? "all" : one_of("shard", shard);
}

std::string CheckpointOwner::name() const {
  return rank.index == 0 ? shard_name() : fmt::format("{}_{}", shard_name(), one_of("rank", rank));
}

std::vector<std::filesystem::path> checkpoint_files(const std::filesystem::path& run_directory,
                                                    const std::string& name_begins) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(run_directory / kFolder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == kEnding && name.starts_with(name_begins)) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Checkpoints::Checkpoints(const std::filesystem::path& run_directory, const CheckpointOwner& owner)
    : directory_(run_directory), owner_(owner) {}

void Checkpoints::commit(const RunState& run_state, const RunIdentity& of) const {
  if (directory_.empty()) return;
  write_file_durably(directory_ / kFolder / (owner_.name() + kEnding),
                     RunStateFile::write(run_state, of));
}

std::vector<std::filesystem::path> Checkpoints::found() const {
  if (directory_.empty()) return {};
  if (owner_.shard.count == 1) return checkpoint_files(directory_);
  // The "." and the "_" keep shard_1_of_7 from taking the files of shard_1_of_70.
  std::vector<std::filesystem::path> files =
      checkpoint_files(directory_, fmt::format("{}.", owner_.shard_name()));
  for (std::filesystem::path& rank :
       checkpoint_files(directory_, fmt::format("{}_", owner_.shard_name()))) {
    files.push_back(std::move(rank));
  }
  return files;
}

void Checkpoints::remove_others() const {
  for (const std::filesystem::path& file : found()) {
    std::error_code error;
    if (file.stem() != owner_.name()) std::filesystem::remove(file, error);
  }
}

void Checkpoints::remove() const {
  std::error_code error;
  for (const std::filesystem::path& file : found()) std::filesystem::remove(file, error);
  if (!directory_.empty()) std::filesystem::remove(directory_ / kFolder, error);
}

LoadedCheckpoints load_checkpoints(const std::vector<std::filesystem::path>& files,
                                   const RunIdentity& of, const std::vector<Totals>& shape,
                                   const RunState& empty) {
  LoadedCheckpoints loaded{empty, {}};
  for (const std::filesystem::path& file : files) {
    const Place place{file.string(), 0, 0};
    try {
      // Refuse checkpoints of another experiment or world.
      const std::string bytes = read_file(file);
      const RunIdentity theirs = RunStateFile::read_header(bytes);
      if (theirs.config_hash != of.config_hash) {
        throw UserError(place, fmt::format("is of the experiment {}, not of {}; play that one, or "
                                           "move the file away",
                                           theirs.config_hash, of.config_hash));
      }
      if (theirs.world != of.world) {
        throw UserError(place,
                        "was played in another world: its files have changed since; put them back, "
                        "or play anew without --resume");
      }
      // Read the run state, then merge it.
      RunState run_state = empty;
      RunStateFile::read(bytes, shape, run_state);
      if (theirs.program != of.program) {
        loaded.notes.push_back(fmt::format(
            "{}: was played by {}, and goes on with {}; where the two play differently, "
            "the results are a mixture",
            file.string(), theirs.program, of.program));
      }
      loaded.run_state.merge(std::move(run_state));
    } catch (const UserError&) {
      throw;
    } catch (const std::runtime_error& error) {
      loaded.notes.push_back(
          fmt::format("{}: {}; its sessions are played again", file.string(), error.what()));
    }
  }
  return loaded;
}

}  // namespace reprise
