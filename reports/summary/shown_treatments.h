// Which treatments a picture or a table shows where it has no room for all.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// The first of the treatments, in reading order, that have something to show.
struct ShownTreatments {
  std::vector<const TreatmentResult*> shown;
  std::size_t all = 0;  // that have it

  /// "7 of 31 treatments, the best first; results.json has all."; empty where all are shown.
  std::string note() const;
};

/// No more than `most` treatments for which `has` is true; they point into `results`. Pure, as
/// thread-safe as `has`.
ShownTreatments treatments_to_show(const Results& results, std::size_t most,
                                   const std::function<bool(const TreatmentResult&)>& has);

}  // namespace reprise
