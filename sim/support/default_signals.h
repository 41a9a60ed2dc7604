// What programs that are started find as ever, though this one may have ignored it.
#pragma once

#include <csignal>

namespace reprise {

/// SIGPIPE and SIGXFSZ: for posix_spawnattr_setsigdefault.
inline sigset_t default_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  sigaddset(&signals, SIGXFSZ);
  return signals;
}

}  // namespace reprise
