// `reprise schema NAME`: JSON Schemas of the files that reprise writes and reads. Editors complete
// and check experiments by the one, programs read results by the other.
#include <algorithm>
#include <functional>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/commands/command.h"
#include "experiments/commands/settings_tables.h"
#include "experiments/spec/experiment_spec.h"
#include "recommenders/sentence.h"
#include "reports/results/results_json.h"
#include "sim/support/parameters/share.h"

namespace reprise {
namespace {

namespace po = boost::program_options;
using Json = nlohmann::ordered_json;

Json reference(const std::string& kind) { return {{"$ref", "#/$defs/" + kind}}; }

// Returns the schema of a value by the name of its type, as `reprise list` shows it. A type that is
// not known takes any value: a schema that refused what the program takes would be worse than none.
Json schema_of_type(const std::string& type, const std::vector<std::string>& kinds) {
  constexpr std::string_view kList = "list of ";
  if (type == "integer") return {{"type", "integer"}};
  if (type == "number") return {{"type", "number"}};
  if (type == "true or false") return {{"type", "boolean"}};
  if (type == "text") return {{"type", {"string", "number", "boolean"}}};
  if (type == "map of recommenders" || type == "map of models") {
    return {{"type", "object"},
            {"additionalProperties", reference(type == "map of models" ? "model" : "recommender")}};
  }
  if (std::find(kinds.begin(), kinds.end(), type) != kinds.end()) return reference(type);
  if (type.starts_with(kList)) {
    return {{"type", "array"}, {"items", schema_of_type(type.substr(kList.size()), kinds)}};
  }
  if (type.find(" | ") != std::string::npos) {
    Json names = Json::array();
    for (std::size_t from = 0; from < type.size();) {
      const std::size_t to = std::min(type.find(" | ", from), type.size());
      const std::string name = type.substr(from, to - from);
      names.push_back(name);
      // YAML reads the preset 2023 as a number.
      const bool digits = name.find_first_not_of("0123456789") == std::string::npos;
      if (digits && name.size() < 10) names.push_back(std::stoi(name));
      from = to + 3;
    }
    return {{"enum", names}};
  }
  return Json::object();
}

// Writes the schemas of components, one definition for each kind.
class ExperimentSchema {
 public:
  Json write() {
    add_kind<RecommenderPart>();
    add_kind<AnchorPart>();
    add_kind<CandidatesPart>();
    add_kind<ExcludePart>();
    add_kind<PickPart>();
    add_kind<ModelPart>();
    add_kind<DesignPart>();
    add_kind<EstimatorPart>();
    add_kind<SelectionPart>();
    add_kind<SweepMethodPart>();
    add_kind<InterestPart>();
    add_kind<StatePart>();
    add_kind<ResponsePart>();
    add_kind<RepeatPart>();
    add_kind<FatiguePart>();
    add_kind<LeavePart>();
    add_kind<ReturnPart>();
    Json definitions = Json::object();
    for (const auto& add : later_) add(definitions);
    // A sentence and an embedding ranker may be written without their names, and excludes as a
    // list.
    also(definitions, RecommenderPart::kind,
         parameters_schema(Registry<RecommenderPart>::instance().find("sentence")->parameters));
    also(definitions, RecommenderPart::kind, {{"type", "object"}, {"required", {"python"}}});
    also(definitions, ModelPart::kind,
         parameters_schema(Registry<ModelPart>::instance().find("embedding_ranker")->parameters));
    also(definitions, ExcludePart::kind,
         {{"type", "array"}, {"items", reference(ExcludePart::kind)}});
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", "an experiment of reprise"}};
    for (const SettingsTable& table : settings_tables()) {
      Json settings = parameters_schema(table.settings);
      if (table.path.empty()) {
        schema.update(settings);
        continue;
      }
      Json& field = field_at(schema, table.path);
      // Other forms: a world may be a file or a directory, and a map its first setting alone.
      Json forms = Json::array();
      if (table.path == "world") forms.push_back({{"type", "string"}});
      if (table.path == "world.users.model") forms.push_back({{"const", "botify"}});
      for (const ParameterInfo& setting : table.settings) {
        if (setting.short_form) forms.push_back(schema_of_type(setting.type, kinds_));
      }
      if (forms.empty()) {
        field.update(settings);
      } else {
        forms.push_back(std::move(settings));
        field["anyOf"] = std::move(forms);
      }
    }
    schema["$defs"] = std::move(definitions);
    return schema;
  }

