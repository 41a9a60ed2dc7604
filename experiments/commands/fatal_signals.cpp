#include "experiments/commands/fatal_signals.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include <unistd.h>

#include "experiments/commands/command.h"

namespace reprise {
namespace {

// The message is a constant, because there may be too little memory to make one.
constexpr std::string_view kNoMemory =
    "reprise: out of memory; play fewer users or tracks at once\n";

void say(std::string_view message) {
  const ssize_t written = ::write(STDERR_FILENO, message.data(), message.size());
  static_cast<void>(written);
}

// Ends the program after an exception that no code could catch: on a thread that is not ours, or
// before main.
[[noreturn]] void end_at_once() {
  try {
    if (const std::exception_ptr error = std::current_exception()) std::rethrow_exception(error);
  } catch (const std::bad_alloc&) {
    say(kNoMemory);
    ::_exit(kFailed);
  } catch (const std::exception& error) {
    say("reprise: ended by what nobody expected: ");
    say(error.what());
    say("\n");
  } catch (...) {
  }
  std::abort();
}

// Runs as early as possible, because the setup of other files may already run out of memory.
[[gnu::constructor(101)]] void watch_from_the_start() { std::set_terminate(end_at_once); }

// Handles SIGBUS. Calls only functions that a signal handler may call.
void end_of_mapped_file(int signal, siginfo_t* cause, void*) {
  if (cause->si_code != BUS_ADRERR) {
    // This is another fault, which ends the program by the default handling once this function
    // returns.
    ::signal(signal, SIG_DFL);
    return;
  }
  constexpr std::string_view kMessage =
      "reprise: a file of the cache was cut short while it was in use; run it again, which makes "
      "the file anew\n";
  // Several threads may come here at once.
  static std::atomic_flag said;
  if (!said.test_and_set()) say(kMessage);
  ::_exit(kFailed);
}

}  // namespace

void report_fatal_signals() {
  struct sigaction action = {};
  sigemptyset(&action.sa_mask);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
  ::sigaction(SIGXFSZ, &action, nullptr);
  action.sa_sigaction = end_of_mapped_file;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace reprise
