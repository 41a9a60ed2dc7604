// Completes a row chart that shows effects (a forest plot).
#pragma once

#include "reports/figures/effect_axis.h"
#include "reports/figures/row_chart.h"

namespace reprise {

/// Gives a chart whose marks are effects (effect_mark) its axis, a line at 0 where the axis shows
/// that, and words for hollow marks and for arrows where a row that is shown has some: in the
/// legend, or as notes below a chart without one. Series, rows and earlier notes must be there.
/// Pure, safe to call from any thread.
void finish_effect_chart(RowChart& chart, const EffectAxis& axis);

}  // namespace reprise
