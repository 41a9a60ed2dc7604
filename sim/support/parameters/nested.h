// Types of parameters that contain others: optional fields, structs that declare their own
// parameters, and paths of input files.
#pragma once

#include <filesystem>
#include <optional>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// An optional parameter. It is empty when it is left out.
template <class F>
struct ParameterType<std::optional<F>> {
  static std::string name() { return ParameterType<F>::name(); }
  static std::optional<F> read(const Node& node, const std::string& what) {
    if (node.is_null()) return std::nullopt;
    return ParameterType<F>::read(node, what);
  }
  static Node write(const std::optional<F>& value) {
    return value ? ParameterType<F>::write(*value) : Node{};
  }
};

/// A struct with `static const Parameters<T>& parameters()` is read from a map of its parameters.
template <class T>
requires requires { T::parameters(); }
struct ParameterType<T> {
  static std::string name() { return "map"; }
  static T read(const Node& node, const std::string&) { return T::parameters().read(node); }
  static Node write(const T& value) { return T::parameters().write(value); }
};

/// The path of a file to read. A relative path is looked up beside the file in which it is written
/// (for a command-line option, in the current directory). The file must exist when the config is
/// read.
struct InputFile {
  std::filesystem::path path;  // absolute; empty when no path was given

  explicit operator bool() const { return !path.empty(); }
};

template <>
struct ParameterType<InputFile> {
  static std::string name() { return "path of a file"; }
  static InputFile read(const Node& node, const std::string& what);
  static Node write(const InputFile& file) {
    return file ? Node::make_scalar(file.path.string()) : Node{};
  }
};

/// Makes a path that is written at `place` absolute, by the rule of InputFile.
std::filesystem::path path_beside(const std::string& written, const Place& place);

}  // namespace reprise
