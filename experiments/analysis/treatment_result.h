// Makes the part of the results that describes one treatment by itself: its means with their
// intervals, and its catalogue values.
#pragma once

#include "experiments/analysis/compare_treatments.h"
#include "experiments/simulation/engine/totals.h"
#include "experiments/simulation/engine/treatment.h"
#include "experiments/spec/estimators/estimator.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the result of a treatment, without its divergence and its oracle gap closed.
TreatmentResult treatment_result(const Treatment& treatment, const Totals& totals,
                                 const Observables& observables, const ExperimentSpec& spec,
                                 const Estimator& estimator, const EffectSettings& settings);

}  // namespace reprise
