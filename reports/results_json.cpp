#include "reports/results_json.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/format.h"
#include "reports/result_names.h"

namespace reprise {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json optional_number(const std::optional<double>& value) { return value ? number(*value) : Json(); }

Json metrics_json(const std::vector<MetricFigure>& metrics) {
  Json json = Json::object();
  for (const MetricFigure& figure : metrics) {
    json[figure.metric] = {{"mean", number(figure.mean)},
                           {"lower", number(figure.lower)},
                           {"upper", number(figure.upper)}};
  }
  return json;
}

Json treatment_json(const TreatmentResult& treatment) {
  Json catalog = Json::object();
  for (const CatalogFigure& figure : treatment.catalog) {
    catalog[figure.metric] = number(figure.value);
  }
  return {{"control", treatment.control},
          {"oracle", treatment.oracle},
          {"oracle_side", treatment.oracle_side},
          {"recommender", treatment.recommender},
          {"users", treatment.users},
          {"sessions", treatment.sessions},
          {"recommendations", treatment.recommendations},
          {"fallbacks", treatment.fallbacks},
          {"fallback_causes",
           {{"no_anchor", treatment.fallback_causes.no_anchor},
            {"no_list", treatment.fallback_causes.no_list},
            {"exhausted", treatment.fallback_causes.exhausted}}},
          {"lists_asked", treatment.lists_asked},
          {"lists_found", treatment.lists_found},
          {"metrics", metrics_json(treatment.metrics)},
          {"catalog", std::move(catalog)},
          {"way_to_oracle", optional_number(treatment.way_to_oracle)},
          {"way_to_oracle_lower", optional_number(treatment.way_to_oracle_lower)},
          {"way_to_oracle_upper", optional_number(treatment.way_to_oracle_upper)}};
}

Json effect_json(const Effect& effect) {
  const bool bounds = effect.shape != IntervalShape::whole_line;
  return {{"treatment", effect.treatment},
          {"metric", effect.metric},
          {"control_mean", number(effect.control_mean)},
          {"treatment_mean", number(effect.treatment_mean)},
          {"effect", number(effect.effect)},
          {"lower", bounds ? number(effect.lower) : Json()},
          {"upper", bounds ? number(effect.upper) : Json()},
          {"p", number(effect.p)},
          {"significant", effect.significant},
          {"difference", number(effect.difference)},
          {"difference_lower", number(effect.difference_lower)},
          {"difference_upper", number(effect.difference_upper)},
          {"design", effect.design},
          {"interval", effect.interval},
          {"shape", name_of(effect.shape)},
          {"variance_reduction", optional_number(effect.variance_reduction)}};
}

Json means_json(const std::vector<TreatmentMeans>& treatments) {
  Json json = Json::object();
  for (const TreatmentMeans& means : treatments) {
    json[means.treatment] = Json{{"metrics", metrics_json(means.metrics)}};
  }
  return json;
}

Json model_json(const ModelResult& model) {
  Json steps = Json::array();
  for (const ModelStep& step : model.steps) {
    steps.push_back({{"step", step.step},
                     {"learning_rate", number(step.learning_rate)},
                     {"train", number(step.train)},
                     {"validation", optional_number(step.validation)}});
  }
  return {{"kind", model.kind},
          {"loss", model.loss},
          {"sessions", model.sessions},
          {"pairs", model.pairs},
          {"steps", std::move(steps)},
          {"best_step", model.best_step},
          {"stopped", model.stopped},
          {"test", optional_number(model.test)},
          {"test_of_mean", optional_number(model.test_of_mean)},
          {"test_of_random", optional_number(model.test_of_random)}};
}

Json world_json(const WorldSummary& world) {
  return {{"description", world.description},
          {"fingerprint", world.fingerprint},
          {"tracks", world.tracks},
          {"artists", world.artists},
          {"users", world.users},
          {"dim", world.dim}};
}

// A value of the file and the path that leads to it, so that every complaint can say where.
class Field {
 public:
  Field(const Json* json, std::string path) : json_(json), path_(std::move(path)) {}

