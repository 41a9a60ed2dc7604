// Fits how fast an artist tires: the factor by which each earlier play of the artist in the session
// multiplies the share.
#pragma once

#include <span>

#include "experiments/fitting/shares/fitted_model.h"

namespace reprise {

struct FittedDiscount {
  double value = 1;
  double error = 0;         // standard error, over groups of users; 0 where there are too few
  std::uint64_t steps = 0;  // with an earlier play of their artist
};

/// Returns the discount with the largest likelihood, all else as in the model: profiled on a grid
/// from .3 to 1, in steps of .001 at the end. A share that a discount makes impossible counts as
/// one case in a thousand of another cause. The error is the jackknife's over ten groups of users
/// (Efron and Stein 1981), at least what rounding to hundredths hides. `value` is 1 when no step
/// has an earlier play.
FittedDiscount fit_discount(const FittingLog& log, const FittedModel& model,
                            std::span<const TrackId> interest_of);

}  // namespace reprise
