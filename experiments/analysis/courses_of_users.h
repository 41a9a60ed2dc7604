// How the estimates settled: users are as good as drawn by lot, so the first so many of them tell
// what a smaller run would have told.
#pragma once

#include <vector>

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Each treatment's effect on the headline metric among ever more users, in the order of the
/// world's users, with its confidence sequence over users. Ceilings are left out.
std::vector<Course> courses_of_users(const Prepared& prepared, const std::vector<Totals>& totals);

}  // namespace reprise
