// An effect as forest plots show it.
#pragma once

#include <cstddef>

#include "reports/figures/effect_axis.h"
#include "reports/figures/row_chart.h"
#include "reports/summary/comparison.h"

namespace reprise {

/// The mark of an effect, which has the look of a series and is hollow where it is unclear. Pure,
/// safe to call from any thread.
ChartMark effect_mark(const Effect& effect, const EffectTexts& texts, Verdict verdict,
                      std::size_t series, const EffectAxis& axis);

}  // namespace reprise
