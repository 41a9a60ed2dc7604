// Hands a command over to a Python interpreter, in which the same command can run Python code.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Goes on in Python with `reprise COMMAND ARGUMENTS` if a treatment is Python code and this is no
/// Python yet; else returns. The user has allowed that commands of experiments are run.
void enter_python(std::span<const ExperimentSpec> specs, const std::string& command,
                  const std::vector<std::string>& arguments);

/// Replaces this program by `python3 -m reprise ARGUMENTS`, which runs the same command with the
/// same arguments, environment and files, and exits as it would. The interpreter is
/// $REPRISE_PYTHON, else the one of the active virtual environment, else the one that this program
/// was built with. `reason` says what needs Python. Does not return; throws UserError when this
/// program was built without Python, or std::runtime_error when the interpreter cannot be started.
[[noreturn]] void go_on_in_python(const std::string& reason,
                                  const std::vector<std::string>& arguments);

}  // namespace reprise
