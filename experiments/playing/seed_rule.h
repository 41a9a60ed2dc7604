// A rule that decides as the seeds of a run are played, one after the other, which treatments play
// on. What it decides depends on what was played alone, so a run that was killed decides again as
// it did.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/playing/played.h"

namespace reprise {

class SeedRule {
 public:
  virtual ~SeedRule() = default;

  /// What there is to say of all seeds so far, for the record. At least one seed is complete.
  virtual std::vector<TreatmentMeans> look(const Played& played) const = 0;
  /// Which arms play the next seed, one entry for each arm; empty when the run is over.
  virtual std::vector<std::uint8_t> play_on(const Played& played) const = 0;
};

}  // namespace reprise
