// Types of parameters that contain others: optional fields, structs that declare their own
// parameters, and paths of input files.
#pragma once

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

}  // namespace reprise
