// Figures of several runs side by side register themselves here, as those of a run do: a figure is
// one new file with a script and a registration at its end, and every comparison then shows it.
#pragma once

#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/figures/figure.h"
#include "reports/results/results.h"

namespace reprise {

using RunsFigure = FigureOf<std::vector<Results>>;
using RunsFigureRegistration = ReportRegistration<RunsFigure>;

/// All figures of a comparison by place, then name. Complete once main has begun; safe to call from
/// any thread from then on.
inline const std::vector<RunsFigure>& runs_figures() { return ReportRegistry<RunsFigure>::all(); }

/// All registered figures that apply to the runs, as draw_scripts draws them. Safe to call from any
/// thread.
inline DrawnFigures draw_runs_figures(const std::vector<Results>& runs,
                                      const GnuplotLimits& limits = {}) {
  return draw_scripts(applying(runs_figures(), runs), limits);
}

}  // namespace reprise
