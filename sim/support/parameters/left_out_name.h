// A component whose name may be left out, as people write it: `{pick: first}` is
// `{sentence: {pick: first}}`. Paths into an experiment lead through both forms, because files of
// people have the one and files of ours, with all defaults filled in, the other.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sim/support/registered.h"

namespace reprise {

struct LeftOutName {
  static constexpr const char* kind = "name that may be left out";

  std::string name;                            // "sentence"
  std::function<bool(std::string_view)> owns;  // whether a key is one of the component's parameters
};

/// Declares such a component, beside its registration.
using LeftOutNameRegistration = EntryRegistration<LeftOutName>;

}  // namespace reprise
