#include "reports/summary/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "reports/results/effect_sides.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

std::string text_or_nothing(double value, int decimals) {
  return std::isfinite(value) ? fixed_text(value, decimals) : std::string();
}

std::vector<std::string> rounded_alike(const std::vector<double>& values) {
  const int decimals = decimals_for_means(values);
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (const double value : values) texts.push_back(text_or_nothing(value, decimals));
  return texts;
}

}  // namespace

const TreatmentResult* find_treatment(const Results& results, std::string_view name) {
  const auto found =
      std::find_if(results.treatments.begin(), results.treatments.end(),
                   [name](const TreatmentResult& treatment) { return treatment.name == name; });
  return found == results.treatments.end() ? nullptr : &*found;
}

const Effect* find_effect(const Results& results, std::string_view treatment,
                          std::string_view metric) {
  const auto found = std::find_if(results.effects.begin(), results.effects.end(),
                                  [treatment, metric](const Effect& effect) {
                                    return effect.treatment == treatment && effect.metric == metric;
                                  });
  return found == results.effects.end() ? nullptr : &*found;
}

const MetricEstimate* find_estimate(const std::vector<MetricEstimate>& figures,
                                    std::string_view metric) {
  const auto found =
      std::find_if(figures.begin(), figures.end(),
                   [metric](const MetricEstimate& figure) { return figure.metric == metric; });
  return found == figures.end() ? nullptr : &*found;
}

std::vector<const Effect*> pairs_beside_control(const Results& results, std::string_view metric) {
  std::vector<const Effect*> pairs;
  for (const Effect& effect : results.pairs) {
    if (effect.metric == metric && is_beside_control(results, effect)) pairs.push_back(&effect);
  }
  return pairs;
}

const Effect* find_pair(const Results& results, std::string_view one, std::string_view other,
                        std::string_view metric) {
  for (const Effect& effect : results.pairs) {
    if (effect.metric != metric) continue;
    if ((effect.treatment == one && effect.against == other) ||
        (effect.treatment == other && effect.against == one)) {
      return &effect;
    }
  }
  return nullptr;
}

std::vector<std::string> metrics_in_reading_order(const Results& results) {
  std::vector<std::string> present;
  for (const TreatmentResult& treatment : results.treatments) {
    for (const MetricEstimate& figure : treatment.metrics) add_once(present, figure.metric);
  }
  for (const Effect& effect : results.effects) add_once(present, effect.metric);
  std::vector<std::string> ordered;
  for (const std::string_view headline : kHeadlineMetrics) {
    if (std::find(present.begin(), present.end(), headline) != present.end()) {
      ordered.emplace_back(headline);
    }
  }
  for (const std::string& metric : present) add_once(ordered, metric);
  return ordered;
}

std::vector<const TreatmentResult*> treatments_in_reading_order(const Results& results) {
  struct Ordered {
    const TreatmentResult* treatment;
    int group;
    double gain;
  };
  std::vector<Ordered> places;
  for (const TreatmentResult& treatment : results.treatments) {
    const Effect* effect = find_effect(results, treatment.name, kHeadlineMetric);
    const bool known = effect != nullptr && std::isfinite(effect->difference);
    const int group = treatment.control ? 0 : treatment.oracle ? 3 : known ? 1 : 2;
    places.push_back({&treatment, group, known ? effect->difference : 0});
  }
  std::stable_sort(places.begin(), places.end(), [](const Ordered& a, const Ordered& b) {
    return a.group != b.group ? a.group < b.group : a.gain > b.gain;
  });
  std::vector<const TreatmentResult*> order;
  order.reserve(places.size());
  for (const Ordered& place : places) order.push_back(place.treatment);
  return order;
}

std::vector<ComparisonRow> compare(const Results& results, std::string_view metric) {
  const Better better = describe_metric(results, metric).better;
  std::vector<ComparisonRow> rows;
  // First collect the rows with their means and effects, because the rounding depends on all of
  // them.
  std::vector<double> means;
  std::vector<const Effect*> effects;
  struct Means {
    double control = kNothing;
    double treatment = kNothing;
  };
  std::vector<Means> row_means;
  for (const TreatmentResult* treatment : treatments_in_reading_order(results)) {
    const MetricEstimate* figure = find_estimate(treatment->metrics, metric);
    const Effect* effect =
        treatment->control ? nullptr : find_effect(results, treatment->name, metric);
    if (figure == nullptr && effect == nullptr) continue;
    ComparisonRow& row = rows.emplace_back();
    row.treatment = treatment;
    row.effect = effect;
    Means& mean = row_means.emplace_back();
    if (effect != nullptr) {
      row.verdict = verdict_of(*effect, better);
      mean = {effect->control_mean, effect->treatment_mean};
      effects.push_back(effect);
    } else if (treatment->control) {
      mean.control = figure->mean;
    } else {
      mean.treatment = figure->mean;
    }
    means.insert(means.end(), {mean.control, mean.treatment});
  }
  // Then write the numbers of all rows with the same rounding.
  const int mean_decimals = decimals_for_means(means);
  const std::vector<EffectTexts> texts = effect_texts(effects);
  std::size_t effect_index = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ComparisonRow& row = rows[i];
    row.control_mean = text_or_nothing(row_means[i].control, mean_decimals);
    row.treatment_mean = text_or_nothing(row_means[i].treatment, mean_decimals);
    if (row.treatment->control) row.significant = "control";
    if (row.effect == nullptr) continue;
    static_cast<EffectTexts&>(row) = texts[effect_index++];
    row.significant = row.effect->significant ? "yes" : "no";
  }
  return rows;
}

std::vector<std::string> mean_texts(const std::vector<const TreatmentResult*>& order,
                                    std::string_view metric) {
  std::vector<double> values;
  values.reserve(order.size());
  for (const TreatmentResult* treatment : order) {
    const MetricEstimate* figure = find_estimate(treatment->metrics, metric);
    values.push_back(figure == nullptr ? kNothing : figure->mean);
  }
  return rounded_alike(values);
}

std::vector<std::string> catalog_metric_names(const Results& results) {
  std::vector<std::string> names;
  for (const TreatmentResult& treatment : results.treatments) {
    for (const CatalogValue& figure : treatment.catalog) add_once(names, figure.metric);
  }
  return names;
}

std::vector<std::string> catalog_texts(const std::vector<const TreatmentResult*>& order,
                                       std::string_view metric) {
  std::vector<double> values;
  values.reserve(order.size());
  for (const TreatmentResult* treatment : order) {
    const auto found =
        std::find_if(treatment->catalog.begin(), treatment->catalog.end(),
                     [metric](const CatalogValue& figure) { return figure.metric == metric; });
    values.push_back(found == treatment->catalog.end() ? kNothing : found->value);
  }
  return rounded_alike(values);
}

}  // namespace reprise
