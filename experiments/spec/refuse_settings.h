// Refuses settings of an experiment for a command that would ignore them.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Throws UserError with the place of the first of `keys` that the experiment's file sets, and with
/// the message for this key. A key that is null counts as left out.
inline void refuse_settings(const ExperimentSpec& spec, std::initializer_list<const char*> keys,
                            const std::function<std::string(const char*)>& message) {
  for (const char* key : keys) {
    const Node* node = spec.written.find(key);
    if (node != nullptr && !node->is_null()) throw UserError(node->place, message(key));
  }
}

}  // namespace reprise
