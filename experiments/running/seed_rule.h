// A rule that decides as the seeds of a run are played, one after the other, which treatments play
// on. What it decides depends on what was played alone, so a run that was killed decides again as
// it did.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/running/run_state.h"

namespace reprise {

class SeedRule {
 public:
  struct Decision {
    std::vector<TreatmentMeans> look;  // what there is to say of all seeds so far, for the record
    std::vector<std::uint8_t>
        playing;  // by treatment, who plays the next seed; empty: the run is over
  };
  virtual ~SeedRule() = default;

  /// At least one seed is complete.
  virtual Decision after(const RunState& run_state) const = 0;
};

}  // namespace reprise
