#include "reports/results/results_json.h"

#include <utility>

#include "reports/results/json_parts.h"
#include "reports/results/json_schema.h"
#include "reports/results/verdict.h"

namespace reprise {

template <>
struct JsonFields<ShareIntervals> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("lower", of.lower);
    fields.must_have("upper", of.upper);
  }
  static void was_read(ShareIntervals& intervals, const JsonField& field) {
    if (intervals.lower.size() != intervals.upper.size()) {
      throw field.complaint("lower and upper differ in length");
    }
  }
};

template <>
struct JsonFields<FallbackCauses> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("no_anchor", of.no_anchor);
    fields.may_have("no_list", of.no_list);
    fields.may_have("exhausted", of.exhausted);
  }
};

template <>
struct JsonFields<Divergence> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("sessions", of.sessions);
    fields.must_have("parted", of.parted);
    fields.must_have("median_step", of.median_step);
  }
};

template <>
struct JsonFields<TreatmentResult> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("control", of.control);
    fields.may_have("oracle", of.oracle);
    fields.may_have("oracle_side", of.privileged);
    fields.may_have("recommender", of.recommender);
    fields.may_have("users", of.users);
    fields.may_have("sessions", of.sessions);
    fields.may_have("recommendations", of.recommendations);
    fields.may_have("fallbacks", of.fallbacks);
    fields.may_have("fallback_causes", of.fallback_causes);
    fields.may_have("lists_asked", of.lists_asked);
    fields.may_have("lists_found", of.lists_found);
    fields.must_have_by("metrics", of.metrics, &MetricEstimate::metric);
    fields.may_have_by("catalog", of.catalog, &CatalogValue::metric, &CatalogValue::value);
    fields.may_have("lengths", of.lengths);
    fields.may_have("reaching", of.reaching);
    fields.may_have("in_single_bins", of.in_single_bins);
    fields.may_have("in_doubled_bins", of.in_doubled_bins);
    fields.may_have("time_by_step", of.time_by_step);
    fields.may_have("time_intervals", of.time_intervals);
    fields.may_have("skips_by_step", of.skips_by_step);
    fields.may_have("skip_intervals", of.skip_intervals);
    fields.may_have("way_to_oracle", of.oracle_gap_closed);
    fields.may_have("way_to_oracle_lower", of.oracle_gap_closed_lower);
    fields.may_have("way_to_oracle_upper", of.oracle_gap_closed_upper);
    fields.may_have("divergence", of.divergence);
  }
};

template <>
struct JsonFields<SegmentEffect> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("trait", of.trait);
    fields.must_have("from", of.from);
    fields.must_have("to", of.to);
    fields.may_have("value", of.value);
    fields.may_have("users", of.users);
    fields.must_have("effect", of.effect);
  }
};

template <>
struct JsonFields<Replication> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("seed", of.seed);
    fields.must_have_by("treatments", of.treatments, &TreatmentMeans::treatment);
  }
};

template <>
struct JsonFields<Day> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("day", of.day);
    fields.must_have_by("treatments", of.treatments, &TreatmentMeans::treatment);
  }
};

template <>
struct JsonFields<ModelStep> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("step", of.step);
    fields.may_have("learning_rate", of.learning_rate);
    fields.must_have("train", of.train);
    fields.may_have("validation", of.validation);
  }
};

template <>
struct JsonFields<ModelResult> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("kind", of.kind);
    fields.may_have("loss", of.loss);
    fields.may_have("sessions", of.sessions);
    fields.may_have("pairs", of.pairs);
    fields.may_have("steps", of.steps);
    fields.may_have("best_step", of.best_step);
    fields.may_have("stopped", of.stopped);
    fields.may_have("test", of.test);
    fields.may_have("test_of_mean", of.test_of_mean);
    fields.may_have("test_of_random", of.test_of_random);
  }
};

template <>
struct JsonFields<WorldSummary> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("description", of.description);
    fields.may_have("fingerprint", of.fingerprint);
    fields.may_have("tracks", of.tracks);
    fields.may_have("artists", of.artists);
    fields.may_have("users", of.users);
    fields.may_have("dim", of.dim);
  }
};

