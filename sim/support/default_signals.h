// Names the signals that a child process must get with their default action, although this program
// may ignore them.
#pragma once

#include <csignal>

namespace reprise {

/// Returns SIGPIPE and SIGXFSZ, as posix_spawnattr_setsigdefault takes them.
inline sigset_t default_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  sigaddset(&signals, SIGXFSZ);
  return signals;
}

}  // namespace reprise