  // Nothing where the object has no such key.
  std::optional<Field> find(const std::string& key) const {
    const auto entry = object().find(key);
    if (entry == json_->end()) return std::nullopt;
    return Field(&*entry, below(key));
  }

  Field at(const std::string& key) const {
    const std::optional<Field> field = find(key);
    if (!field) throw std::runtime_error(fmt::format("results.json: {} is missing", below(key)));
    return *field;
  }

  std::vector<std::pair<std::string, Field>> entries() const {
    std::vector<std::pair<std::string, Field>> all;
    for (const auto& [key, value] : object().items())
      all.emplace_back(key, Field(&value, below(key)));
    return all;
  }

  std::vector<Field> elements() const {
    if (!json_->is_array()) throw unexpected("a list");
    std::vector<Field> all;
    for (std::size_t i = 0; i < json_->size(); ++i) {
      all.emplace_back(&(*json_)[i], fmt::format("{}[{}]", path_, i));
    }
    return all;
  }

  void read(std::string& value) const {
    if (!json_->is_string()) throw unexpected("text");
    value = json_->get<std::string>();
  }

  void read(bool& value) const {
    if (!json_->is_boolean()) throw unexpected("true or false");
    value = json_->get<bool>();
  }

  void read(std::uint64_t& value) const {
    if (!json_->is_number_unsigned()) throw unexpected("a whole number not below 0");
    value = json_->get<std::uint64_t>();
  }

  void read(std::int64_t& value) const {
    if (!json_->is_number_integer()) throw unexpected("a whole number");
    value = json_->get<std::int64_t>();
  }

  void read(double& value) const {
    if (json_->is_null()) {
      value = std::numeric_limits<double>::quiet_NaN();
      return;
    }
    if (!json_->is_number()) throw unexpected("a number or null");
    value = json_->get<double>();
  }

  void read(std::optional<double>& value) const {
    value.reset();
    if (!json_->is_null()) read(value.emplace());
  }

  template <class Value>
  void read_named(Value& value) const {
    std::string word;
    read(word);
    const std::optional<Value> known = named<Value>(word);
    if (!known) {
      std::vector<std::string_view> words;
      words.reserve(ResultNames<Value>::all.size());
      for (const auto& entry : ResultNames<Value>::all) words.push_back(entry.second);
      throw std::runtime_error(
          fmt::format("results.json: {}: unknown value '{}', expected one of {}", path_, word,
                      fmt::join(words, ", ")));
    }
    value = *known;
  }

  // Leaves the value as it is where the key is missing: a file of an older version.
  template <class Value>
  void read_if_there(const std::string& key, Value& value) const {
    if (const std::optional<Field> field = find(key)) field->read(value);
  }

 private:
  const Json& object() const {
    if (!json_->is_object()) throw unexpected("an object");
    return *json_;
  }

  std::string below(const std::string& key) const {
    return path_.empty() ? key : fmt::format("{}.{}", path_, key);
  }

  std::runtime_error unexpected(std::string_view expected) const {
    return std::runtime_error(fmt::format("results.json: {}: expected {}, found {}",
                                          path_.empty() ? "the file" : path_, expected, found()));
  }

  std::string found() const {
    if (json_->is_array()) return "a list";
    if (json_->is_object()) return "an object";
    constexpr std::size_t kLongest = 60;
    std::string text = json_->dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
    return text;
  }

