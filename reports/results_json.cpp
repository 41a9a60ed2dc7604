#include "reports/results_json.h"

#include <utility>

#include "reports/format.h"
#include "reports/json_parts.h"

namespace reprise {
namespace {

Json numbers_json(const std::vector<double>& numbers) {
  Json json = Json::array();
  for (const double number : numbers) json.push_back(number_json(number));
  return json;
}

Json intervals_json(const ShareIntervals& intervals) {
  return {{"lower", numbers_json(intervals.lower)}, {"upper", numbers_json(intervals.upper)}};
}

void read_intervals(const JsonField& treatment, const std::string& key, ShareIntervals& intervals) {
  const std::optional<JsonField> field = treatment.find(key);
  if (!field) return;
  field->at("lower").read(intervals.lower);
  field->at("upper").read(intervals.upper);
  if (intervals.lower.size() != intervals.upper.size()) {
    throw field->complaint("lower and upper differ in length");
  }
}

Json treatment_json(const TreatmentResult& treatment) {
  Json catalog = Json::object();
  for (const CatalogFigure& figure : treatment.catalog) {
    catalog[figure.metric] = number_json(figure.value);
  }
  Json json{{"control", treatment.control},
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
            {"reaching", intervals_json(treatment.reaching)},
            {"in_single_bins", intervals_json(treatment.in_single_bins)},
            {"in_doubled_bins", intervals_json(treatment.in_doubled_bins)},
            {"time_by_step", numbers_json(treatment.time_by_step)},
            {"time_intervals", intervals_json(treatment.time_intervals)},
            {"skips_by_step", numbers_json(treatment.skips_by_step)},
            {"skip_intervals", intervals_json(treatment.skip_intervals)},
            {"way_to_oracle", number_json(treatment.way_to_oracle)},
            {"way_to_oracle_lower", number_json(treatment.way_to_oracle_lower)},
            {"way_to_oracle_upper", number_json(treatment.way_to_oracle_upper)}};
  if (treatment.divergence) {
    json["divergence"] = {{"sessions", treatment.divergence->sessions},
                          {"parted", treatment.divergence->parted},
                          {"median_step", treatment.divergence->median_step}};
  }
  return json;
}

Json group_json(const GroupEffect& group) {
  return {{"trait", group.trait},
          {"from", number_json(group.from)},
          {"to", number_json(group.to)},
          {"users", group.users},
          {"effect", effect_json(group.effect)}};
}

Json selected_json(const Selected& selected) {
  Json dropped = Json::array();
  for (const DroppedTreatment& one : selected.dropped) {
    dropped.push_back({{"treatment", one.treatment}, {"sessions", one.sessions}});
  }
  return {{"metric", selected.metric},     {"method", selected.method},
          {"finished", selected.finished}, {"best", selected.best},
          {"dropped", std::move(dropped)}, {"sessions", selected.sessions},
          {"saved", selected.saved}};
}

Json share_json(const CalibrationShare& share) {
  return {{"share", share.share}, {"lower", share.lower}, {"upper", share.upper}};
}

Json calibration_json(const Calibration& calibration) {
  Json rows = Json::array();
  for (const CalibrationRow& row : calibration.rows) {
    rows.push_back({{"treatment", row.treatment},
                    {"metric", row.metric},
                    {"truth", number_json(row.truth)},
                    {"coverage", share_json(row.coverage)},
                    {"false_positives", share_json(row.false_positives)},
                    {"found", share_json(row.found)}});
  }
  return {{"runs", calibration.runs}, {"rows", std::move(rows)}};
}

// Column by column: points are many.
Json course_json(const Course& course) {
  Json sessions = Json::array();
  Json effect = Json::array();
  Json lower = Json::array();
  Json upper = Json::array();
  for (const Course::Point& point : course.points) {
    sessions.push_back(point.sessions);
    effect.push_back(number_json(point.effect));
    lower.push_back(number_json(point.lower));
    upper.push_back(number_json(point.upper));
  }
  return {{"treatment", course.treatment},   {"metric", course.metric},
          {"sessions", std::move(sessions)}, {"effect", std::move(effect)},
          {"lower", std::move(lower)},       {"upper", std::move(upper)}};
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
  read_intervals(field, "reaching", treatment.reaching);
  read_intervals(field, "in_single_bins", treatment.in_single_bins);
  read_intervals(field, "in_doubled_bins", treatment.in_doubled_bins);
  field.read_if_there("time_by_step", treatment.time_by_step);
  read_intervals(field, "time_intervals", treatment.time_intervals);
  field.read_if_there("skips_by_step", treatment.skips_by_step);
  read_intervals(field, "skip_intervals", treatment.skip_intervals);
  field.read_if_there("way_to_oracle", treatment.way_to_oracle);
  field.read_if_there("way_to_oracle_lower", treatment.way_to_oracle_lower);
  field.read_if_there("way_to_oracle_upper", treatment.way_to_oracle_upper);
  if (const auto entry = field.find("divergence")) {
    Divergence& divergence = treatment.divergence.emplace();
    entry->at("sessions").read(divergence.sessions);
    entry->at("parted").read(divergence.parted);
    entry->at("median_step").read(divergence.median_step);
  }
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

Stopping read_stopping(const JsonField& field) {
  Stopping stopping;
  field.read_if_there("metrics", stopping.metrics);
  field.read_if_there("goal", stopping.goal);
  field.at("reached").read(stopping.reached);
  field.read_if_there("looks", stopping.looks);
  field.read_if_there("sessions", stopping.sessions);
  field.read_if_there("most", stopping.most);
  field.read_if_there("fixed_sessions", stopping.fixed_sessions);
  return stopping;
}

Selected read_selected(const JsonField& field) {
  Selected selected;
  field.read_if_there("metric", selected.metric);
  field.read_if_there("method", selected.method);
  field.at("finished").read(selected.finished);
  field.at("best").read(selected.best);
  if (const std::optional<JsonField> dropped = field.find("dropped")) {
    for (const JsonField& entry : dropped->elements()) {
      DroppedTreatment& one = selected.dropped.emplace_back();
      entry.at("treatment").read(one.treatment);
      entry.at("sessions").read(one.sessions);
    }
  }
  field.read_if_there("sessions", selected.sessions);
  field.read_if_there("saved", selected.saved);
  return selected;
}

CalibrationShare read_share(const JsonField& field) {
  CalibrationShare share;
  field.at("share").read(share.share);
  field.at("lower").read(share.lower);
  field.at("upper").read(share.upper);
  return share;
}

Calibration read_calibration(const JsonField& field) {
  Calibration calibration;
  field.at("runs").read(calibration.runs);
  for (const JsonField& entry : field.at("rows").elements()) {
    CalibrationRow& row = calibration.rows.emplace_back();
    entry.at("treatment").read(row.treatment);
    entry.at("metric").read(row.metric);
    entry.at("truth").read(row.truth);
    row.coverage = read_share(entry.at("coverage"));
    row.false_positives = read_share(entry.at("false_positives"));
    row.found = read_share(entry.at("found"));
  }
  return calibration;
}

Course read_course(const JsonField& field) {
  Course course;
  field.at("treatment").read(course.treatment);
  field.at("metric").read(course.metric);
  std::vector<double> effect;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<std::uint64_t> sessions;
  field.at("sessions").read(sessions);
  field.at("effect").read(effect);
  field.at("lower").read(lower);
  field.at("upper").read(upper);
  if (effect.size() != sessions.size() || lower.size() != sessions.size() ||
      upper.size() != sessions.size()) {
    throw field.complaint("the columns of a course differ in length");
  }
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    course.points.push_back({sessions[i], effect[i], lower[i], upper[i]});
  }
  return course;
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
  file.read_if_there("program", results.program);
  file.read_if_there("experiment", results.experiment);
  file.read_if_there("config_hash", results.config_hash);
  file.read_if_there("config", results.config);
  file.read_if_there("design", results.design);
  file.read_if_there("random", results.random);
  file.read_if_there("interval", results.interval);
  file.read_if_there("estimator", results.estimator);
  file.read_if_there("confidence", results.confidence);
  file.read_if_there("multiplicity", results.multiplicity);
  file.read_if_there("margin", results.margin);
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
  if (const std::optional<JsonField> pairs = file.find("pairs")) {
    results.pairs = read_effects(*pairs);
  }
  if (const auto field = file.find("stopping")) results.stopping = read_stopping(*field);
  if (const auto field = file.find("selected")) results.selected = read_selected(*field);
  if (const auto courses = file.find("courses")) {
    for (const JsonField& course : courses->elements()) {
      results.courses.push_back(read_course(course));
    }
  }
  if (const auto field = file.find("calibration")) {
    results.calibration = read_calibration(*field);
  }
  if (const std::optional<JsonField> health = file.find("health")) {
    for (const JsonField& entry : health->elements()) {
      HealthCheck& check = results.health.emplace_back();
      entry.at("name").read(check.name);
      entry.at("passed").read(check.passed);
      entry.read_if_there("text", check.text);
    }
  }
  if (const std::optional<JsonField> groups = file.find("groups")) {
    for (const JsonField& group : groups->elements()) results.groups.push_back(read_group(group));
  }
  if (const std::optional<JsonField> traits = file.find("traits")) {
    for (const auto& [name, entry] : traits->entries()) {
      TraitDescription& trait = results.traits.emplace_back();
      trait.name = name;
      entry.read(trait.meaning);
    }
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
  json["program"] = results.program;
  json["experiment"] = results.experiment;
  json["config_hash"] = results.config_hash;
  json["design"] = results.design;
  json["random"] = results.random;
  json["interval"] = results.interval;
  json["estimator"] = results.estimator;
  json["confidence"] = number_json(results.confidence);
  json["multiplicity"] = results.multiplicity;
  json["margin"] = number_json(results.margin);
  json["control"] = results.control;
  json["episodes"] = results.episodes;
  json["seeds"] = results.seeds;
  json["world"] = world_json(results.world);
  if (results.log) json["log"] = log_json(*results.log);
  json["warnings"] = results.warnings;
  if (results.stopping) {
    const Stopping& stopping = *results.stopping;
    json["stopping"] = {{"metrics", stopping.metrics},
                        {"goal", stopping.goal},
                        {"reached", stopping.reached},
                        {"looks", stopping.looks},
                        {"sessions", stopping.sessions},
                        {"most", stopping.most},
                        {"fixed_sessions", number_json(stopping.fixed_sessions)}};
  }
  if (results.selected) json["selected"] = selected_json(*results.selected);
  json["courses"] = Json::array();
  for (const Course& course : results.courses) json["courses"].push_back(course_json(course));
  if (results.calibration) json["calibration"] = calibration_json(*results.calibration);
  json["health"] = Json::array();
  for (const HealthCheck& check : results.health) {
    json["health"].push_back(
        {{"name", check.name}, {"passed", check.passed}, {"text", check.text}});
  }
  json["metrics"] = descriptions_json(results.metrics);
  json["treatments"] = Json::object();
  for (const TreatmentResult& treatment : results.treatments) {
    json["treatments"][treatment.name] = treatment_json(treatment);
  }
  json["effects"] = effects_json(results.effects);
  json["pairs"] = effects_json(results.pairs);
  json["groups"] = Json::array();
  for (const GroupEffect& group : results.groups) json["groups"].push_back(group_json(group));
  json["traits"] = Json::object();
  for (const TraitDescription& trait : results.traits) json["traits"][trait.name] = trait.meaning;
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
