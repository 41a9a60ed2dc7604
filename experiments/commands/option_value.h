// Reads the value of an option and checks it like a value in a file.
#pragma once

#include <optional>
#include <string>

#include <boost/program_options/variables_map.hpp>
#include <fmt/format.h>

#include "sim/support/parameters/nested.h"
#include "sim/support/parameters/share.h"

namespace reprise {

/// Returns the value of an option that was declared as text; nothing when the option was left out
/// and has no default. Throws UserError at "--NAME VALUE".
template <class T>
std::optional<T> option_value(const boost::program_options::variables_map& values, const char* name,
                              const Limits& limits = {}) {
  if (values.count(name) == 0) return std::nullopt;
  const std::string text = values[name].as<std::string>();
  const std::string option = fmt::format("--{}", name);
  const Node node = Node::make_scalar(text, {fmt::format("{} {}", option, text), 0, 0});
  T value = ParameterType<T>::read(are_of_share(limits) ? percent_as_share(node) : node, option);
  check_limits(limits, value, node, option);
  return value;
}

}  // namespace reprise
