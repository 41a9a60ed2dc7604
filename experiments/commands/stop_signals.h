// Handles Ctrl-C and similar signals for commands that save their work before they end.
#pragma once

#include "sim/support/interruption.h"

namespace reprise {

/// Installs handlers for SIGINT and SIGTERM: the first signal raises the flag, a second one ends
/// the program at once. The destructor restores the earlier handlers. Only one object may exist at
/// a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// Returns the flag of this process, which signals raise while an object exists.
  static const StopFlag* flag();
};

}  // namespace reprise
