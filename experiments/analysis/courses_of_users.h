// Computes how the estimates settled as more users were counted. The order of the users is as good
// as random, so the first n users show the result of a smaller run.
#pragma once

#include <vector>

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the course of each treatment's effect on the headline metric, over growing numbers of
/// users in the order of the world's users. Its intervals are a confidence sequence over users.
/// Ceilings are left out.
std::vector<Course> courses_of_users(const Prepared& prepared, const std::vector<Totals>& totals);

}  // namespace reprise
