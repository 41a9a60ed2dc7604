// Makes what logs of listening, fits and evaluations say by hand, for the tests of their pages.
#pragma once

#include "reports/results/evaluation_results.h"
#include "reports/results/fit_summary.h"
#include "reports/results/listens_summary.h"

namespace reprise {

/// Return results to which every figure of their kind applies.
ListensSummary sample_listens();
FitSummary sample_fit();
EvaluationResults sample_evaluation();

/// Return the same with names that look like markup, and names without end.
ListensSummary nasty_listens();
FitSummary nasty_fit();
EvaluationResults nasty_evaluation();

}  // namespace reprise
