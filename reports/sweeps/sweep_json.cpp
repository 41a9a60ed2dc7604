#include "reports/sweeps/sweep_json.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "reports/json_parts.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_names.h"

namespace reprise {
namespace {

Json parameter_json(const SweepParameter& parameter) {
  Json numbers = Json::array();
  for (const double value : parameter.numbers) numbers.push_back(number_json(value));
  return {{"path", parameter.path},
          {"values", parameter.values},
          {"numbers", std::move(numbers)},
          {"log_scale", parameter.log_scale}};
}

Json world_json(const WorldEffect& world) {
  const bool bounds = world.shape != IntervalShape::whole_line;
  return {{"world", world.world},
          {"effect", number_json(world.effect)},
          {"lower", bounds ? number_json(world.lower) : Json()},
          {"upper", bounds ? number_json(world.upper) : Json()},
          {"shape", name_of(world.shape)}};
}

Json cell_json(const SweepResults& sweep, const SweepCell& cell) {
  Json values = Json::object();
  for (std::size_t i = 0; i < sweep.parameters.size(); ++i) {
    values[sweep.parameters[i].path] = value_text(sweep, cell, i);
  }
  Json worlds = Json::array();
  for (const WorldEffect& world : cell.worlds) worlds.push_back(world_json(world));
  return {{"config_hash", cell.config_hash},
          {"values", std::move(values)},
          {"status", name_of(cell.status)},
          {"error", cell.error},
          {"episodes", cell.episodes},
          {"sessions", cell.sessions},
          {"ceilings", cell.ceilings},
          {"warnings", cell.warnings},
          {"treatments", means_json(cell.treatments)},
          {"effects", effects_json(cell.effects)},
          {"worlds", std::move(worlds)}};
}

Json ranked_json(const RankedCell& ranked) {
  return {{"cell", ranked.cell},
          {"treatment", ranked.treatment},
          {"p_as_best", number_json(ranked.p_as_best)},
          {"tied", ranked.tied}};
}

SweepParameter read_parameter(const JsonField& field) {
  SweepParameter parameter;
  field.at("path").read(parameter.path);
  field.at("values").read(parameter.values);
  field.read_if_there("numbers", parameter.numbers);
  if (!parameter.numbers.empty() && parameter.numbers.size() != parameter.values.size()) {
    throw field.at("numbers").complaint(
        fmt::format("expected {} numbers, one for each value", parameter.values.size()));
  }
  field.read_if_there("log_scale", parameter.log_scale);
  return parameter;
}

WorldEffect read_world(const JsonField& field) {
  WorldEffect world;
  field.at("world").read(world.world);
  field.at("effect").read(world.effect);
  field.at("lower").read(world.lower);
  field.at("upper").read(world.upper);
  field.read_named_if_there("shape", world.shape);
  return world;
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

SweepCell read_cell(const JsonField& field, const std::vector<SweepParameter>& parameters) {
  SweepCell cell;
  field.read_if_there("config_hash", cell.config_hash);
  cell.values = read_values(field.at("values"), parameters);
  field.at("status").read_named(cell.status);
  field.read_if_there("error", cell.error);
  field.read_if_there("episodes", cell.episodes);
  field.read_if_there("sessions", cell.sessions);
  field.read_if_there("ceilings", cell.ceilings);
  field.read_if_there("warnings", cell.warnings);
  if (const auto treatments = field.find("treatments")) cell.treatments = read_means(*treatments);
  if (const auto effects = field.find("effects")) cell.effects = read_effects(*effects);
  if (const auto worlds = field.find("worlds")) {
    for (const JsonField& world : worlds->elements()) cell.worlds.push_back(read_world(world));
  }
  return cell;
}

RankedCell read_ranked(const JsonField& field, std::size_t cells) {
  RankedCell ranked;
  const JsonField cell = field.at("cell");
  std::uint64_t index = 0;
  cell.read(index);
  if (index >= cells) {
    throw cell.complaint(
        fmt::format("expected the index of one of {} cells, found {}", cells, index));
  }
  ranked.cell = static_cast<std::size_t>(index);
  field.at("treatment").read(ranked.treatment);
  field.read_if_there("p_as_best", ranked.p_as_best);
  field.read_if_there("tied", ranked.tied);
  return ranked;
}

SweepResults read_sweep(const JsonField& file) {
  check_layout(file, kSweepFormat);
  SweepResults sweep;
  file.read_if_there("program", sweep.program);
  file.read_if_there("experiment", sweep.experiment);
  file.read_if_there("hash", sweep.hash);
  file.read_if_there("config", sweep.config);
  file.read_if_there("method", sweep.method);
  file.read_if_there("design", sweep.design);
  file.read_if_there("confidence", sweep.confidence);
  file.read_if_there("control", sweep.control);
  file.read_if_there("ranked_metric", sweep.ranked_metric);
  file.read_named_if_there("ranked_better", sweep.ranked_better);
  file.read_if_there("ranked_treatment", sweep.ranked_treatment);
  file.read_if_there("seeds", sweep.seeds);
  file.read_if_there("worlds", sweep.worlds);
  if (const auto metrics = file.find("metrics")) sweep.metrics = read_descriptions(*metrics);
  for (const JsonField& parameter : file.at("parameters").elements()) {
    sweep.parameters.push_back(read_parameter(parameter));
  }
  for (const JsonField& cell : file.at("cells").elements()) {
    sweep.cells.push_back(read_cell(cell, sweep.parameters));
  }
  if (const auto ranking = file.find("ranking")) {
    for (const JsonField& ranked : ranking->elements()) {
      sweep.ranking.push_back(read_ranked(ranked, sweep.cells.size()));
    }
  }
  file.read_if_there("warnings", sweep.warnings);
  return sweep;
}

}  // namespace

std::string write_sweep_json(const SweepResults& sweep) {
  Json json;
  json["format"] = kSweepFormat;
  json["program"] = sweep.program;
  json["experiment"] = sweep.experiment;
  json["hash"] = sweep.hash;
  json["method"] = sweep.method;
  json["design"] = sweep.design;
  json["confidence"] = number_json(sweep.confidence);
  json["control"] = sweep.control;
  json["ranked_metric"] = sweep.ranked_metric;
  json["ranked_better"] = name_of(sweep.ranked_better);
  json["ranked_treatment"] = sweep.ranked_treatment;
  json["seeds"] = sweep.seeds;
  json["worlds"] = sweep.worlds;
  json["warnings"] = sweep.warnings;
  json["metrics"] = descriptions_json(sweep.metrics);
  json["parameters"] = Json::array();
  for (const SweepParameter& parameter : sweep.parameters) {
    json["parameters"].push_back(parameter_json(parameter));
  }
  json["ranking"] = Json::array();
  for (const RankedCell& ranked : sweep.ranking) json["ranking"].push_back(ranked_json(ranked));
  json["cells"] = Json::array();
  for (const SweepCell& cell : sweep.cells) json["cells"].push_back(cell_json(sweep, cell));
  json["config"] = sweep.config;
  return json_text(json);
}

SweepResults read_sweep_json(std::string_view text) {
  constexpr std::string_view kFile = "sweep.json";
  const Json json = parse_json(text, kFile);
  return read_sweep(JsonField(json, kFile));
}

namespace {
const SweepFormatRegistration registration({"sweep.json",
                                            [](const SweepResults& sweep, const DrawnFigures&) {
                                              return write_sweep_json(sweep);
                                            }});
}

}  // namespace reprise
