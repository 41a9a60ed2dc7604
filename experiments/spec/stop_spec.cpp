#include "experiments/spec/stop_spec.h"

#include "reports/results/headline_metrics.h"

namespace reprise {

const Parameters<StopSpec>& StopSpec::parameters() {
  static const Parameters<StopSpec> parameters =
      Parameters<StopSpec>("stop")
          .add("metric", &StopSpec::metric, "whose effects are to be known, or a list of them")
          .otherwise(std::string(kHeadlineMetric))
          .add("half_width", &StopSpec::half_width,
               "stop when no interval is wider to either side: 1% of the control's mean, or a "
               "number in the metric's units")
          .add("decided", &StopSpec::decided,
               "stop when every treatment is known to be better, worse or equivalent")
          .add("max_episodes", &StopSpec::max_episodes, "stop there in any case",
               {.min = 1, .max = 1e15});
  return parameters;
}

SequentialLimits StopSpec::limits() const { return {metric.metrics, max_episodes}; }

StopSpec ParameterType<StopSpec>::read(const Node& node, const std::string& what) {
  StopSpec stop = StopSpec::parameters().read(node);
  if (!stop.half_width && !stop.decided) {
    throw wrong_type(node, what, "half_width (such as 1%), or decided: true, or both");
  }
  if (stop.metric.metrics.empty()) {
    stop.metric.metrics.push_back(&metric_or_time(nullptr));
  }
  return stop;
}

}  // namespace reprise
