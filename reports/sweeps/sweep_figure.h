// Defines the registry of figures of sweeps, like the registry of a run's figures. A figure is one
// new file with a script and with a registration at the end. Every sweep then shows the figure.
#pragma once

#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/figures/figure.h"
#include "reports/results/sweep_results.h"

namespace reprise {

using SweepFigure = FigureOf<SweepResults>;
using SweepFigureRegistration = EntryRegistration<SweepFigure>;

/// Returns all figures of a sweep by place, then by name. The list is complete once main has begun,
/// and safe to use from any thread from then on.
inline const std::vector<SweepFigure>& sweep_figures() {
  return Registered<SweepFigure>::instance().all();
}

/// Draws all registered figures that apply to the sweep, as draw_scripts does. Safe to call from
/// any thread.
inline DrawnFigures draw_sweep_figures(const SweepResults& sweep,
                                       const GnuplotLimits& limits = {}) {
  return draw_scripts(applying(sweep_figures(), sweep), limits);
}

}  // namespace reprise
