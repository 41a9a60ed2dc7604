// Files that a config names: where each of them is, and what its content was when the config was
// read. Results depend on contents, never on paths, so identities are made of contents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// A file to read. A config names it by its path, `lists.json`, or as resolved configs do, by path
/// and content: `{path: lists.json, content: xxh3-0123456789abcdef}`. A relative path is looked up
/// beside the file in which it is written, or in the current directory for a command-line option.
struct InputFile {
  std::filesystem::path path;  // absolute; empty when nothing was given
  std::string content;         // "xxh3-" and 16 hexadecimal digits

  explicit operator bool() const { return !path.empty(); }
};

template <>
struct ParameterType<InputFile> {
  static std::string name() { return "path of a file"; }
  /// Throws UserError when there is no such file, or when its content is another one than written.
  static InputFile read(const Node& node, const std::string& what);
  /// Writes `{path, content}` with the file's name alone as its path; Node::input_path keeps where
  /// the file is.
  static Node write(const InputFile& file);
};

/// Throws UserError when the content of the file is another one now than when the config was read:
/// what was read meanwhile may be half of each.
void check_unchanged(const InputFile& file);

/// Returns the absolute path that is written at `place`, as for an InputFile.
std::filesystem::path path_beside(const std::string& written, const Place& place);

/// Returns the same tree with each input file by its content alone: two configs that read the same
/// bytes are then the same, wherever the bytes are. Pure.
Node by_content(const Node& node);

/// Returns the same tree without its input files, to compare the settings alone. Takes a tree that
/// was written and read again, too. Pure.
Node without_input_files(const Node& node);

/// Returns the same tree with each path relative to `directory`, so that a config which is written
/// there finds its files. Without a directory, paths are absolute. Pure but for the current
/// directory.
Node with_paths_from(const Node& node, const std::filesystem::path& directory);

/// Returns the same tree with the absolute path, in quotes, in the place of each input file. Its
/// text finds the files wherever it is read again, and takes any content. Pure.
Node with_absolute_paths(const Node& node);

/// Returns the input files in the order of the tree, each once. In a tree that was written and read
/// again, paths are as written. Pure.
std::vector<InputFile> input_files_of(const Node& node);

}  // namespace reprise
