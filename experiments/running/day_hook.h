// Defines the interface of the code that runs between the days of a run, where treatments may be
// replaced.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/simulation/engine/treatment.h"

namespace reprise {

/// The player calls it from one thread, between two days.
class DayHook {
 public:
  virtual ~DayHook() = default;

  /// Is called when `finished` days (at least one) are over. Returns the treatments of the next
  /// day, in the same order as before; they stay valid until the next call. An exception that it
  /// throws ends the run.
  virtual std::span<const Treatment> after_day(std::uint64_t finished) = 0;
};

}  // namespace reprise
