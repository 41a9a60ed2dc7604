// A popularity list from the user's own file, used in place of the world's list.
#pragma once

#include "sim/support/parameters/input_file.h"

namespace reprise {

/// The path of a file for read_top_tracks.
struct TopListFile {
  InputFile file;

  explicit operator bool() const { return static_cast<bool>(file); }
};

template <>
struct ParameterType<TopListFile> {
  static std::string name() { return "path of a popularity list"; }
  static TopListFile read(const Node& node, const std::string& what) {
    return {ParameterType<InputFile>::read(node, what)};
  }
  static Node write(const TopListFile& list) { return ParameterType<InputFile>::write(list.file); }
};

}  // namespace reprise
