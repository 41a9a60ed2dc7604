#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{
    .name = "mean_request_latency",
    .unit = "ms",
    .help = "milliseconds from asking for a track to having it; it is measured, so no two "
            "runs have the same",
    .better = Better::lower,
    .numerator = waited_nanoseconds,
    .denominator = recommended_tracks,
    .scale = 1e-6,
    .average = Average::of_users,
    .quantile = 0});

}  // namespace
}  // namespace reprise
