// Ctrl-C and its kin, for commands that save what they have done before they end.
#pragma once

#include "sim/support/interruption.h"

namespace reprise {

/// Installs handlers for SIGINT and SIGTERM: the first one raises the flag, a second one ends the
/// program at once. What was handled so before comes back when this is destroyed. One at a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  const StopFlag* flag() const;
};

}  // namespace reprise
