// Defines the registry of figures of listening logs. A figure is one new file with a script and
// with a registration at the end.
#pragma once

#include <vector>

#include "reports/figures/figure.h"
#include "reports/results/listens_summary.h"

namespace reprise {

using ListensFigure = FigureOf<ListensSummary>;
using ListensFigureRegistration = EntryRegistration<ListensFigure>;

/// Returns all figures of listening logs by place, then by name. The list is complete once main has
/// begun, and safe to use from any thread from then on.
inline const std::vector<ListensFigure>& listens_figures() {
  return Registered<ListensFigure>::instance().all();
}

}  // namespace reprise
