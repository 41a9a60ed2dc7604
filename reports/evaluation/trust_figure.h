// Draws offline numbers against the truth: a point for each idea in each log.
#pragma once

#include <string>

#include "reports/results/evaluation_results.h"

namespace reprise {

/// Returns the gnuplot script of the points of one number: the number to the right, the true effect
/// upwards, and, for an estimate of the effect, the line on which it would be right. `name` is the
/// name of the figure. Empty when there are no points. Pure.
std::string trust_figure_script(const std::string& name, const TrustPoints& points);

}  // namespace reprise
