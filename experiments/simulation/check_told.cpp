#include "experiments/simulation/check_told.h"

#include <fmt/format.h>

#include "sim/support/user_error.h"

namespace reprise {

void check_told(std::span<const Treatment> treatments) {
  for (const Treatment& treatment : treatments) {
    if (treatment.untold.empty()) continue;
    const Untold& part = treatment.untold.front();
    throw UserError(part.place,
                    fmt::format("the treatment '{}' cannot tell the probabilities of its "
                                "recommendations: {}; leave it out, or leave 'propensities' out",
                                treatment.name, part.why));
  }
}

}  // namespace reprise
