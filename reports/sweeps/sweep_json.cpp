#include "reports/sweeps/sweep_json.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "reports/results/json_parts.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_names.h"

namespace reprise {

template <>
struct JsonFields<SweepParameter> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("path", of.path);
    fields.must_have("values", of.values);
    fields.may_have("numbers", of.numbers);
    fields.may_have("log_scale", of.log_scale);
  }
  static void was_read(SweepParameter& parameter, const JsonField& field) {
    if (!parameter.numbers.empty() && parameter.numbers.size() != parameter.values.size()) {
      throw field.at("numbers").complaint(
          fmt::format("expected {} numbers, one for each value", parameter.values.size()));
    }
  }
};

template <>
struct JsonFields<WorldEffect> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("world", of.world);
    fields.must_have("effect", of.effect);
    fields.must_have("lower", of.lower);
    fields.must_have("upper", of.upper);
    fields.may_have("shape", of.shape);
  }
  static void written(const WorldEffect& world, Json& json) { write_bounds(world, json); }
};

template <>
struct JsonFields<UserModelFindings> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("model", of.model);
    fields.may_have_by("treatments", of.treatments, &TreatmentMeans::treatment);
    fields.may_have("effects", of.effects);
    fields.may_have("worlds", of.worlds);
  }
};

template <>
struct JsonFields<MainEffect> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("path", of.path);
    fields.must_have("from", of.from);
    fields.must_have("to", of.to);
    fields.must_have("mean_from", of.mean_from);
    fields.must_have("mean_to", of.mean_to);
    fields.must_have("difference", of.difference);
    fields.must_have("lower", of.lower);
    fields.must_have("upper", of.upper);
    fields.must_have("significant", of.significant);
  }
};

template <>
struct JsonFields<MainEffects> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("treatment", of.treatment);
    fields.must_have("effects", of.effects);
    fields.must_have("cells", of.cells);
    fields.must_have("explained", of.explained);
    fields.must_have("confidence", of.confidence);
  }
};

// The description leaves out the values of the cell, because reading them takes the sweep's
// parameters.
template <>
struct JsonFields<SweepCell> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("config_hash", of.config_hash);
    fields.must_have("status", of.status);
    fields.may_have("error", of.error);
    fields.may_have("episodes", of.episodes);
    fields.may_have("sessions", of.sessions);
    fields.may_have("ceilings", of.ceilings);
    fields.may_have("warnings", of.warnings);
    fields.may_have_by("treatments", of.treatments, &TreatmentMeans::treatment);
    fields.may_have("effects", of.effects);
    fields.may_have("worlds", of.worlds);
  }
};

template <>
struct JsonFields<RankedCell> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("cell", of.cell);
    fields.must_have("treatment", of.treatment);
    fields.may_have("p_as_best", of.p_as_best);
    fields.may_have("tied", of.tied);
  }
};

namespace {

Json cell_json(const SweepResults& sweep, const SweepCell& cell) {
  Json json{{"config_hash", cell.config_hash}, {"values", Json::object()}};
  for (std::size_t i = 0; i < sweep.parameters.size(); ++i) {
    json["values"][sweep.parameters[i].path] = value_text(sweep, cell, i);
  }
  json.update(value_json(cell));
  if (!sweep.user_models.empty()) json["user_models"] = value_json(cell.user_models);
  return json;
}

std::vector<std::size_t> read_values(const JsonField& field,
                                     const std::vector<SweepParameter>& parameters) {
  std::vector<std::size_t> values;
  for (const SweepParameter& parameter : parameters) {
    const JsonField entry = field.at(parameter.path);
    std::string text;
    entry.read(text);
    const auto place = std::find(parameter.values.begin(), parameter.values.end(), text);
    if (place == parameter.values.end()) {
      throw entry.complaint(fmt::format("'{}' is none of the parameter's values", text));
    }
    values.push_back(static_cast<std::size_t>(place - parameter.values.begin()));
  }
  return values;
}

void check_ranking(const SweepResults& sweep, const JsonField& file) {
  for (std::size_t i = 0; i < sweep.ranking.size(); ++i) {
    if (sweep.ranking[i].cell < sweep.cells.size()) continue;
    throw file.at("ranking").elements()[i].at("cell").complaint(
        fmt::format("expected the index of one of {} cells, found {}", sweep.cells.size(),
                    sweep.ranking[i].cell));
  }
}

}  // namespace

// The description leaves out the cells, because reading them takes the parameters.
template <>
struct JsonFields<SweepResults> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("program", of.program);
    fields.may_have("experiment", of.experiment);
    fields.may_have("hash", of.hash);
    fields.may_have("method", of.method);
    fields.may_have("design", of.design);
    fields.may_have("confidence", of.confidence);
    fields.may_have("control", of.control);
    fields.may_have("ranked_metric", of.ranked_metric);
    fields.may_have("ranked_better", of.ranked_better);
    fields.may_have("ranked_treatment", of.ranked_treatment);
    fields.may_have("seeds", of.seeds);
    fields.may_have("worlds", of.worlds);
    fields.may_have("warnings", of.warnings);
    fields.may_have_by("metrics", of.metrics, &MetricDescription::name);
    fields.must_have("parameters", of.parameters);
    fields.may_have("ranking", of.ranking);
    fields.may_have("main_effects", of.main_effects);
  }
};

std::string write_sweep_json(const SweepResults& sweep) {
  Json json;
  json["format"] = kSweepFormat;
  json.update(value_json(sweep));
  if (!sweep.user_models.empty()) json["user_models"] = value_json(sweep.user_models);
  json["cells"] = Json::array();
  for (const SweepCell& cell : sweep.cells) json["cells"].push_back(cell_json(sweep, cell));
  json["config"] = sweep.config;
  return json_text(json);
}

SweepResults read_sweep_json(std::string_view text) {
  constexpr std::string_view kFile = "sweep.json";
  const Json json = parse_json(text, kFile);
  const JsonField file(json, kFile);
  check_layout(file, kSweepFormat);
  SweepResults sweep;
  read_value(file, sweep);
  file.read_if_there("config", sweep.config);
  if (const auto models = file.find("user_models")) read_value(*models, sweep.user_models);
  for (const JsonField& field : file.at("cells").elements()) {
    SweepCell& cell = sweep.cells.emplace_back();
    read_value(field, cell);
    cell.values = read_values(field.at("values"), sweep.parameters);
    if (const auto models = field.find("user_models")) read_value(*models, cell.user_models);
  }
  check_ranking(sweep, file);
  return sweep;
}

namespace {
const SweepFormatRegistration registration({"sweep.json",
                                            [](const SweepResults& sweep, const DrawnFigures&) {
                                              return write_sweep_json(sweep);
                                            }});
}

}  // namespace reprise
