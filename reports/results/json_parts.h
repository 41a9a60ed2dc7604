// Describes the structs that the JSON files of runs and of sweeps share: means, effects and
// descriptions of metrics.
#pragma once

#include <limits>
#include <string>

#include "reports/results/json_fields.h"
#include "reports/results/results.h"

namespace reprise {

template <>
struct JsonFields<MetricEstimate> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("mean", of.mean);
    fields.may_have("lower", of.lower);
    fields.may_have("upper", of.upper);
  }
  static void was_read(MetricEstimate& figure, const JsonField& field) {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    if (!field.find("lower")) figure.lower = kUnknown;
    if (!field.find("upper")) figure.upper = kUnknown;
  }
};

template <>
struct JsonFields<TreatmentMeans> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have_by("metrics", of.metrics, &MetricEstimate::metric);
  }
};

template <>
struct JsonFields<MetricDescription> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.may_have("unit", of.unit);
    fields.may_have("better", of.better);
  }
};

/// Writes the bounds of a whole_line interval as null, whatever numbers the interval holds.
template <class Interval>
void write_bounds(const Interval& interval, Json& json) {
  if (interval.shape == IntervalShape::whole_line) json["lower"] = json["upper"] = Json();
}

template <>
struct JsonFields<Effect> {
  template <class Of, class Fields>
  static void describe(Of& of, Fields& fields) {
    fields.must_have("treatment", of.treatment);
    fields.may_have("against", of.against);
    fields.must_have("metric", of.metric);
    fields.must_have("control_mean", of.control_mean);
    fields.must_have("treatment_mean", of.treatment_mean);
    fields.must_have("effect", of.effect);
    fields.must_have("lower", of.lower);
    fields.must_have("upper", of.upper);
    fields.may_have("confidence", of.confidence);
    fields.may_have("p", of.p);
    fields.may_have("p_adjusted", of.p_adjusted);
    fields.must_have("significant", of.significant);
    fields.may_have("equivalent", of.equivalent);
    fields.may_have("sessions_to_tell", of.required_sessions);
    fields.may_have("never_told", of.no_size_suffices);
    fields.may_have("difference", of.difference);
    fields.may_have("difference_lower", of.difference_lower);
    fields.may_have("difference_upper", of.difference_upper);
    fields.may_have("design", of.design);
    fields.may_have("interval", of.interval);
    fields.may_have("shape", of.shape);
    fields.may_have("variance_reduction", of.variance_reduction);
    fields.may_have("correlation", of.correlation);
  }
  static void written(const Effect& effect, Json& json) { write_bounds(effect, json); }
  static void was_read(Effect& effect, const JsonField& field) {
    if (!field.find("p_adjusted")) effect.p_adjusted = effect.p;
  }
};

/// Throws std::runtime_error if the layout of the file is not `known`.
void check_layout(const JsonField& file, int known);

/// Returns the text of the file. Bytes that are not UTF-8 are replaced by U+FFFD.
std::string json_text(const Json& json);

}  // namespace reprise
