// A component whose name may be left out, as people write it: `{pick: first}` is
// `{sentence: {pick: first}}`. Paths into an experiment lead through both forms, because files of
// people have the one and files of ours, with all defaults filled in, the other.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

#include "sim/support/parameters/registry.h"
#include "sim/support/registered.h"

namespace reprise {

struct LeftOutName {
  static constexpr const char* kind = "name that may be left out";

  std::string name;                            // "sentence"
  std::function<bool(std::string_view)> owns;  // whether a key is one of the component's parameters
};

/// Declares such a component, beside its registration.
using LeftOutNameRegistration = EntryRegistration<LeftOutName>;

/// Returns whether a key is a parameter of the part of this name. False for a name that is not
/// registered.
template <class Part>
bool is_parameter_of(const std::string& name, std::string_view key) {
  const auto* part = Registry<Part>::instance().find(name);
  return part != nullptr &&
         std::any_of(part->parameters.begin(), part->parameters.end(),
                     [&](const ParameterInfo& parameter) { return key == parameter.name; });
}

}  // namespace reprise
