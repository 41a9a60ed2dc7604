// Finds which parameter of the world moves the effect of a sweep most, so that a reader knows what
// to measure in real users before believing the effect.
#pragma once

#include <optional>

#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns the main effects of the sweep's parameters on the effect of one treatment: the one that
/// the sweep ranks, or the one with the largest mean effect. Nothing unless the sweep has at least
/// two parameters, one of them of the world, and its complete cells tell their effects apart. A
/// parameter with more than two values has the two that lie farthest apart, with an interval that
/// counts all pairs of them (Bonferroni). Fitted on the logarithm of treatment / control, so means
/// are those of geometric means. Pure.
std::optional<MainEffects> main_effects(const SweepResults& sweep);

}  // namespace reprise
