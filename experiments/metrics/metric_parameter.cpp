#include "experiments/metrics/metric_parameter.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/metrics/metric_part.h"
#include "reports/results/headline_metrics.h"

namespace reprise {

namespace {

// Returns the parameters that differ from the defaults: "(above=0.8)"; empty if none does.
std::string parameters_in_name(const Node& resolved, const Node& defaults) {
  if (resolved.is_scalar()) return "";
  std::vector<std::string> parts;
  for (const Field& field : resolved.fields.front().value.fields) {
    const Node* usual =
        defaults.is_scalar() ? nullptr : defaults.fields.front().value.find(field.key);
    const std::string text = flow_yaml(field.value);
    if (usual == nullptr || flow_yaml(*usual) != text) {
      parts.push_back(fmt::format("{}={}", field.key, text));
    }
  }
  std::string name = parts.empty() ? "" : fmt::format("({})", fmt::join(parts, ","));
  // A requirement names a metric in one word.
  std::erase(name, ' ');
  return name;
}

// Returns whether every parameter may be left out.
bool has_defaults(const Registry<MetricPart>::Entry& entry) {
  return std::none_of(entry.parameters.begin(), entry.parameters.end(),
                      [](const ParameterInfo& parameter) { return parameter.required; });
}

const Metric* read_with_parameters(const Node& node, const std::string& what) {
  const Registry<MetricPart>& registry = Registry<MetricPart>::instance();
  const Recipe<MetricPart> recipe = registry.read(node, what);
  const Registry<MetricPart>::Entry& entry = *registry.find(recipe.name);
  const Node defaults = has_defaults(entry) ? entry.read(Node{}).resolved : Node{};
  const std::string name = recipe.name + parameters_in_name(recipe.resolved, defaults);
  if (const Metric* known = find_metric(name)) return known;
  MetricContext context;
  Metric metric = recipe.make(context);
  metric.name = name;
  metric.written = recipe.resolved;
  return keep_metric(std::move(metric));
}

}  // namespace

const Metric* ParameterType<const Metric*>::read(const Node& node, const std::string& what) {
  std::vector<std::string> names = Registry<MetricPart>::instance().names();
  // The registry also names what is no metric at all. A metric with parameters that was read before
  // is known by its name, too.
  const bool one_key = node.is_map() && node.fields.size() == 1;
  const std::string name = one_key ? node.fields.front().key : node.scalar;
  const bool registered = Registry<MetricPart>::instance().find(name) != nullptr;
  const bool has_parameters = registered || (one_key && find_metric(name) == nullptr);
  if (has_parameters) return read_with_parameters(node, what);
  if (node.is_map() && node.fields.size() == 1) {
    throw UserError(node.place, fmt::format("the metric '{}' takes no parameters; write its name "
                                            "alone",
                                            node.fields.front().key));
  }
  if (!node.is_scalar()) throw wrong_type(node, what, "the name of a metric");
  if (const Metric* metric = find_metric(node.scalar)) return metric;
  for (const Metric& metric : reprise::metrics()) names.push_back(metric.name);
  std::sort(names.begin(), names.end());
  throw UserError(node.place,
                  fmt::format("unknown metric '{}'{}; known: {}", node.scalar,
                              did_you_mean(node.scalar, names), fmt::join(names, ", ")));
}

const Metric& metric_or_time(const Metric* metric) {
  return metric != nullptr ? *metric : *find_metric(std::string(kHeadlineMetric));
}

MetricNames ParameterType<MetricNames>::read(const Node& node, const std::string& what) {
  if (!node.is_sequence()) return {{ParameterType<const Metric*>::read(node, what)}};
  MetricNames names{ParameterType<std::vector<const Metric*>>::read(node, what)};
  if (names.metrics.empty()) throw wrong_type(node, what, "at least one metric");
  return names;
}

}  // namespace reprise
