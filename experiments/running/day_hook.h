// What happens between the days of a run, when treatments may become other ones.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/simulation/engine/treatment.h"

namespace reprise {

class DayHook {
 public:
  virtual ~DayHook() = default;

  /// `finished` days (at least one) are over. The treatments of the next one, in the order they had
  /// before; valid until the next call. Throws what ends the run.
  virtual std::span<const Treatment> after_day(std::uint64_t finished) = 0;
};

}  // namespace reprise
