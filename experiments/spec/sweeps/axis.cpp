#include "experiments/spec/sweeps/axis.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "sim/support/parameters/nested.h"

namespace reprise {
namespace {

enum class Scale { linear, log };
std::vector<std::string> choices(Scale) { return {"linear", "log"}; }

// The ends are kept as written, because their text says whether they are integers.
struct RangeParameters {
  Node from;
  Node to;
  std::optional<std::int64_t> count;
  Scale scale = Scale::linear;
};

const Parameters<RangeParameters>& range_parameters() {
  static const Parameters<RangeParameters> declared =
      Parameters<RangeParameters>("range")
          .require("from", &RangeParameters::from, "the lower end")
          .require("to", &RangeParameters::to, "the upper end")
          .add("count", &RangeParameters::count, "values of a grid, the ends among them",
               {.min = 2, .max = 100'000})
          .add("scale", &RangeParameters::scale, "whether differences or ratios are equal");
  return declared;
}

bool is_integer(const Node& node) {
  return node.scalar.find_first_not_of("+-0123456789_") == std::string::npos;
}

// Returns the value as YAML in flow style, in one line, as it could be written on a command line.
std::string name_of(const Node& value) {
  if (value.is_scalar()) return value.scalar;
  if (value.is_null()) return "null";
  std::string text;
  if (value.is_sequence()) {
    for (const Node& item : value.items) text += (text.empty() ? "" : ", ") + name_of(item);
    return "[" + text + "]";
  }
  for (const Field& field : value.fields) {
    text += (text.empty() ? "" : ", ") + field.key + ": " + name_of(field.value);
  }
  return "{" + text + "}";
}

void read_values(SweepAxis& axis, const std::vector<Node>& values) {
  std::unordered_set<std::string> known;
  for (const Node& value : values) {
    std::string name = name_of(value);
    if (!known.insert(name).second) {
      throw UserError(value.place,
                      fmt::format("'{}' takes the value '{}' twice; remove one", axis.path, name));
    }
    axis.values.push_back({std::move(name), value});
  }
}

void read_range(SweepAxis& axis, const Node& node) {
  const RangeParameters written = range_parameters().read(node);
  AxisRange range;
  range.from = ParameterType<double>::read(written.from, "range.from");
  range.to = ParameterType<double>::read(written.to, "range.to");
  range.count = written.count;
  range.log_scale = written.scale == Scale::log;
  range.integers = is_integer(written.from) && is_integer(written.to);
  if (!(range.from < range.to)) {
    throw wrong_type(written.to, "range.to", fmt::format("more than {}", range.from));
  }
  if (range.log_scale && range.from <= 0) {
    throw wrong_type(written.from, "range.from", "above 0, which a log scale takes");
  }
  axis.range = range;
  for (std::int64_t i = 0; range.count && i < *range.count; ++i) {
    AxisValue value =
        range.at(static_cast<double>(i) / static_cast<double>(*range.count - 1), node.place);
    // After rounding, neighbours may be the same value.
    if (axis.values.empty() || axis.values.back().name != value.name) {
      axis.values.push_back(std::move(value));
    }
  }
}

}  // namespace

AxisValue AxisRange::at(double share, const Place& place) const {
  double value = log_scale ? from * std::pow(to / from, share) : from + (to - from) * share;
  // The ends are exactly the numbers that were written, without the rounding of the arithmetic.
  if (share <= 0) value = from;
  if (share >= 1) value = to;
  // Names of values are read by people, so they have no more digits than a person would write.
  const std::string text = integers ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value);
  return {text, Node::make_scalar(text, place)};
}

SweepAxis read_axis(const std::string& path, const Place& path_place, const Node& node) {
  SweepAxis axis{path, path_place, node, {}, {}};
  if (node.is_sequence() && !node.items.empty()) {
    read_values(axis, node.items);
  } else if (const Node* choices = node.find("choices"); choices != nullptr) {
    if (!choices->is_map() || choices->fields.empty() || node.fields.size() != 1) {
      throw wrong_type(node, path, "{choices: {name: value, ...}}");
    }
    for (const Field& field : choices->fields) axis.values.push_back({field.key, field.value});
  } else if (node.is_map() && !node.fields.empty()) {
    read_range(axis, node);
  } else {
    throw wrong_type(node, path,
                     "values such as [1, 2, 3], {from: 1, to: 100, count: 5, scale: log} or "
                     "{choices: {name: value}}");
  }
  return axis;
}

}  // namespace reprise
