// Defines the registry of figures of a fit. A figure is one new file with a script and with a
// registration at the end.
#pragma once

#include <vector>

#include "reports/figures/figure.h"
#include "reports/results/fit_summary.h"

namespace reprise {

using FitFigure = FigureOf<FitSummary>;
using FitFigureRegistration = EntryRegistration<FitFigure>;

/// Returns all figures of a fit by place, then by name. The list is complete once main has begun,
/// and safe to use from any thread from then on.
inline const std::vector<FitFigure>& fit_figures() {
  return Registered<FitFigure>::instance().all();
}

}  // namespace reprise
