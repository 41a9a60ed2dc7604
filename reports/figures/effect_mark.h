// Makes the mark by which a forest plot shows an effect.
#pragma once

#include <cstddef>

#include "reports/figures/effect_axis.h"
#include "reports/figures/row_chart.h"
#include "reports/summary/comparison.h"

namespace reprise {

/// Returns the mark of an effect. It has the look of its series, and is hollow if the verdict is
/// unclear. Pure, safe to call from any thread.
ChartMark effect_mark(const Effect& effect, const EffectTexts& texts, Verdict verdict,
                      std::size_t series, const EffectAxis& axis);

}  // namespace reprise
