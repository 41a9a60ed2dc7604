#include "experiments/commands/stop_signals.h"

#include <csignal>

#include <unistd.h>

#include "experiments/commands/command.h"

namespace reprise {
namespace {

StopFlag stop{false};
struct sigaction earlier_interrupt;
struct sigaction earlier_terminate;

void handle(int) {
  // A user who asks twice does not want to wait for a checkpoint.
  if (stop.exchange(true)) ::_exit(kInterrupted);
}

}  // namespace

StopSignals::StopSignals() {
  stop = false;
  struct sigaction action = {};
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, &earlier_interrupt);
  ::sigaction(SIGTERM, &action, &earlier_terminate);
}

StopSignals::~StopSignals() {
  ::sigaction(SIGINT, &earlier_interrupt, nullptr);
  ::sigaction(SIGTERM, &earlier_terminate, nullptr);
}

const StopFlag* StopSignals::flag() { return &stop; }

}  // namespace reprise
