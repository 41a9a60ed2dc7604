#include "experiments/running/days/run_hook_command.h"

#include <chrono>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "sim/support/child_process.h"

namespace reprise {
namespace {

constexpr std::chrono::seconds kTimeToEnd{10};

// Returns the shell's command line. The shell has a process group of its own, so that a signal ends
// all processes that it starts.
ChildCommand by_shell(const std::string& command,
                      const std::map<std::string, std::string>& variables) {
  return {.program = "/bin/sh",
          .arguments = {"-c", command},
          .variables = variables,
          .input = Redirection::null,
          .output = Redirection::standard_error,
          .own_process_group = true};
}

ExitStatus run_until_stopped(const ChildCommand& command, const StopFlag* stop) {
  ChildProcess child(command);
  for (;;) {
    if (const std::optional<ExitStatus> status = child.poll()) return *status;
    if (stop != nullptr && stop->load()) {
      child.send_signal(SIGTERM);
      // A command that ignores the signal must not keep the run from ending.
      if (!child.wait_until(ChildProcess::Clock::now() + kTimeToEnd)) child.send_signal(SIGKILL);
      child.wait();
      throw Interrupted();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace

void run_hook_command(const std::string& command,
                      const std::map<std::string, std::string>& variables, const StopFlag* stop) {
  ExitStatus status;
  try {
    status = run_until_stopped(by_shell(command, variables), stop);
  } catch (const std::system_error& error) {
    throw std::runtime_error(
        fmt::format("cannot start the command '{}': {}", command, error.code().message()));
  }
  if (status.succeeded()) return;
  throw std::runtime_error(fmt::format("the command '{}' between days {}; what it said is above",
                                       command, description(status)));
}

}  // namespace reprise