template <>
struct JsonFields<LogSummary> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("files", of.files);
    fields.may_have("rows", of.rows);
    fields.may_have("first", of.first);
    fields.may_have("last", of.last);
    fields.may_have("fingerprint", of.fingerprint);
    fields.may_have("command", of.command);
  }
};

template <>
struct JsonFields<Stopping> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("metrics", of.metrics);
    fields.may_have("goal", of.goal);
    fields.must_have("reached", of.reached);
    fields.may_have("looks", of.looks);
    fields.may_have("sessions", of.sessions);
    fields.may_have("most", of.most);
    fields.may_have("fixed_sessions", of.fixed_sessions);
  }
};

template <>
struct JsonFields<DroppedTreatment> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("treatment", of.treatment);
    fields.must_have("sessions", of.sessions);
  }
};

template <>
struct JsonFields<Selected> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("metric", of.metric);
    fields.may_have("method", of.method);
    fields.may_have("indifference", of.indifference);
    fields.must_have("finished", of.finished);
    fields.must_have("best", of.best);
    fields.may_have("dropped", of.dropped);
    fields.may_have("sessions", of.sessions);
    fields.may_have("saved", of.saved);
  }
};

// A course is written column by column, because it has many points.
template <>
struct JsonFields<Course> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("treatment", of.treatment);
    fields.must_have("metric", of.metric);
  }
  static void written(const Course& course, Json& json) {
    for (const char* column : {"sessions", "effect", "lower", "upper"}) {
      json[column] = Json::array();
    }
    for (const Course::Point& point : course.points) {
      json["sessions"].push_back(point.sessions);
      json["effect"].push_back(value_json(point.effect));
      json["lower"].push_back(value_json(point.lower));
      json["upper"].push_back(value_json(point.upper));
    }
  }
  static void described(Json& properties) {
    properties["sessions"] = JsonSchemaOf<std::vector<std::uint64_t>>::schema();
    for (const char* column : {"effect", "lower", "upper"}) {
      properties[column] = JsonSchemaOf<std::vector<double>>::schema();
    }
  }
  static void was_read(Course& course, const JsonField& field) {
    std::vector<std::uint64_t> sessions;
    field.at("sessions").read(sessions);
    std::vector<double> effect;
    std::vector<double> lower;
    std::vector<double> upper;
    field.at("effect").read(effect);
    field.at("lower").read(lower);
    field.at("upper").read(upper);
    if (effect.size() != sessions.size() || lower.size() != sessions.size() ||
        upper.size() != sessions.size()) {
      throw field.complaint("the columns of a course differ in length");
    }
    if (sessions.empty()) throw field.complaint("a course has no points");
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      course.points.push_back({sessions[i], effect[i], lower[i], upper[i]});
    }
  }
};

template <>
struct JsonFields<CoverageShare> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("share", of.share);
    fields.must_have("lower", of.lower);
    fields.must_have("upper", of.upper);
  }
};

template <>
struct JsonFields<CoverageRow> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("treatment", of.treatment);
    fields.must_have("metric", of.metric);
    fields.must_have("truth", of.truth);
    fields.must_have("coverage", of.coverage);
    fields.must_have("false_positives", of.false_positives);
    fields.must_have("found", of.found);
  }
};

template <>
struct JsonFields<CoverageSimulation> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("runs", of.runs);
    fields.must_have("rows", of.rows);
  }
};

template <>
struct JsonFields<HealthCheck> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("name", of.name);
    fields.must_have("passed", of.passed);
    fields.may_have("text", of.text);
  }
};

