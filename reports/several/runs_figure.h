// Defines the registry of figures of several runs, like the registry of a run's figures. A figure
// is one new file with a script and with a registration at the end. Every comparison then shows the
// figure.
#pragma once

#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/figures/figure.h"
#include "reports/results/results.h"

namespace reprise {

using RunsFigure = FigureOf<std::vector<Results>>;
using RunsFigureRegistration = EntryRegistration<RunsFigure>;

/// Returns all figures of a comparison by place, then by name. The list is complete once main has
/// begun, and safe to use from any thread from then on.
inline const std::vector<RunsFigure>& runs_figures() {
  return Registered<RunsFigure>::instance().all();
}

/// Draws all registered figures that apply to the runs, as draw_scripts does. Safe to call from any
/// thread.
inline DrawnFigures draw_runs_figures(const std::vector<Results>& runs,
                                      const GnuplotLimits& limits = {}) {
  return draw_scripts(applying(runs_figures(), runs), limits);
}

}  // namespace reprise
