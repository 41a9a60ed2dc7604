#include "reports/summary/shown_treatments.h"

#include <fmt/format.h>

#include "reports/summary/comparison.h"

namespace reprise {

std::string ShownTreatments::note() const {
  if (shown.size() == all) return {};
  return fmt::format("{} of {} treatments, the best first; results.json has all.", shown.size(),
                     all);
}

ShownTreatments treatments_to_show(const Results& results, std::size_t most,
                                   const std::function<bool(const TreatmentResult&)>& has) {
  ShownTreatments found;
  for (const TreatmentResult* treatment : treatments_in_reading_order(results)) {
    if (!has(*treatment)) continue;
    ++found.all;
    if (found.shown.size() < most) found.shown.push_back(treatment);
  }
  return found;
}

}  // namespace reprise