template <>
struct JsonFields<Results> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("program", of.program);
    fields.may_have("experiment", of.experiment);
    fields.may_have("config_hash", of.config_hash);
    fields.may_have("design", of.design);
    fields.may_have("random", of.random);
    fields.may_have("interval", of.interval);
    fields.may_have("estimator", of.estimator);
    fields.may_have("confidence", of.confidence);
    fields.may_have("multiplicity", of.multiplicity);
    fields.may_have("margin", of.margin);
    fields.may_have("control", of.control);
    fields.may_have("episodes", of.episodes);
    fields.may_have("seeds", of.seeds);
    fields.may_have("world", of.world);
    fields.may_have("log", of.log);
    fields.may_have("warnings", of.warnings);
    fields.may_have("stopping", of.stopping);
    fields.may_have("selected", of.selected);
    fields.may_have("courses", of.courses);
    fields.may_have("calibration", of.coverage);
    fields.may_have("health", of.health);
    fields.may_have_by("metrics", of.metrics, &MetricDescription::name);
    fields.must_have_by("treatments", of.treatments, &TreatmentResult::name);
    fields.must_have("effects", of.effects);
    fields.may_have("pairs", of.pairs);
    fields.may_have("groups", of.groups);
    fields.may_have_by("traits", of.traits, &TraitDescription::name, &TraitDescription::meaning);
    fields.may_have("replications", of.replications);
    fields.may_have("days", of.days);
    fields.may_have_by("models", of.models, &ModelResult::name);
    fields.may_have("config", of.config);
  }
  static void was_read(Results& results, const JsonField& field) {
    const JsonField treatments = field.at("treatments");
    for (TreatmentResult& treatment : results.treatments) {
      if (treatments.at(treatment.name).find("control")) continue;
      treatment.control = treatment.name == results.control;
    }
  }
};

namespace {

// Adds the verdict on each of the effects, which stand in the same order in both lists.
void add_verdicts(const Results& results, const std::vector<Effect>& effects, Json& list) {
  for (std::size_t i = 0; i < effects.size(); ++i) {
    list[i]["verdict"] = verdict_words(verdict_of(results, effects[i]));
  }
}

// Returns the schema of an object with further fields. They come after those of the object.
Json with_fields(Json schema, const Json& fields) {
  schema["properties"].update(fields);
  return schema;
}

Json text_schema(const char* description) {
  return {{"type", "string"}, {"description", description}};
}

}  // namespace

std::string write_results_json(const Results& results, const std::string& headline) {
  Json json;
  json["format"] = kResultsFormat;
  if (!headline.empty()) json["headline"] = headline;
  json.update(value_json(results));
  add_verdicts(results, results.effects, json["effects"]);
  add_verdicts(results, results.pairs, json["pairs"]);
  for (std::size_t i = 0; i < results.groups.size(); ++i) {
    json["groups"][i]["effect"]["verdict"] =
        verdict_words(verdict_of(results, results.groups[i].effect));
  }
  return json_text(json);
}

std::string results_json_schema() {
  Json verdicts = Json::array();
  for (const Verdict verdict :
       {Verdict::better, Verdict::worse, Verdict::equivalent, Verdict::differs, Verdict::unclear}) {
    verdicts.push_back(verdict_words(verdict));
  }
  Json schema = JsonSchemaOf<Results>::schema();
  Json& fields = schema["properties"];
  const Json verdict{{"verdict", {{"enum", verdicts}}}};
  for (const char* list : {"effects", "pairs"}) {
    fields[list]["items"] = with_fields(fields[list]["items"], verdict);
  }
  Json& group = fields["groups"]["items"]["properties"]["effect"];
  group = with_fields(group, verdict);
  schema["required"].insert(schema["required"].begin(), "format");
  Json all{{"format", {{"const", kResultsFormat}, {"description", "the version of this layout"}}},
           {"headline", text_schema("the answer in a sentence or two")}};
  all.update(fields);
  fields = all;
  Json file{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"title", "results.json of reprise"}};
  file.update(schema);
  return json_text(file);
}

Results read_results_json(std::string_view text) {
  constexpr std::string_view kFile = "results.json";
  const Json json = parse_json(text, kFile);
  const JsonField file(json, kFile);
  check_layout(file, kResultsFormat);
  Results results;
  read_value(file, results);
  return results;
}

}  // namespace reprise