 private:
  template <class Part>
  void add_kind() {
    kinds_.emplace_back(Part::kind);
    later_.emplace_back([this](Json& definitions) {
      definitions[Part::kind] = kind_schema(Registry<Part>::instance().entries());
    });
  }

  static void also(Json& definitions, const char* kind, Json form) {
    definitions[kind]["anyOf"].push_back(std::move(form));
  }

  // Returns the schema of the field to which the keys of a path lead.
  static Json& field_at(Json& schema, const std::string& path) {
    Json* at = &schema;
    for (std::size_t from = 0; from < path.size();) {
      const std::size_t to = std::min(path.find('.', from), path.size());
      if (at->contains("anyOf")) at = &(*at)["anyOf"].back();
      at = &(*at)["properties"][path.substr(from, to - from)];
      from = to + 1;
    }
    return *at;
  }

  // Returns the schema of a map of parameters.
  Json parameters_schema(const std::vector<ParameterInfo>& parameters) const {
    Json properties = Json::object();
    Json required = Json::array();
    for (const ParameterInfo& parameter : parameters) {
      Json field = schema_of_type(parameter.type, kinds_);
      if (is_share(parameter) && field.contains("type")) {
        field = Json{{"anyOf", Json::array({std::move(field), Json{{"type", "string"},
                                                                   {"pattern", "^[0-9.]+ *%$"}}})}};
      }
      std::string help = parameter.help;
      if (!parameter.limits.empty()) help += fmt::format(" ({})", parameter.limits);
      if (!parameter.fallback.empty()) help += fmt::format("; default {}", parameter.fallback);
      field["description"] = help;
      properties[parameter.name] = std::move(field);
      if (parameter.required) required.push_back(parameter.name);
    }
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
  }

  // Returns the schema of `name`, `{name: parameters}` or the short form of one of the components.
  template <class Entries>
  Json kind_schema(const Entries& entries) const {
    Json properties = Json::object();
    for (const auto& entry : entries) {
      Json forms = Json::array({Json{{"type", "null"}}, parameters_schema(entry.parameters)});
      for (const ParameterInfo& parameter : entry.parameters) {
        if (parameter.short_form) forms.push_back(schema_of_type(parameter.type, kinds_));
      }
      properties[entry.name] = {{"description", entry.help}, {"anyOf", std::move(forms)}};
    }
    return {
        {"anyOf", Json::array({Json{{"type", "string"}}, Json{{"type", "object"},
                                                              {"properties", std::move(properties)},
                                                              {"additionalProperties", false},
                                                              {"maxProperties", 1}}})}};
  }

  std::vector<std::string> kinds_;
  std::vector<std::function<void(Json&)>> later_;
};

int schema(const std::vector<std::string>& arguments) {
  Usage usage{"schema", po::options_description("options")};
  usage.positional.add("name", 1);
  po::variables_map values;
  if (!parse_arguments(arguments, usage, values)) return kOk;
  const std::string name =
      values.count("name") == 0 ? "" : values["name"].as<std::vector<std::string>>().front();
  if (name == "results") {
    std::cout << results_json_schema();
  } else if (name == "experiment") {
    std::cout << ExperimentSchema().write().dump(2) << "\n";
  } else {
    throw UserError(fmt::format(
        "{}; schemas are 'results' (of results.json) and 'experiment' (of experiment files)",
        name.empty() ? "name a schema"
                     : fmt::format("there is no schema '{}'{}", name,
                                   did_you_mean(name, {"results", "experiment"}))));
  }
  return kOk;
}

const CommandRegistration registration({"schema", "results|experiment",
                                        "print the JSON Schema of results.json, or of experiment "
                                        "files for editors",
                                        schema});

}  // namespace
}  // namespace reprise
