#include "reports/json_parts.h"

#include <cmath>
#include <limits>

namespace reprise {

Json number_json(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json number_json(const std::optional<double>& value) {
  return value ? number_json(*value) : Json();
}

Json metrics_json(const std::vector<MetricFigure>& metrics) {
  Json json = Json::object();
  for (const MetricFigure& figure : metrics) {
    json[figure.metric] = {{"mean", number_json(figure.mean)},
                           {"lower", number_json(figure.lower)},
                           {"upper", number_json(figure.upper)}};
  }
  return json;
}

std::vector<MetricFigure> read_metrics(const JsonField& field) {
  std::vector<MetricFigure> metrics;
  for (const auto& [name, entry] : field.entries()) {
    MetricFigure& figure = metrics.emplace_back();
    figure.metric = name;
    entry.at("mean").read(figure.mean);
    figure.lower = figure.upper = std::numeric_limits<double>::quiet_NaN();
    entry.read_if_there("lower", figure.lower);
    entry.read_if_there("upper", figure.upper);
  }
  return metrics;
}

Json means_json(const std::vector<TreatmentMeans>& treatments) {
  Json json = Json::object();
  for (const TreatmentMeans& means : treatments) {
    json[means.treatment] = Json{{"metrics", metrics_json(means.metrics)}};
  }
  return json;
}

std::vector<TreatmentMeans> read_means(const JsonField& field) {
  std::vector<TreatmentMeans> means;
  for (const auto& [name, entry] : field.entries()) {
    means.push_back({name, read_metrics(entry.at("metrics"))});
  }
  return means;
}

Json effect_json(const Effect& effect) {
  const bool bounds = effect.shape != IntervalShape::whole_line;
  return {{"treatment", effect.treatment},
          {"against", effect.against},
          {"metric", effect.metric},
          {"control_mean", number_json(effect.control_mean)},
          {"treatment_mean", number_json(effect.treatment_mean)},
          {"effect", number_json(effect.effect)},
          {"lower", bounds ? number_json(effect.lower) : Json()},
          {"upper", bounds ? number_json(effect.upper) : Json()},
          {"confidence", number_json(effect.confidence)},
          {"p", number_json(effect.p)},
          {"p_adjusted", number_json(effect.p_adjusted)},
          {"significant", effect.significant},
          {"equivalent", effect.equivalent},
          {"sessions_to_tell", number_json(effect.sessions_to_tell)},
          {"never_told", effect.never_told},
          {"difference", number_json(effect.difference)},
          {"difference_lower", number_json(effect.difference_lower)},
          {"difference_upper", number_json(effect.difference_upper)},
          {"design", effect.design},
          {"interval", effect.interval},
          {"shape", name_of(effect.shape)},
          {"variance_reduction", number_json(effect.variance_reduction)},
          {"correlation", number_json(effect.correlation)}};
}

Effect read_effect(const JsonField& field) {
  Effect effect;
  field.at("treatment").read(effect.treatment);
  field.read_if_there("against", effect.against);
  field.at("metric").read(effect.metric);
  field.at("control_mean").read(effect.control_mean);
  field.at("treatment_mean").read(effect.treatment_mean);
  field.at("effect").read(effect.effect);
  field.at("lower").read(effect.lower);
  field.at("upper").read(effect.upper);
  field.read_if_there("confidence", effect.confidence);
  field.read_if_there("p", effect.p);
  effect.p_adjusted = effect.p;
  field.read_if_there("p_adjusted", effect.p_adjusted);
  field.at("significant").read(effect.significant);
  field.read_if_there("equivalent", effect.equivalent);
  field.read_if_there("sessions_to_tell", effect.sessions_to_tell);
  field.read_if_there("never_told", effect.never_told);
  field.read_if_there("difference", effect.difference);
  field.read_if_there("difference_lower", effect.difference_lower);
  field.read_if_there("difference_upper", effect.difference_upper);
  field.read_if_there("design", effect.design);
  field.read_if_there("interval", effect.interval);
  field.read_named_if_there("shape", effect.shape);
  field.read_if_there("variance_reduction", effect.variance_reduction);
  field.read_if_there("correlation", effect.correlation);
  return effect;
}

Json effects_json(const std::vector<Effect>& effects) {
  Json json = Json::array();
  for (const Effect& effect : effects) json.push_back(effect_json(effect));
  return json;
}

std::vector<Effect> read_effects(const JsonField& field) {
  std::vector<Effect> effects;
  for (const JsonField& effect : field.elements()) effects.push_back(read_effect(effect));
  return effects;
}

Json descriptions_json(const std::vector<MetricDescription>& metrics) {
  Json json = Json::object();
  for (const MetricDescription& metric : metrics) {
    json[metric.name] = {{"unit", metric.unit}, {"better", name_of(metric.better)}};
  }
  return json;
}

std::vector<MetricDescription> read_descriptions(const JsonField& field) {
  std::vector<MetricDescription> metrics;
  for (const auto& [name, entry] : field.entries()) {
    MetricDescription& metric = metrics.emplace_back();
    metric.name = name;
    entry.read_if_there("unit", metric.unit);
    entry.read_named_if_there("better", metric.better);
  }
  return metrics;
}

void check_layout(const JsonField& file, int known) {
  const JsonField field = file.at("format");
  std::uint64_t format = 0;
  field.read(format);
  if (format != static_cast<std::uint64_t>(known)) {
    throw field.complaint(
        fmt::format("{} is not a layout that this program reads ({})", format, known));
  }
}

std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reprise
