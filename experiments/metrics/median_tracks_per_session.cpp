#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

const MetricRegistration registration(Metric{
    .name = "median_tracks_per_session",
    .unit = "tracks",
    .help = "tracks that half of the sessions are longer, the first included",
    .better = Better::higher,
    .numerator = played_tracks,
    .denominator = nullptr,
    .scale = 1.0,
    .average = Average::of_sessions,
    .quantile = 0.5});

}  // namespace
}  // namespace reprise