  const Json* json_;
  std::string path_;
};

std::vector<MetricFigure> read_metrics(const Field& field) {
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

TreatmentResult read_treatment(const std::string& name, const std::string& control,
                               const Field& field) {
  TreatmentResult treatment;
  treatment.name = name;
  treatment.control = name == control;
  field.read_if_there("control", treatment.control);
  field.read_if_there("oracle", treatment.oracle);
  field.read_if_there("oracle_side", treatment.oracle_side);
  field.read_if_there("recommender", treatment.recommender);
  field.read_if_there("users", treatment.users);
  field.read_if_there("sessions", treatment.sessions);
  field.read_if_there("recommendations", treatment.recommendations);
  field.read_if_there("fallbacks", treatment.fallbacks);
  if (const std::optional<Field> causes = field.find("fallback_causes")) {
    causes->read_if_there("no_anchor", treatment.fallback_causes.no_anchor);
    causes->read_if_there("no_list", treatment.fallback_causes.no_list);
    causes->read_if_there("exhausted", treatment.fallback_causes.exhausted);
  }
  field.read_if_there("lists_asked", treatment.lists_asked);
  field.read_if_there("lists_found", treatment.lists_found);
  treatment.metrics = read_metrics(field.at("metrics"));
  if (const std::optional<Field> catalog = field.find("catalog")) {
    for (const auto& [metric, value] : catalog->entries()) {
      CatalogFigure& figure = treatment.catalog.emplace_back();
      figure.metric = metric;
      value.read(figure.value);
    }
  }
  field.read_if_there("way_to_oracle", treatment.way_to_oracle);
  field.read_if_there("way_to_oracle_lower", treatment.way_to_oracle_lower);
  field.read_if_there("way_to_oracle_upper", treatment.way_to_oracle_upper);
  return treatment;
}

Effect read_effect(const Field& field) {
  Effect effect;
  field.at("treatment").read(effect.treatment);
  field.at("metric").read(effect.metric);
  field.at("control_mean").read(effect.control_mean);
  field.at("treatment_mean").read(effect.treatment_mean);
  field.at("effect").read(effect.effect);
  field.at("lower").read(effect.lower);
  field.at("upper").read(effect.upper);
  field.read_if_there("p", effect.p);
  field.at("significant").read(effect.significant);
  field.read_if_there("difference", effect.difference);
  field.read_if_there("difference_lower", effect.difference_lower);
  field.read_if_there("difference_upper", effect.difference_upper);
  field.read_if_there("design", effect.design);
  field.read_if_there("interval", effect.interval);
  if (const std::optional<Field> shape = field.find("shape")) shape->read_named(effect.shape);
  field.read_if_there("variance_reduction", effect.variance_reduction);
  return effect;
}

std::vector<TreatmentMeans> read_means(const Field& field) {
  std::vector<TreatmentMeans> means;
  for (const auto& [name, entry] : field.entries()) {
    means.push_back({name, read_metrics(entry.at("metrics"))});
  }
  return means;
}

ModelResult read_model(const std::string& name, const Field& field) {
  ModelResult model;
  model.name = name;
  field.read_if_there("kind", model.kind);
  field.read_if_there("loss", model.loss);
  field.read_if_there("sessions", model.sessions);
  field.read_if_there("pairs", model.pairs);
  if (const std::optional<Field> steps = field.find("steps")) {
    for (const Field& entry : steps->elements()) {
      ModelStep& step = model.steps.emplace_back();
      entry.at("step").read(step.step);
      entry.read_if_there("learning_rate", step.learning_rate);
      entry.at("train").read(step.train);
      entry.read_if_there("validation", step.validation);
    }
  }
  field.read_if_there("best_step", model.best_step);
  field.read_if_there("stopped", model.stopped);
  field.read_if_there("test", model.test);
  field.read_if_there("test_of_mean", model.test_of_mean);
  field.read_if_there("test_of_random", model.test_of_random);
  return model;
}

WorldSummary read_world(const Field& field) {
  WorldSummary world;
  field.read_if_there("description", world.description);
  field.read_if_there("fingerprint", world.fingerprint);
  field.read_if_there("tracks", world.tracks);
  field.read_if_there("artists", world.artists);
  field.read_if_there("users", world.users);
  field.read_if_there("dim", world.dim);
  return world;
}

Results read_results(const Field& file) {
  std::uint64_t format = 0;
  file.at("format").read(format);
  if (format != kResultsFormat) {
    throw std::runtime_error(
        fmt::format("results.json: format: {} is not a layout that this program reads ({})", format,
                    kResultsFormat));
  }
  Results results;
  file.read_if_there("experiment", results.experiment);
  file.read_if_there("config_hash", results.config_hash);
  file.read_if_there("config", results.config);
  file.read_if_there("design", results.design);
  file.read_if_there("random", results.random);
  file.read_if_there("interval", results.interval);
  file.read_if_there("confidence", results.confidence);
  file.read_if_there("control", results.control);
  file.read_if_there("episodes", results.episodes);
  if (const std::optional<Field> seeds = file.find("seeds")) {
    for (const Field& seed : seeds->elements()) seed.read(results.seeds.emplace_back());
  }
  if (const std::optional<Field> world = file.find("world")) results.world = read_world(*world);
  if (const std::optional<Field> metrics = file.find("metrics")) {
    for (const auto& [name, entry] : metrics->entries()) {
      MetricDescription& metric = results.metrics.emplace_back();
      metric.name = name;
      entry.read_if_there("unit", metric.unit);
      if (const auto better = entry.find("better")) better->read_named(metric.better);
    }
  }
  for (const auto& [name, entry] : file.at("treatments").entries()) {
    results.treatments.push_back(read_treatment(name, results.control, entry));
  }
  for (const Field& effect : file.at("effects").elements()) {
    results.effects.push_back(read_effect(effect));
  }
  if (const std::optional<Field> replications = file.find("replications")) {
    for (const Field& replication : replications->elements()) {
      Replication& read = results.replications.emplace_back();
      replication.at("seed").read(read.seed);
      read.treatments = read_means(replication.at("treatments"));
    }
  }
  if (const std::optional<Field> days = file.find("days")) {
    for (const Field& day : days->elements()) {
      Day& read = results.days.emplace_back();
      day.at("day").read(read.day);
      read.treatments = read_means(day.at("treatments"));
    }
  }
  if (const std::optional<Field> models = file.find("models")) {
    for (const auto& [name, entry] : models->entries()) {
      results.models.push_back(read_model(name, entry));
    }
  }
  if (const std::optional<Field> warnings = file.find("warnings")) {
    for (const Field& warning : warnings->elements()) {
      warning.read(results.warnings.emplace_back());
    }
  }
  return results;
}

}  // namespace

std::string write_results_json(const Results& results) {
  Json json;
  json["format"] = kResultsFormat;
  json["experiment"] = results.experiment;
  json["config_hash"] = results.config_hash;
  json["design"] = results.design;
  json["random"] = results.random;
  json["interval"] = results.interval;
  json["confidence"] = number(results.confidence);
  json["control"] = results.control;
  json["episodes"] = results.episodes;
  json["seeds"] = results.seeds;
  json["world"] = world_json(results.world);
  json["warnings"] = results.warnings;
  json["metrics"] = Json::object();
  for (const MetricDescription& metric : results.metrics) {
    json["metrics"][metric.name] = {{"unit", metric.unit}, {"better", name_of(metric.better)}};
  }
  json["treatments"] = Json::object();
  for (const TreatmentResult& treatment : results.treatments) {
    json["treatments"][treatment.name] = treatment_json(treatment);
  }
  json["effects"] = Json::array();
  for (const Effect& effect : results.effects) json["effects"].push_back(effect_json(effect));
  json["replications"] = Json::array();
  for (const Replication& replication : results.replications) {
    json["replications"].push_back(
        {{"seed", replication.seed}, {"treatments", means_json(replication.treatments)}});
  }
  json["days"] = Json::array();
  for (const Day& day : results.days) {
    json["days"].push_back({{"day", day.day}, {"treatments", means_json(day.treatments)}});
  }
  json["models"] = Json::object();
  for (const ModelResult& model : results.models) json["models"][model.name] = model_json(model);
  json["config"] = results.config;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Results read_results_json(std::string_view text) {
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw std::runtime_error(
        fmt::format("results.json: not JSON after byte {} of {}", error.byte, text.size()));
  } catch (const Json::out_of_range&) {
    throw std::runtime_error("results.json: not JSON: a number is too large for a double");
  }
  return read_results(Field(&json, ""));
}

namespace {
const ReportFormatRegistration registration({"results.json",
                                             [](const Results& results, const DrawnFigures&) {
                                               return write_results_json(results);
                                             }});
}

}  // namespace reprise
