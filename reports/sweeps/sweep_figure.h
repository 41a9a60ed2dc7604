// Figures of sweeps register themselves here, as those of runs do: a figure is one new file with a
// script and a registration at its end, and every sweep then shows it.
#pragma once

#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/figures/figure.h"
#include "reports/results/sweep_results.h"

namespace reprise {

using SweepFigure = FigureOf<SweepResults>;
using SweepFigureRegistration = ReportRegistration<SweepFigure>;

/// All figures of a sweep by place, then name. Complete once main has begun; safe to call from any
/// thread from then on.
inline const std::vector<SweepFigure>& sweep_figures() {
  return ReportRegistry<SweepFigure>::all();
}

/// All registered figures that apply to the sweep, as draw_scripts draws them. Safe to call from
/// any thread.
inline DrawnFigures draw_sweep_figures(const SweepResults& sweep,
                                       const GnuplotLimits& limits = {}) {
  return draw_scripts(applying(sweep_figures(), sweep), limits);
}

}  // namespace reprise
