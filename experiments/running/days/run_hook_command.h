// Runs a command of the user's between days.
#pragma once

#include <map>
#include <string>

#include "sim/support/interruption.h"

namespace reprise {

/// Runs it by the shell, with these variables added to its environment, and waits for its end. Its
/// output goes where errors go. Throws std::runtime_error when it fails, Interrupted when `stop` is
/// raised, and then ends it.
void run_hook_command(const std::string& command,
                      const std::map<std::string, std::string>& variables, const StopFlag* stop);

}  // namespace reprise
