// Compares the treatments of a run on one metric at a time. Every table of every report shows these
// rows, so all reports have the same order and the same rounding.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/headline_metrics.h"
#include "reports/results/results.h"
#include "reports/summary/effect_texts.h"

namespace reprise {

/// These return the element with the given name, or nullptr if there is none.
const TreatmentResult* find_treatment(const Results& results, std::string_view name);
const Effect* find_effect(const Results& results, std::string_view treatment,
                          std::string_view metric);
const MetricEstimate* find_estimate(const std::vector<MetricEstimate>& figures,
                                    std::string_view metric);

/// Returns the description of a metric. A headline metric that the run does not describe counts as
/// better when it is higher. Another metric without a description has an empty unit and no
/// direction.
MetricDescription describe_metric(const Results& results, std::string_view metric);

/// Returns every metric of any treatment or effect: the headline metrics first, then the others in
/// the order of the run.
std::vector<std::string> metrics_in_reading_order(const Results& results);

/// Returns the control, then the treatments by their effect on the first headline metric, the best
/// first, then the treatments without an effect, then the oracles. The pointers point into
/// `results`.
std::vector<const TreatmentResult*> treatments_in_reading_order(const Results& results);

/// The verdict on an effect, given the good direction of its metric.
enum class Verdict {
  // Nothing was compared: the treatment is the control, or the metric has no effect.
  none,
  unclear,  // the effect is not significant
  better,
  worse,
  // The effect is shown to be smaller than the experiment's margin of equivalence, or the
  // treatments did the same in every session.
  equivalent,
  differs,  // the effect is significant, but its metric has no good direction
};

/// Returns whether the two treatments did the same for every user: the difference is 0, and both
/// its limits are 0.
bool same_in_every_session(const Effect& effect);

/// Returns the verdict on an effect; never Verdict::none.
Verdict verdict_of(const Effect& effect, Better better);

/// Returns "better", "worse", "equivalent", "differs" or "not yet known"; an empty text for
/// Verdict::none.
std::string_view verdict_words(Verdict verdict);

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
