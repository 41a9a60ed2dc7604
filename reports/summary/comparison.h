// Compares the treatments of a run on one metric at a time. Every table of every report shows these
// rows, so all reports have the same order and the same rounding.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/headline_metrics.h"
#include "reports/results/results.h"
#include "reports/results/verdict.h"
#include "reports/summary/effect_texts.h"

namespace reprise {

/// These return the element with the given name, or nullptr if there is none.
const TreatmentResult* find_treatment(const Results& results, std::string_view name);
const Effect* find_effect(const Results& results, std::string_view treatment,
                          std::string_view metric);
const MetricEstimate* find_estimate(const std::vector<MetricEstimate>& figures,
                                    std::string_view metric);

/// Returns the effects of Results::pairs on a metric that are between two treatments, of which
/// neither is the control: the comparisons with the control are in Results::effects, and each
/// comparison is shown once. Empty unless the experiment asks for pairs.
std::vector<const Effect*> pairs_beside_control(const Results& results, std::string_view metric);

/// Returns the effect of Results::pairs between two treatments, whichever of them is
/// Effect::against, or nullptr if there is none.
const Effect* find_pair(const Results& results, std::string_view one, std::string_view other,
                        std::string_view metric);

/// Returns every metric of any treatment or effect: the headline metrics first, then the others in
/// the order of the run.
std::vector<std::string> metrics_in_reading_order(const Results& results);

/// Returns the control, then the treatments by their effect on the first headline metric, the best
/// first, then the treatments without an effect, then the oracles. The pointers point into
/// `results`.
std::vector<const TreatmentResult*> treatments_in_reading_order(const Results& results);

/// One treatment on one metric. Numbers are texts, rounded alike for all rows of the metric; a text
/// is empty if there is no number. If a limit is "unbounded", unbounded_note tells what is known.
struct ComparisonRow : EffectTexts {
  const TreatmentResult* treatment = nullptr;
  const Effect* effect = nullptr;  // nullptr if the verdict is Verdict::none
  Verdict verdict = Verdict::none;
  std::string control_mean;
  std::string treatment_mean;
  std::string significant;  // "yes" or "no"; "control" in the control's own row
};

/// Returns the rows of one metric, in reading order. Treatments that lack the metric are left out.
/// The rows point into `results`.
std::vector<ComparisonRow> compare(const Results& results, std::string_view metric);

/// Returns the mean of every treatment of `order` on a metric, rounded alike. A text is empty if
/// there is no mean.
std::vector<std::string> mean_texts(const std::vector<const TreatmentResult*>& order,
                                    std::string_view metric);

/// Returns the names of the catalogue metrics of all treatments, in the order in which they first
/// appear.
std::vector<std::string> catalog_metric_names(const Results& results);

/// Returns the values of a catalogue metric, as mean_texts returns means.
std::vector<std::string> catalog_texts(const std::vector<const TreatmentResult*>& order,
                                       std::string_view metric);

}  // namespace reprise
