// What a command is about to write. It is checked before any work: files that the command reads,
// and files that nobody knows to be reprise's own, are not replaced.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// The files that a command writes into a directory.
struct OutputDirectory {
  std::string option;  // that names the directory, "--out"
  std::filesystem::path directory;
  std::vector<std::string> files;  // names in it
  // The one of `files` whose presence says that the command wrote this directory before, so that
  // its files may be replaced. Empty: no file says that, and none is replaced.
  std::string mark;
};

/// Throws UserError, without a change on disk, if the directory cannot be written to, if one of the
/// files is read by the command, which is one of `inputs` or lies in a directory of `inputs`, or if
/// one is there that is not reprise's own.
void check_outputs(const OutputDirectory& outputs,
                   const std::vector<std::filesystem::path>& inputs);

/// A single file that a command writes, or adds to.
struct OutputFile {
  std::string option;  // "--ab-result"
  std::filesystem::path path;
  std::string what;  // "ab_result.json": "is no ab_result.json"
  // Whether a file that begins with these bytes, at most 64 KiB, is what `what` says. A file that
  // is empty is nobody's loss.
  std::function<bool(std::string_view)> is_own;
};

/// Throws UserError, without a change on disk, if the file is one of `inputs` or is not reprise's
/// own.
void check_output(const OutputFile& output, const std::vector<std::filesystem::path>& inputs);

/// Returns the paths of files and directories, without "-", which is standard input.
std::vector<std::filesystem::path> input_paths(const std::vector<std::string>& arguments);

}  // namespace reprise
