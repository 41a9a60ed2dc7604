// Runs a command of the user's between two days.
#pragma once

#include <map>
#include <string>

#include "sim/support/interruption.h"

namespace reprise {

/// Runs a command with the shell and waits for its end. `variables` are added to its environment,
/// and its output goes to standard error. Throws std::runtime_error when the command fails. When
/// `stop` is raised, ends the command and throws Interrupted.
void run_hook_command(const std::string& command,
                      const std::map<std::string, std::string>& variables, const StopFlag* stop);

}  // namespace reprise
