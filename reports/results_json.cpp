#include "reports/results_json.h"

#include <utility>

#include "reports/format.h"
#include "reports/json_parts.h"

namespace reprise {
namespace {

Json treatment_json(const TreatmentResult& treatment) {
  Json time_by_step = Json::array();
  for (const double time : treatment.time_by_step) time_by_step.push_back(number_json(time));
  Json catalog = Json::object();
  for (const CatalogFigure& figure : treatment.catalog) {
    catalog[figure.metric] = number_json(figure.value);
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
          {"lengths", treatment.lengths},
          {"time_by_step", std::move(time_by_step)},
          {"way_to_oracle", number_json(treatment.way_to_oracle)},
          {"way_to_oracle_lower", number_json(treatment.way_to_oracle_lower)},
          {"way_to_oracle_upper", number_json(treatment.way_to_oracle_upper)}};
}

Json group_json(const GroupEffect& group) {
  return {{"trait", group.trait},
          {"from", number_json(group.from)},
          {"to", number_json(group.to)},
          {"users", group.users},
          {"effect", effect_json(group.effect)}};
}

Json model_json(const ModelResult& model) {
  Json steps = Json::array();
  for (const ModelStep& step : model.steps) {
    steps.push_back({{"step", step.step},
                     {"learning_rate", number_json(step.learning_rate)},
                     {"train", number_json(step.train)},
                     {"validation", number_json(step.validation)}});
  }
  return {{"kind", model.kind},
          {"loss", model.loss},
          {"sessions", model.sessions},
          {"pairs", model.pairs},
          {"steps", std::move(steps)},
          {"best_step", model.best_step},
          {"stopped", model.stopped},
          {"test", number_json(model.test)},
          {"test_of_mean", number_json(model.test_of_mean)},
          {"test_of_random", number_json(model.test_of_random)}};
}

Json world_json(const WorldSummary& world) {
  return {{"description", world.description},
          {"fingerprint", world.fingerprint},
          {"tracks", world.tracks},
          {"artists", world.artists},
          {"users", world.users},
          {"dim", world.dim}};
}

Json log_json(const LogSummary& log) {
  return {{"files", log.files},
          {"rows", log.rows},
          {"first", log.first},
          {"last", log.last},
          {"fingerprint", log.fingerprint},
          {"command", log.command}};
}

TreatmentResult read_treatment(const std::string& name, const std::string& control,
                               const JsonField& field) {
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
  if (const std::optional<JsonField> causes = field.find("fallback_causes")) {
    causes->read_if_there("no_anchor", treatment.fallback_causes.no_anchor);
    causes->read_if_there("no_list", treatment.fallback_causes.no_list);
    causes->read_if_there("exhausted", treatment.fallback_causes.exhausted);
  }
  field.read_if_there("lists_asked", treatment.lists_asked);
  field.read_if_there("lists_found", treatment.lists_found);
  treatment.metrics = read_metrics(field.at("metrics"));
  if (const std::optional<JsonField> catalog = field.find("catalog")) {
    for (const auto& [metric, value] : catalog->entries()) {
      CatalogFigure& figure = treatment.catalog.emplace_back();
      figure.metric = metric;
      value.read(figure.value);
    }
  }
  field.read_if_there("lengths", treatment.lengths);
  field.read_if_there("time_by_step", treatment.time_by_step);
  field.read_if_there("way_to_oracle", treatment.way_to_oracle);
  field.read_if_there("way_to_oracle_lower", treatment.way_to_oracle_lower);
  field.read_if_there("way_to_oracle_upper", treatment.way_to_oracle_upper);
  return treatment;
}

GroupEffect read_group(const JsonField& field) {
  GroupEffect group;
  field.at("trait").read(group.trait);
  field.at("from").read(group.from);
  field.at("to").read(group.to);
  field.read_if_there("users", group.users);
  group.effect = read_effect(field.at("effect"));
  return group;
}

ModelResult read_model(const std::string& name, const JsonField& field) {
  ModelResult model;
  model.name = name;
  field.read_if_there("kind", model.kind);
  field.read_if_there("loss", model.loss);
  field.read_if_there("sessions", model.sessions);
  field.read_if_there("pairs", model.pairs);
  if (const std::optional<JsonField> steps = field.find("steps")) {
    for (const JsonField& entry : steps->elements()) {
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

WorldSummary read_world(const JsonField& field) {
  WorldSummary world;
  field.read_if_there("description", world.description);
  field.read_if_there("fingerprint", world.fingerprint);
  field.read_if_there("tracks", world.tracks);
  field.read_if_there("artists", world.artists);
  field.read_if_there("users", world.users);
  field.read_if_there("dim", world.dim);
  return world;
}

LogSummary read_log_summary(const JsonField& field) {
  LogSummary log;
  field.read_if_there("files", log.files);
  field.read_if_there("rows", log.rows);
  field.read_if_there("first", log.first);
  field.read_if_there("last", log.last);
  field.read_if_there("fingerprint", log.fingerprint);
  field.read_if_there("command", log.command);
  return log;
}

Results read_results(const JsonField& file) {
  check_layout(file, kResultsFormat);
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
  file.read_if_there("seeds", results.seeds);
  if (const std::optional<JsonField> world = file.find("world")) results.world = read_world(*world);
  if (const std::optional<JsonField> log = file.find("log")) results.log = read_log_summary(*log);
  if (const std::optional<JsonField> metrics = file.find("metrics")) {
    results.metrics = read_descriptions(*metrics);
  }
  for (const auto& [name, entry] : file.at("treatments").entries()) {
    results.treatments.push_back(read_treatment(name, results.control, entry));
  }
  results.effects = read_effects(file.at("effects"));
  if (const std::optional<JsonField> groups = file.find("groups")) {
    for (const JsonField& group : groups->elements()) results.groups.push_back(read_group(group));
  }
  if (const std::optional<JsonField> replications = file.find("replications")) {
    for (const JsonField& replication : replications->elements()) {
      Replication& read = results.replications.emplace_back();
      replication.at("seed").read(read.seed);
      read.treatments = read_means(replication.at("treatments"));
    }
  }
  if (const std::optional<JsonField> days = file.find("days")) {
    for (const JsonField& day : days->elements()) {
      Day& read = results.days.emplace_back();
      day.at("day").read(read.day);
      read.treatments = read_means(day.at("treatments"));
    }
  }
  if (const std::optional<JsonField> models = file.find("models")) {
    for (const auto& [name, entry] : models->entries()) {
      results.models.push_back(read_model(name, entry));
    }
  }
  file.read_if_there("warnings", results.warnings);
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
  json["confidence"] = number_json(results.confidence);
  json["control"] = results.control;
  json["episodes"] = results.episodes;
  json["seeds"] = results.seeds;
  json["world"] = world_json(results.world);
  if (results.log) json["log"] = log_json(*results.log);
  json["warnings"] = results.warnings;
  json["metrics"] = descriptions_json(results.metrics);
  json["treatments"] = Json::object();
  for (const TreatmentResult& treatment : results.treatments) {
    json["treatments"][treatment.name] = treatment_json(treatment);
  }
  json["effects"] = effects_json(results.effects);
  json["groups"] = Json::array();
  for (const GroupEffect& group : results.groups) json["groups"].push_back(group_json(group));
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
  return json_text(json);
}

Results read_results_json(std::string_view text) {
  constexpr std::string_view kFile = "results.json";
  const Json json = parse_json(text, kFile);
  return read_results(JsonField(json, kFile));
}

namespace {
const ReportFormatRegistration registration({"results.json",
                                             [](const Results& results, const DrawnFigures&) {
                                               return write_results_json(results);
                                             }});
}

}  // namespace reprise
