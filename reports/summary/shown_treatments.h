// Chooses the treatments that a picture or a table shows, if it has no room for all.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// The first treatments, in reading order, that have something to show.
struct ShownTreatments {
  std::vector<const TreatmentResult*> shown;
  std::size_t all = 0;  // number of all treatments that have something to show

  /// Returns "7 of 31 treatments, the best first; results.json has all.". Empty if all are shown.
  std::string note() const;
};

/// Returns at most `most` treatments for which `has` is true. The pointers point into `results`.
/// Pure, as thread-safe as `has`.
ShownTreatments treatments_to_show(const Results& results, std::size_t most,
                                   const std::function<bool(const TreatmentResult&)>& has);

}  // namespace reprise
