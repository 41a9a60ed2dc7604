#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{
    .name = "p90_tracks_per_session",
    .unit = "tracks",
    .help = "tracks that one session in ten is longer, the first included",
    .better = Better::higher,
    .numerator = played_tracks,
    .denominator = nullptr,
    .scale = 1.0,
    .average = Average::of_sessions,
    .quantile = 0.9});

}  // namespace
}  // namespace reprise
