// What a reader compares: the treatments of a run, one metric at a time, in the one order and the
// one rounding that every table of every report shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/headline_metrics.h"
#include "reports/results/results.h"
#include "reports/summary/effect_texts.h"

namespace reprise {

/// By name; nullptr where there is none.
const TreatmentResult* find_treatment(const Results& results, std::string_view name);
const Effect* find_effect(const Results& results, std::string_view treatment,
                          std::string_view metric);
const MetricEstimate* find_estimate(const std::vector<MetricEstimate>& figures,
                                    std::string_view metric);

/// Headline metrics count as better when higher even where a run does not describe them; others
/// that are not described have an empty unit and no direction.
MetricDescription describe_metric(const Results& results, std::string_view metric);

/// Every metric of any treatment or effect: the headline first, then as the run has them.
std::vector<std::string> metrics_in_reading_order(const Results& results);

/// The control, then the treatments by their effect on the first headline metric, best first, those
/// without one after them, oracles last. Points into `results`.
std::vector<const TreatmentResult*> treatments_in_reading_order(const Results& results);

/// What an effect says, given which direction of its metric is good.
enum class Verdict {
  none,     // nothing was compared: the control itself, or a metric that has no effect
  unclear,  // not significant
  better,
  worse,
  equivalent,  // shown to be smaller than what the experiment calls a difference that matters
  differs,     // significant, on a metric of no direction
};

/// Whether the two treatments did the same to everybody: a difference of 0 without any width.
bool same_in_every_session(const Effect& effect);

/// Never Verdict::none.
Verdict verdict_of(const Effect& effect, Better better);

/// "better", "worse", "equivalent", "differs", "not yet known"; empty for Verdict::none.
std::string_view verdict_words(Verdict verdict);

/// One treatment on one metric. Numbers are text, rounded alike for all rows of the metric; empty
/// where there is none. unbounded_note says what is known where a limit is "unbounded".
struct ComparisonRow : EffectTexts {
  const TreatmentResult* treatment = nullptr;
  const Effect* effect = nullptr;  // nullptr where Verdict::none
  Verdict verdict = Verdict::none;
  std::string control_mean;
  std::string treatment_mean;
  std::string significant;  // "yes" or "no"; "control" in the control's own row
};

/// The rows of one metric, in reading order; treatments that lack the metric are left out. The rows
/// point into `results`.
std::vector<ComparisonRow> compare(const Results& results, std::string_view metric);

/// The mean of every treatment of `order` on a metric, rounded alike; empty where there is none.
std::vector<std::string> mean_texts(const std::vector<const TreatmentResult*>& order,
                                    std::string_view metric);

/// The catalogue figures of any treatment, in the order in which they first appear.
std::vector<std::string> catalog_metric_names(const Results& results);

/// Like mean_texts, for a catalogue figure.
std::vector<std::string> catalog_texts(const std::vector<const TreatmentResult*>& order,
                                       std::string_view metric);

}  // namespace reprise
