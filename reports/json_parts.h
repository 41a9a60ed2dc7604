// The pieces that the JSON files of runs and of sweeps have in common: numbers, means, effects,
// descriptions of metrics. All functions are pure and safe to call from any thread; readers throw
// as JsonField does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/json_field.h"
#include "reports/results.h"

namespace reprise {

/// null where it is not finite.
Json number_json(double value);

/// null also where it is absent.
Json number_json(const std::optional<double>& value);

/// By metric, in their order.
Json metrics_json(const std::vector<MetricFigure>& metrics);
std::vector<MetricFigure> read_metrics(const JsonField& field);

/// By treatment, in their order.
Json means_json(const std::vector<TreatmentMeans>& treatments);
std::vector<TreatmentMeans> read_means(const JsonField& field);

/// Bounds are null where the interval is the whole line.
Json effect_json(const Effect& effect);
Effect read_effect(const JsonField& field);

Json effects_json(const std::vector<Effect>& effects);
std::vector<Effect> read_effects(const JsonField& field);

/// By name, in their order.
Json descriptions_json(const std::vector<MetricDescription>& metrics);
std::vector<MetricDescription> read_descriptions(const JsonField& field);

/// Throws std::runtime_error where the file is of another layout than `known`.
void check_layout(const JsonField& file, int known);

/// The file's text. Bytes that are not UTF-8 are replaced by U+FFFD.
std::string json_text(const Json& json);

}  // namespace reprise
